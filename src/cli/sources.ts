import { ofHub } from './hub';
import { LockedSource } from './locked-source';
import { lockedImage } from './registry';
import { ofCloudStorage, ofFile, ofS3 } from './stores';
import { publishedName } from '../facts/image-registries';
import { credentialsIn } from '../ground/credentials';
import { show } from '../ground/errors';
import type { ModelSource } from '../sources/model-source';

/** Whoever knows a kind of source, and the factories of `ModelSource` of which one has to take its URI. */
interface Resolver {
  readonly ask: (uri: string) => Promise<LockedSource>;
  readonly factories: readonly ((sources: typeof ModelSource, uri: string) => ModelSource)[];
}

/** Who knows what of a source, by scheme. */
const RESOLVERS: { readonly [scheme: string]: Resolver } = {
  huggingface: { ask: ofHub, factories: [ofRepository] },
  oci: { ask: uri => lockedImage(publishedName(locationOf(uri))), factories: [(sources, uri) => sources.ociImage(locationOf(uri))] },
  https: { ask: ofFile, factories: [(sources, uri) => sources.https(uri), (sources, uri) => sources.azureBlob(uri)] },
  gs: { ask: ofCloudStorage, factories: [(sources, uri) => sources.gcs(uri)] },
  s3: { ask: ofS3, factories: [(sources, uri) => sources.s3(uri)] },
};

/** Whether there is somebody to ask of a source. */
export function isLockable(uri: string): boolean {
  return Object.hasOwn(RESOLVERS, schemeOf(uri));
}

/** Throws when a URI is none that a source of an app can have: one with a credential would be written into the lock. */
export function checkSource(uri: string): void {
  if (!isLockable(uri)) throw new Error(`${show(uri)} cannot be locked: known are ${Object.keys(RESOLVERS).join(', ')}`);
  // Loaded on demand: it brings cdk8s along, which the other commands do without; packed as lib/index.js.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { ModelSource: sources } = require('../sources/model-source') as { ModelSource: typeof ModelSource };
  const scheme = schemeOf(uri);
  if (scheme !== 'oci') sources.fromUri(uri); // which knows credentials in all; of an image, "name:tag@digest" is none
  const mistakes = RESOLVERS[scheme].factories.map(factory => mistakeOf(() => factory(sources, uri)));
  if (mistakes.every(mistake => mistake !== undefined)) throw mistakes[0];
  refuseCredentials(uri);
}

/** Throws when a URI has a credential in it, wherever it stands: a token can as well be a name. */
function refuseCredentials(uri: string): void {
  if (!credentialsIn(uri).some(({ certain }) => certain)) return;
  throw new Error(`${show(uri)} holds a credential: nobody is asked with one from a command line or a file, which others can read; revoke it when `
    + 'it was shared, and name the source alone');
}

/** Asks for what a source is now. */
export function lockedSource(uri: string): Promise<LockedSource> {
  return RESOLVERS[schemeOf(uri)].ask(uri);
}

function ofRepository(sources: typeof ModelSource, uri: string): ModelSource {
  const [, repository, revision] = /^([^@]*)(?:@([^]*))?$/.exec(locationOf(uri))!;
  return sources.huggingFace(repository, { revision });
}

function schemeOf(uri: string): string {
  return uri.slice(0, uri.indexOf('://'));
}

function locationOf(uri: string): string {
  return uri.slice(uri.indexOf('://') + 3);
}

function mistakeOf(make: () => unknown): Error | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
