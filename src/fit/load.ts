import type * as fit from './fit';

/** What plans memory, loaded when an architecture is given and not before: an app without one never reads it. */
export function loadFit(): typeof fit {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on demand, see above
  return require('./fit') as typeof fit;
}
