/** The parts of a message about a bad value; each says one thing, in the user's words. */
export interface InvalidValue {
  /** What the value is for, for example `framework name`. */
  readonly what: string;
  /** The value got. */
  readonly got: unknown;
  /** What would have been accepted. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Makes the error of a value that is wrong in itself (design rule 13: it throws where it is built). */
export function invalid(value: InvalidValue): Error {
  return new Error(`invalid ${value.what}: got ${show(value.got)}, allowed is ${value.allowed}; ${value.fix}`);
}

/** A message that can be read, whatever was put into it: the middle of a very long one is left out. */
export function readable(message: string): string {
  return message.length > 2000 ? `${message.slice(0, 1500)} … ${message.slice(-300)}` : message;
}

/** Shows a value in a message: strings quoted, long ones cut. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
