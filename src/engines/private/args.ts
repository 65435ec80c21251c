import { invalid } from '../../private/errors';

/** A flag with its value as two words; nothing without a value. */
export function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

/** A flag that stands alone; nothing unless it is switched on. */
export function toggle(name: string, on: boolean | undefined): string[] {
  return on ? [name] : [];
}

/** Throws when a count is given that is no whole number from 1 on. */
export function positive(what: string, value: number | undefined): void {
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
    throw invalid({ what, got: value, allowed: 'a whole number from 1 on', fix: 'leave it out for the default' });
  }
}

/** Throws when a share is given that is not above 0 and at most 1. */
export function share(what: string, value: number | undefined): void {
  if (value !== undefined && !(value > 0 && value <= 1)) {
    throw invalid({ what, got: value, allowed: 'a share above 0, at most 1', fix: 'use 0.9, or less when something else runs on the accelerator' });
  }
}

/** Throws when a word of a command line is given that the server would read as something else: empty, or with a space in it. */
export function word(what: string, value: string | undefined): void {
  if (value !== undefined && (value === '' || /\s/.test(value) || value.startsWith('-'))) {
    throw invalid({ what, got: value, allowed: 'one word that does not begin with a dash', fix: 'give the name as the server\'s documentation lists it' });
  }
}
