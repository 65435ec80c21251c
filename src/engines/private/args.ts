import { Size, SizeRoundingBehavior } from 'cdk8s';
import { invalid } from '../../ground/errors';

/** The largest number that every server reads: many keep a count in 32 bits. */
export const MOST = 2 ** 31 - 1;

/** Throws when a count is given that is no whole number from 1, or another least one, on, or larger than any server reads. */
export function positive(what: string, value: number | undefined, least: number = 1): void {
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > MOST)) {
    throw invalid({ what, got: value, allowed: `a whole number from ${least} to ${MOST}`, fix: 'leave it out for the default' });
  }
}

/** The smallest share that can be meant: of 80 GiB it is 8 MiB. Smaller numbers would be written with an exponent. */
const LEAST_SHARE = 0.0001;

/** Throws when a share is given that is next to nothing, or above 1. */
export function share(what: string, value: number | undefined): void {
  if (value !== undefined && !(value >= LEAST_SHARE && value <= 1)) {
    throw invalid({ what, got: value, allowed: `a share from ${LEAST_SHARE} to 1`, fix: 'use 0.9, or less when something else runs on the accelerator' });
  }
}

/** The characters of a name in a server's documentation: none that a shell, a template or YAML reads as its own. */
const WORD = /^[^-\s$'"`{}[\]<>|;&\\#!*?%@\p{Cc}][^\s$'"`{}[\]<>|;&\\#!*?%\p{Cc}]*$/u;

/** Throws when a word of a command line is given that would be read as something else: empty, with a space in it, or a reference to a variable. */
export function word(what: string, value: string | undefined): void {
  if (value !== undefined && !WORD.test(value)) {
    throw invalid({
      what,
      got: value,
      allowed: 'one word that does not begin with a dash, and has no "$", quotation marks or brackets in it',
      fix: 'give the name as the server\'s documentation lists it',
    });
  }
}

/** Members of an enum that have one of some values, as code names them. */
export function membersOf(name: string, type: { readonly [member: string]: string }, values: readonly string[]): string {
  return Object.keys(type).filter(member => values.includes(type[member])).map(member => `${name}.${member}`).join(', ');
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
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return count;
  throw invalid({
    what,
    got: `${count} ${unit}`,
    allowed: `whole ${unit} from 1 on`,
    fix: `use for example Size.${unit === 'GiB' ? 'gibibytes' : 'mebibytes'}(8), or leave it out`,
  });
}
