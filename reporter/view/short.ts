import { text } from '../kube/raw';
import { clipped } from '../text';

/** Texts of objects are kept up to this length. */
const LENGTH = 300;

/** As much of a text of an object as is kept, printable; empty for what is no text. */
export function short(value: unknown, most = LENGTH): string {
  return clipped(text(value) ?? '', most);
}
