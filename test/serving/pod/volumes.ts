import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bytesOfQuantity, Container, PodTemplate, Surroundings, Volume, VolumeMount } from './template';

/** Something of this machine at a path of the container. */
export interface Mounted {
  readonly path: string;
  readonly writable: boolean;
  /** Folder or file on this machine; none: memory of `size` bytes. */
  readonly from?: string;
  readonly size?: number;
}

/** The volumes of a Pod: folders below one folder of this machine, or memory of the rendered size. */
export class PodVolumes {
  private readonly volumes: ReadonlyMap<string, Volume>;

  constructor(private readonly folder: string, template: PodTemplate, private readonly surroundings: Surroundings) {
    this.volumes = new Map((template.spec.volumes ?? []).map(volume => [volume.name, volume]));
  }

  /** What a container is given. */
  mountsOf(container: Container): Mounted[] {
    return (container.volumeMounts ?? []).map(mount => this.mounted(mount));
  }

  /** Volumes on disk that hold more than their limit: kubelet measures them from time to time, and evicts the Pod. */
  overLimit(): string[] {
    return [...this.volumes.values()].flatMap(volume => {
      const limit = volume.emptyDir?.sizeLimit;
      if (limit === undefined || volume.emptyDir?.medium === 'Memory') return [];
      const used = bytesUnder(this.folderOf(volume.name));
      return used > bytesOfQuantity(limit) ? [`Usage of EmptyDir volume "${volume.name}" exceeds the limit "${limit}": ${used} bytes`] : [];
    });
  }

  /** Bytes in each volume on disk, by name. */
  used(): Record<string, number> {
    const onDisk = [...this.volumes.values()].filter(({ emptyDir }) => emptyDir !== undefined && emptyDir.medium !== 'Memory');
    return Object.fromEntries(onDisk.map(({ name }) => [name, bytesUnder(this.folderOf(name))]));
  }

  private mounted(mount: VolumeMount): Mounted {
    const volume = this.volumes.get(mount.name);
    if (volume === undefined) throw new Error(`${mount.mountPath} mounts the volume ${mount.name}, which the Pod does not have`);
    const { emptyDir, persistentVolumeClaim } = volume;
    if (emptyDir?.medium === 'Memory') return { path: mount.mountPath, writable: !mount.readOnly, size: bytesOfQuantity(emptyDir.sizeLimit ?? '64Mi') };
    const writable = !(mount.readOnly || persistentVolumeClaim?.readOnly || volume.image || volume.secret || volume.configMap);
    return { path: mount.mountPath, writable, from: this.below(this.source(volume), mount) };
  }

  private source(volume: Volume): string {
    const { persistentVolumeClaim: claim, image } = volume;
    const { claims = {}, imageVolumes = {} } = this.surroundings;
    if (claim) return given(claims[claim.claimName], `the claim ${claim.claimName}`);
    if (image) return given(imageVolumes[image.reference], `the image volume ${image.reference}`);
    if (volume.secret) return this.secretFiles(volume.name, volume.secret);
    if (volume.configMap) return this.configMapFiles(volume.name, volume.configMap.name);
    if (volume.emptyDir || volume.ephemeral) return this.folderOf(volume.name);
    throw new Error(`the runner does not know the volume ${volume.name} (${Object.keys(volume).filter(key => key !== 'name').join(', ')})`);
  }

  /** A subPath that is not there is made, as a folder, on volumes that can be written. */
  private below(source: string, { subPath, name }: VolumeMount): string {
    if (subPath === undefined) return source;
    const path = join(source, subPath);
    if (!existsSync(path) && this.volumes.get(name)?.persistentVolumeClaim?.readOnly) {
      throw new Error(`CreateContainerConfigError: the volume ${name} has no ${subPath}`);
    }
    if (!existsSync(path)) mkdirSync(path, { recursive: true });
    return path;
  }

  private folderOf(name: string): string {
    const folder = this.surroundings.filled?.[name] ?? join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  private configMapFiles(name: string, map: string): string {
    const folder = this.folderOf(name);
    for (const [key, text] of Object.entries(given(this.surroundings.configMaps?.[map], `the ConfigMap ${map}`))) writeFileSync(join(folder, key), text);
    return folder;
  }

  private secretFiles(name: string, { secretName, items }: NonNullable<Volume['secret']>): string {
    const folder = this.folderOf(name);
    const secret = given(this.surroundings.secrets?.[secretName], `the Secret ${secretName}`);
    for (const { key, path } of items ?? Object.keys(secret).map(one => ({ key: one, path: one }))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), given(secret[key], `the key ${key} of the Secret ${secretName}`));
    }
    return folder;
  }
}

function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the Pod wants ${what}, and was not given it`);
  return value;
}

/** A copy of a folder, so that what a Pod does to its claim is not done to the original. */
export function copyOf(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true });
  return to;
}

function bytesUnder(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0; // gone while it is measured
  if (!stat.isDirectory()) return stat.blocks * 512;
  return readdirSync(path).reduce((sum, entry) => sum + bytesUnder(join(path, entry)), 0);
}
