/*
 * The entrance of this room for those who load it on demand.
 */
export { cacheBytesPerToken, cacheLayout, blocks } from './cache';
export { givenArchitecture } from './config/given-config';
export { architectureInFile } from './config/config-file';
export { knownArchitecture } from './config/known-models';
export { explain, summary } from './explain';
export { fewest, planMemory, smallest, tryPlanMemory } from './memory-plan';
export { parameters, parametersByFamily, weightBytes } from './parameters';
