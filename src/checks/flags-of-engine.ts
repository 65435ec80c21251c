import { ServingEngine } from '../engines/serving-engine';
import { isPinned } from '../facts/image-tags';
import { isOfficialImage } from '../facts/official-image';
import { FlagsOfVersion, FlagTable } from '../flags/flag-table';
import { RuntimePlan } from '../render/runtime-plan';

/** The flags that the server of an engine has in its version; undefined when the engine has no data. */
export function flagsOf(engine: ServingEngine): FlagsOfVersion | undefined {
  const { flagsFile, version } = engine;
  return flagsFile === undefined || version === undefined ? undefined : FlagTable.read(flagsFile).of(version);
}

/** Whether what the data says of a server holds for its image and version: what is wrong then is an error, and else a warning. What a moving tag has, nobody knows. */
export function isVerified({ engine, image }: RuntimePlan): boolean {
  return flagsOf(engine)?.covered === true && isOfficialImage(image, engine.officialImages) && isPinned(image);
}
