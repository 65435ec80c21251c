import type * as fit from './fit';

/** The plan of memory, once it was loaded. */
let loaded: typeof fit | undefined;

/** What plans memory, loaded when an architecture is given and not before: an app without one never reads it. */
export function loadFit(): typeof fit {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on demand, see above
  return loaded ??= require('./fit') as typeof fit;
}
