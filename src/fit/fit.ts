/*
 * The entrance of this room for those who load it on demand.
 */
export { cacheBytesPerToken, cacheLayout, blocks } from './cache';
export { givenArchitecture } from './config/given-config';
export { architectureInFile } from './config/config-file';
export { fileTypeOf } from './config/file-types';
export { knownArchitecture, knownNames } from './config/known-models';
export { quantizedBy } from './config/read-quantization';
export { DATA_TYPES, isDataType } from './data-types';
export { slotsAtOnce } from './engines/at-once';
export { isMeasured } from './engines/device-shares';
export { loadsGguf, UNKNOWN_TYPE } from './engines/served-models';
export { explain, summary, VERDICTS } from './explain';
export { diskBytes } from './memory-rows';
export { lacksStates, planMemory, tryPlanMemory } from './memory-plan';
export { DERIVED_OF, derivedArguments, fewest, nextCount, nodeCounts } from './open-plan';
export { typeProblem } from './type-problems';
export { parameters, parametersByFamily, weightBytes } from './parameters';
