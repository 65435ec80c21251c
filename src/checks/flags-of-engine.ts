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

/**
 * Whether the data of a server holds for its image and version: a mistake then is an error, and else a warning. Nobody knows the flags of a moving
 * tag.
 */
export function isVerified({ engine, image }: RuntimePlan): boolean {
  return flagsOf(engine)?.covered === true && isOfficialImage(image, engine._facts.officialImages) && isPinned(image);
}
