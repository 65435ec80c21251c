import { Architecture } from '../architecture';

/** The architecture of a well-known model; throws on a name that is not known. */
export function knownArchitecture(_name: string): Architecture {
  throw new Error('not yet');
}
