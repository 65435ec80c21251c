import { KnownConfig } from './known-config';
import { DENSE_MODELS } from './known-dense';
import { MIXED_MODELS } from './known-mixtures';
import { readArchitecture } from './read-config';
import { show } from '../../ground/errors';
import { meaning, nearest } from '../../ground/spelling';
import { Architecture } from '../architecture';

const KNOWN: readonly KnownConfig[] = [...DENSE_MODELS, ...MIXED_MODELS];

/** Names of all well-known models, in their order. */
export function knownNames(): readonly string[] {
  return KNOWN.flatMap(({ names }) => names);
}

/** The architecture of a well-known model; throws on a name that is not known. */
export function knownArchitecture(name: string, saidQuantization?: string): Architecture {
  const found = KNOWN.find(({ names }) => names.some(known => known.toLowerCase() === name.toLowerCase()));
  if (found) return readArchitecture(found.config, name, { saidQuantization });
  throw new Error(`${name === '' ? 'the name of the model is empty' : `unknown model ${show(name)}${meaning(nearest(name, knownNames()))}`}: known are ${knownNames().join(', ')}; for others put the config.json that the model brings beside the app, and give its path to ModelArchitecture.fromConfigFile`);
}
