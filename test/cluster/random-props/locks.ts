import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { mostly } from './values';
import { ModelLock } from '../../../src';
import { namedInManifests } from '../../../src/cli/manifests';
import { publishedName } from '../../../src/facts/image-registries';

/** What a lock knows of an app: all that it names, something besides that nothing names, or all but one. */
export interface LockRecipe {
  readonly knows: 'all' | 'more' | 'less';
  /** Which of all is left out, counted from the first and over again. */
  readonly without: number;
}

/** Seldom one: an app with a lock is made twice. */
export function locks(): fc.Arbitrary<LockRecipe | undefined> {
  const some = fc.record({ knows: fc.constantFrom<LockRecipe['knows']>('all', 'more', 'all', 'less'), without: fc.nat({ max: 9 }) });
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: mostly(some, fc.constant(undefined)) });
}

const [COMMIT, DIGEST] = ['c'.repeat(40), `sha256:${'d'.repeat(64)}`];

/** What a source that may move is pinned to; the others have a size that fits in what a replica has. */
const FACTS: { readonly [scheme: string]: object } = { huggingface: { commit: COMMIT }, oci: { digest: DIGEST } };
const SIZE = { bytes: 2 ** 30 };

const MORE = { sources: ['huggingface://acme/other@main'], images: ['registry.example.com/other:1.0.0'] };

/** The names that may move in manifests, as `cdk8s-matrixinfer lock <manifests>` reads them. */
export function movingIn(manifests: readonly string[]): { readonly sources: string[]; readonly images: string[] } {
  const path = fileOf('manifests.yaml', manifests.join('\n---\n'));
  const { sources, images } = namedInManifests(path);
  const moves = (name: string) => !/@(sha256:|[0-9a-f]{40}$)/.test(name);
  return { sources: [...new Set(sources)].filter(moves), images: [...new Set(images.map(publishedName))].filter(moves) };
}

/** A lock, and what it lacks of what an app needs. */
interface LackingLock {
  readonly lock: ModelLock;
  readonly lacks?: string;
}

/** The lock of an app that names these. */
export function lockOf({ knows, without }: LockRecipe, named: ReturnType<typeof movingIn>, isRecordOnly: boolean): LackingLock {
  const isOfSource = (image: string) => named.sources.some(uri => uri.startsWith('oci://') && publishedName(uri.slice('oci://'.length)) === image);
  const needed = [...named.sources.filter(uri => schemeOf(uri) in FACTS), ...isRecordOnly ? [] : named.images.filter(image => !isOfSource(image))];
  const lacks = knows === 'less' && needed.length > 0 ? needed[without % needed.length] : undefined;
  const { sources, images } = knows === 'more' ? { sources: [...named.sources, ...MORE.sources], images: [...named.images, ...MORE.images] } : named;
  const content = {
    version: 1,
    sources: Object.fromEntries(sources.filter(uri => uri !== lacks).map(uri => [uri, { ...SIZE, ...FACTS[schemeOf(uri)] }])),
    images: Object.fromEntries(images.filter(image => image !== lacks).map(image => [image, DIGEST])),
  };
  return { lock: ModelLock.fromFile(fileOf('matrixinfer.lock.json', JSON.stringify(content))), lacks };
}

function schemeOf(uri: string): string {
  return uri.split(':')[0]!;
}

let folder: string | undefined;

/** A file that is read at once, and written over by the next. */
function fileOf(name: string, text: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-random-lock-'));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
