import { Size } from 'cdk8s';
import { kernelMounts } from './compile-cache';
import { tlsMounts, tlsVolumes } from './server-tls';
import { ANNOTATIONS_OF_DRIVER, REACHED_BY_DRIVER } from '../facts/csi-drivers';
import { isFetched } from '../facts/server-fetches';
import { bytesOf, ceilGib, GIB, quantityOf } from '../ground/bytes';
import { at } from '../ground/objects';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelCache } from '../sources/model-cache';
import { SourceBinding } from '../sources/source-binding';
import { Compute } from '../values/compute';
import { PodVolume } from '../values/pod-volume';
import { VolumeMount } from '../values/volume-mount';

/** Where the scratch volume is mounted. */
export const SCRATCH_PATH = '/tmp';
/** Name of the volume at `/dev/shm`. */
export const SHARED_MEMORY = 'shm';
/** Disk for the image's own writes and logs, beside the volumes. */
const DISK_OVERHEAD = 2 * GIB;

/** The volumes of a Pod come from these. */
export interface VolumeParts {
  readonly cache: ModelCache;
  readonly cacheSize?: Size;
  readonly sharedMemory?: Size;
  readonly scratchSize: Size;
  readonly binding: SourceBinding;
}

/** All volumes of a Pod: those of the library, of the source and of the user. */
export function volumesOf({ name, settings }: { readonly name: string; readonly settings: RuntimeSettings }, parts: VolumeParts): PodVolume[] {
  // A volume of the source may be mounted elsewhere too, and stand in pod.volumes for that.
  return [...new Set([
    ...(parts.cacheSize ? [parts.cache._volume('model', parts.cacheSize, `${name}-cache`, { readOnly: parts.cache._job !== undefined })] : []),
    PodVolume.emptyDir('scratch', { sizeLimit: parts.scratchSize }),
    ...(parts.sharedMemory ? [PodVolume.emptyDir(SHARED_MEMORY, { sizeLimit: parts.sharedMemory, inMemory: true })] : []),
    ...parts.binding.volumes ?? [],
    ...tlsVolumes(settings),
    ...(settings.compileCache ? [settings.compileCache] : []),
    ...settings.pod?.volumes ?? [],
  ])];
}

/** A mount without a slash at the end of its path, so that one folder has one spelling. */
export function plainMount(mount: VolumeMount): VolumeMount {
  return mount.path.endsWith('/') ? { ...mount, path: mount.path.replace(/(?!^)\/$/, '') } : mount;
}

/** All mounts of the server. */
export function mountsOf(settings: RuntimeSettings, parts: { modelMount: VolumeMount; binding: SourceBinding; sharedMemory?: Size }): VolumeMount[] {
  const writable = isFetched(parts.binding.model);
  return [
    ...(parts.binding.needsModelVolume ? [{ ...parts.modelMount, readOnly: !writable }] : []),
    { volume: 'scratch', path: SCRATCH_PATH },
    ...(parts.sharedMemory ? [{ volume: SHARED_MEMORY, path: '/dev/shm' }] : []),
    ...parts.binding.mounts ?? [],
    ...tlsMounts(settings),
    ...kernelMounts(settings),
    ...(settings.pod?.mounts ?? []).map(plainMount),
  ];
}

/** The resources of the server, with the local disk where compute does not say it: what the volumes may hold, and not above a limit that it says. */
export function resourcesWithDisk(compute: Compute, volumes: readonly PodVolume[]): Pick<Compute, 'requests' | 'limits'> {
  const disk = diskOf(volumes);
  const { ephemeralStorageLimit: most, requests, limits } = compute;
  const key = 'ephemeral-storage';
  const derived = quantityOf(most && bytesOf(most) < bytesOf(disk) ? most : disk);
  return { requests: { [key]: derived, ...requests }, limits: compute._limitsDisk ? { [key]: derived, ...limits } : limits };
}

/** Disk that the Pod may write: its emptyDir volumes, and some for the image's own writes and logs. */
function diskOf(volumes: readonly PodVolume[]): Size {
  const bytes = volumes.reduce((sum, volume) => sum + (volume.diskSize ? bytesOf(volume.diskSize) : 0), DISK_OVERHEAD);
  return ceilGib(bytes);
}

/** Annotations of a Pod that the drivers of its volumes ask for. */
export function volumeAnnotations(volumes: readonly PodVolume[]): { [key: string]: string } {
  return Object.assign({}, ...csiIn(volumes).map(({ driver }) => ANNOTATIONS_OF_DRIVER[driver])) as { [key: string]: string };
}

/** What sidecars of drivers have to reach from the Pod, and whether they ask for an identity there. */
export function reachedByVolumes(volumes: readonly PodVolume[]): Pick<SourceBinding, 'egressPorts' | 'nodeAgents'> {
  const served = csiIn(volumes).filter(({ driver }) => Object.hasOwn(REACHED_BY_DRIVER, driver));
  return {
    egressPorts: served.flatMap(({ driver }) => REACHED_BY_DRIVER[driver].ports),
    nodeAgents: [...new Set(served.filter(({ options }) => !/(^|,)anonymous-access(,|$)/.test(options))
      .flatMap(({ driver }) => REACHED_BY_DRIVER[driver].agents))],
  };
}

/** Volumes of drivers, with the options of their mounts. */
function csiIn(volumes: readonly PodVolume[]): { readonly driver: string; readonly options: string }[] {
  return volumes.filter(({ _kind }) => _kind === 'csi').map(({ _source }) => ({
    driver: String(_source.driver),
    options: String(at(_source, 'volumeAttributes', 'mountOptions') ?? ''),
  }));
}
