import { Said } from './rule';
import { FlagsOfVersion } from '../flags/flag-table';

/** A version of a server whose flags are not known; undefined for one whose are. */
export function unverifiedVersion(engine: string, version: string | undefined, { covered, version: known }: FlagsOfVersion): Said | undefined {
  return covered ? undefined : {
    what: `the flags of ${engine} ${version} are not known, and are checked as those of ${known}`,
    fix: `use ${engine} ${known}, or a version of this library that knows ${version}, or acknowledge the finding`,
  };
}
