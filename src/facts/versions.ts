import { versionInTag } from './image-tags';
import { invalid, tooEarly } from '../ground/errors';
import { remembered } from '../ground/remembered';

/** Returns a released version `x.y.z` unchanged, or throws. */
export function checkedVersion(owner: string, version: string, example: string): string {
  if (!/^\d+\.\d+(\.\d+){0,2}([.-]?(post|rc)\d+)?$/.test(version)) {
    throw invalid({
      what: `version of ${owner}`,
      got: version,
      allowed: 'a released version without a leading "v"',
      fix: `use for example "${example}"; give image for an image of your own`,
    });
  }
  return version;
}

/** The oldest version that is taken, and why no older one is. */
export interface Oldest {
  readonly version: string;
  readonly why: string;
}

/** The version of a server: as it is said, or else as the tag of its image says it. Throws when neither says one, and when it is older than the oldest. */
export function versionOf(owner: string, props: { readonly version?: string; readonly image?: string }, example: string, oldest?: Oldest): string {
  const version = saidVersion(owner, props, example);
  if (oldest === undefined || isAtLeast(version, oldest.version)) return version;
  throw invalid({ what: `version of ${owner}`, got: version, allowed: `${oldest.version} and newer: ${oldest.why}`, fix: `use for example "${example}"` });
}

function saidVersion(owner: string, props: { readonly version?: string; readonly image?: string }, example: string): string {
  if (props.version !== undefined) return checkedVersion(owner, props.version, example);
  const tag = props.image === undefined ? undefined : versionInTag(props.image, example);
  if (tag !== undefined) return tag;
  throw invalid({
    what: `version of ${owner}`,
    got: props.image === undefined ? 'neither version nor image' : `none, and the tag of ${props.image} names none`,
    allowed: 'a released version without a leading "v"',
    fix: `give version, for example "${example}": the one inside the image`,
  });
}

/** Whether a version is another one or newer; compared number by number, `post1` after and `rc1` before the release; a build is one number. */
export function isAtLeast(version: string, other: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(other)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  }
  return true;
}

/** An option, whether it is asked for, and the version that it came with. */
export type Since = readonly [what: string, asked: boolean, first: string];

/** Throws on the first option that is asked for before the version that it came with. */
export function requireVersions(engine: string, version: string, options: readonly Since[]): void {
  const early = options.find(([, asked, first]) => asked && !isAtLeast(version, first));
  if (early === undefined) return;
  const [what, , first] = early;
  throw tooEarly(what, `it with ${engine} ${version}`, `${engine} ${first} or newer`, `use a newer version, or leave ${what} out`);
}

/** Few versions are asked for, and each of them against all that a server has had. */
const numbersOf = remembered((version: string): readonly number[] => (
  version.replace(/^b/, '').replace(/[.-]?post/, '.').replace(/[.-]?rc(\d+)/, (_, candidate: string) => `.${Number(candidate) - 1000}`).split('.').map(Number)
));
