/** Colours and movements of a terminal, whole, so that nothing is left of them. */
const ESCAPES = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** What cannot be seen, or turns the text around it: marks of direction, zero-width characters, tags, halves of characters. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu;

/** Control characters, and every kind of space. */
const SPACES = /[\p{Cc}\p{Z}\s]+/gu;

/** As much of a text is looked at, for each character that is kept: a megabyte of spaces costs nothing. */
const LOOK_AT = 4;

/** A text as one line that can be printed anywhere; it does not say more than is seen of it. */
export function printable(value: string): string {
  return value.replace(ESCAPES, '').replace(INVISIBLE, '').replace(SPACES, ' ').trim();
}

/** A printable text of at most so many characters; what is cut off is told by `…`. */
export function clipped(value: string, most: number): string {
  const words = printable(value.slice(0, most * LOOK_AT));
  if (words.length <= most && value.length <= most * LOOK_AT) return words;
  return `${words.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
