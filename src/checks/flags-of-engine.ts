import { Said } from './rule';
import { ServingEngine } from '../engines/serving-engine';
import { isPinned } from '../facts/image-tags';
import { isOfficialImage } from '../facts/official-image';
import { FlagsOfVersion, FlagTable } from '../flags/flag-table';
import { RuntimePlan } from '../render/runtime-plan';

/** The flags that the server of an engine has in its version; undefined when the engine has no data. */
export function flagsOf(engine: ServingEngine): FlagsOfVersion | undefined {
  const { flagsFile, version } = engine._facts;
  return flagsFile === undefined || version === undefined ? undefined : FlagTable.read(flagsFile).of(version);
}

/** A version of a server whose flags are not known; undefined for one whose are. */
export function unverifiedVersion(engine: string, version: string | undefined, { covered, version: known }: FlagsOfVersion): Said | undefined {
  return covered ? undefined : {
    what: `the flags of ${engine} ${version} are not known, and are checked as those of ${known}`,
    fix: `use ${engine} ${known}, or a version of this library that knows ${version}, or acknowledge the finding`,
  };
}

/**
 * Whether the data of a server holds for its image and version: a mistake then is an error, and else a warning. Nobody knows the flags of a moving
 * tag.
 */
export function isVerified({ engine, image }: RuntimePlan): boolean {
  return flagsOf(engine)?.covered === true && isOfficialImage(image, engine._facts.officialImages) && isPinned(image);
}
