import { Said } from './rule';

/** A type of weights that a device has no instructions for. */
export function emulatedType(what: string): Said {
  return { what, fix: 'use a newer device, or acknowledge the finding where it is known to run' };
}
