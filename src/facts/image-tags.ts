/**
 * Words before a number that is not the version of the server: `cuda-12.8.1-v0.32.0` is vLLM 0.32.0.
 */
const PLATFORMS = new Set(['cuda', 'cu', 'cudnn', 'rocm', 'oneapi', 'cann', 'python', 'py', 'torch', 'pytorch', 'ubuntu', 'debian', 'ubi', 'alpine']);

/** Words that make a tag move, whatever version stands beside them: `1.2.3-dev` is built again. A date or a commit beside it holds it still. */
const MOVING = new Set([
  'latest', 'nightly', 'weekly', 'daily', 'main', 'master', 'trunk', 'head', 'dev', 'develop', 'snapshot', 'edge', 'canary', 'next', 'rolling',
  'unstable',
]);

/** All numbers of a release: `v0.32.0`, `0.5.10.post1`, `1.2.0rc4`, `r36.4.0`. */
const FULL = /^[a-z]?\d{1,9}(\.\d{1,9}){2,3}([.a-z][.a-z\d]*)?$/i;

/** A build of llama.cpp: `b11434`. */
const BUILD = /^b\d{3,9}$/;

/** A release that is called after its month or its year: `26.07`, `2026.3`. */
const CALENDAR = /^(20\d\d\.\d{1,2}|\d\d\.(0[1-9]|1[0-2]))$/;

/** A line of releases, which moves: `1.9`. */
const LINE = /^v?\d{1,9}\.\d{1,9}$/;

/** A hash of a commit, whole or short, as git writes it, or the time of a build: `4a1e25b`, `g4a1e25b`, `20261126`. */
const COMMIT = /^g?(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}$/;
const TIME = /^\d{8,14}$/;
const DATE = /(^|[-_.])20\d\d[-_.](0[1-9]|1[0-2])[-_.]([0-2]\d|3[01])($|[-_.])/;

/** Whether an image reference names one exact image: by a digest, or by a tag of a full version, a commit or a date. */
export function isPinned(image: string): boolean {
  if (image.includes('@')) return /@sha256:[0-9a-f]{64}$/.test(image);
  const tag = tagOf(image);
  if (tag === undefined) return false;
  const words = tag.toLowerCase().split(/[-_+]/);
  if (DATE.test(tag) || words.some(word => [COMMIT, TIME, BUILD].some(form => form.test(word)))) return true;
  return !words.some(word => MOVING.has(word)) && versionsIn(tag).some(word => FULL.test(word) || CALENDAR.test(word));
}

/**
 * The version of a server that the tag of its image names, as numbers without a "v"; the one with the most numbers where there are
 * several. `undefined` when it names none.
 *
 * @param like a version of that server: `26.07` is a version only where versions are called after months or years.
 */
export function versionInTag(image: string, like: string): string | undefined {
  const versions = versionsLike(like, image);
  return versions.find(word => FULL.test(word)) ?? versions[0];
}

/** The version that the tag of an image names, where it names one and it is not this one: `1.9` and `1.9.4` are the same. */
export function otherVersionInTag(image: string, version: string): string | undefined {
  const versions = versionsLike(version, image);
  return versions.some(word => begins(word, version) || begins(version, word)) ? undefined : versions[0];
}

function begins(version: string, whole: string): boolean {
  return whole.startsWith(version) && !/^\d/.test(whole.slice(version.length));
}

/** The versions in a tag that are of the kind of another: builds, months and years, or plain numbers. */
function versionsLike(like: string, image: string): string[] {
  const tag = tagOf(image) ?? '';
  if (BUILD.test(like)) return tag.split(/[-_+]/).filter(word => BUILD.test(word));
  const byCalendar = CALENDAR.test(like) || /^20\d\d\./.test(like);
  return versionsIn(tag).map(word => word.replace(/^v/i, '')).filter(word => (byCalendar || !CALENDAR.test(word)) && !DATE.test(word));
}

/** The tag of an image reference, in front of its digest. */
export function tagOf(image: string): string | undefined {
  const [reference] = image.split('@');
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 ? undefined : last.slice(colon + 1);
}

/** The words of a tag that are versions, but for those of the platform that the server runs on. */
function versionsIn(tag: string): string[] {
  const words = tag.split(/[-_+]/);
  return words.filter((word, index) => (FULL.test(word) || CALENDAR.test(word) || LINE.test(word)) && !PLATFORMS.has((words[index - 1] ?? '').toLowerCase()));
}
