import { Refusal } from './refusal';
import { EngineContainer, ServingEngine } from '../engines/serving-engine';
import { COMPILING_ENGINES, compileCacheEnv } from '../facts/compile-caches';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { VolumeMount } from '../values/volume-mount';

/** Where the volume of compiled kernels is mounted. */
export const COMPILE_CACHE_PATH = '/mnt/compile-cache';

/** A container that keeps what it compiles on the volume that was given for it; each version has a folder of its own. */
export function keepingKernels(container: EngineContainer, engine: ServingEngine, { compileCache }: RuntimeSettings): EngineContainer {
  if (compileCache === undefined) return container;
  const env = compileCacheEnv(engine.name, `${COMPILE_CACHE_PATH}/${engine.name}-${engine.version ?? 'any'}`);
  if (env === undefined) {
    throw new Refusal('engine', `${engine.name} keeps no compiled kernels, got compileCache ${compileCache.name}; leave it out: it is for `
      + `${COMPILING_ENGINES.join(', ')}. An image of your own is given a volume in pod.volumes and pod.mounts, and told of it in env`);
  }
  return { ...container, env: { ...container.env, ...env } };
}

/** The mount of that volume. */
export function kernelMounts({ compileCache }: RuntimeSettings): VolumeMount[] {
  return compileCache === undefined ? [] : [{ volume: compileCache.name, path: COMPILE_CACHE_PATH }];
}
