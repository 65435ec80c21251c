import { Size, SizeRoundingBehavior } from 'cdk8s';
import { invalid } from '../../ground/errors';

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

/** Throws when a word of a command line is given that would be read as something else: empty, with a space in it, or a reference to a variable. */
export function word(what: string, value: string | undefined): void {
  if (value !== undefined && (value === '' || /[\s$]/.test(value) || value.startsWith('-'))) {
    throw invalid({ what, got: value, allowed: 'one word that does not begin with a dash, and has no "$" in it', fix: 'give the name as the server\'s documentation lists it' });
  }
}

/** Throws when a word is given that is none of those that the server knows. */
export function oneOf(what: string, value: string | undefined, words: readonly string[]): void {
  if (value !== undefined && !words.includes(value)) {
    throw invalid({ what, got: value, allowed: words.join(', '), fix: 'leave it out for the server\'s own' });
  }
}

/** The number of GiB or MiB, as a server counts memory; throws when they are not whole, or none. */
export function whole(unit: 'GiB' | 'MiB', what: string, size: Size | undefined): number | undefined {
  if (size === undefined) return undefined;
  const count = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) / (unit === 'GiB' ? 1024 ** 2 : 1024);
  if (Number.isInteger(count) && count >= 1) return count;
  throw invalid({ what, got: `${count} ${unit}`, allowed: `whole ${unit} from 1 on`, fix: `use for example Size.${unit === 'GiB' ? 'gibibytes' : 'mebibytes'}(8), or leave it out` });
}
