import { createHash } from 'crypto';

/** A text of 16 hexadecimal digits that differs whenever another text does. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
