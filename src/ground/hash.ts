import { createHash } from 'crypto';
import { Json } from './objects';

/** A text of 16 hexadecimal digits that differs whenever another text, or the JSON of another value, does. */
export function hashOf(value: Json | object): string {
  return createHash('sha256').update(typeof value === 'string' ? value : JSON.stringify(value)).digest('hex').slice(0, 16);
}
