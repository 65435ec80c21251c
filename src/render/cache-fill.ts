import { Size } from 'cdk8s';
import { MODEL_PATH } from '../facts/model-path';
import { hashOf } from '../ground/hash';
import { ModelCache } from '../sources/model-cache';
import { ModelSource } from '../sources/model-source';
import { SourceBinding } from '../sources/source-binding';
import { Cpu } from '../values/cpu';
import { ExtraContainer } from '../values/extra-container';
import { VolumeMount } from '../values/volume-mount';

/** Where containers that fill a cache, or wait for it, see the claim. */
const CLAIM_PATH = '/mnt/cache';

/** The mark that a folder of the claim is whole, beside its files. */
const MARK = 'filled';

/** What a container needs that only looks at a file. */
const SMALL = { memory: Size.mebibytes(64), cpu: Cpu.millis(50), readOnlyRootFilesystem: true };

/** A cache that a Job fills: the folder of the claim, and how its files get there. */
export interface CacheFill {
  /** Folder of the claim: another one for whatever brings other files. */
  readonly folder: string;
  /** The answer of the source, for the Job in place of the server. */
  readonly binding: SourceBinding;
}

/** The mount of a folder's files, for the Job and, read-only, for the server. */
export function mountOfFill(folder: string): VolumeMount {
  return { volume: 'model', path: MODEL_PATH, subPath: `${folder}/files` };
}

/** The folder for what a source brings: the same for each model of that source, and readable for those who clean up. */
export function folderOf({ uri, revision }: ModelSource, { model, initContainers = [] }: SourceBinding): string {
  const what = [uri, revision, model.path, model.file, ...initContainers.flatMap(({ args, env }) => [args, sorted(env)])];
  const last = uri.split('@')[0].split('/').filter(part => part !== '').pop()!;
  const name = (last.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-');
  return `${name.slice(0, 40) || 'model'}-${hashOf(what).slice(0, 8)}`;
}

/** What the server does in place of downloading: it waits until the Job has brought everything. */
export function waitingFor({ folder, binding }: CacheFill, { image }: NonNullable<ModelCache['_job']>): SourceBinding {
  const { model, needsModelVolume, volumes, mounts, env, secretEnv } = binding;
  const waiter: ExtraContainer = {
    ...SMALL,
    name: 'wait-for-cache',
    image,
    command: [
      'sh', '-ec',
      ['[ -e "$1" ] || echo "waiting for $1, which the Job of this model makes" >&2', 'until [ -e "$1" ]; do sleep 5; done'].join('\n'),
      'wait-for-cache',
    ],
    args: [`${CLAIM_PATH}/${folder}/${MARK}`],
    mounts: [{ volume: 'model', path: CLAIM_PATH, readOnly: true }],
  };
  return { model, needsModelVolume, volumes, mounts, env, secretEnv, initContainers: [waiter] };
}

/** The last container of the Job: it runs when all files are there. */
export function markingOf({ folder }: CacheFill, { image }: NonNullable<ModelCache['_job']>): ExtraContainer {
  return {
    ...SMALL,
    name: 'mark-cache',
    image,
    command: ['sh', '-ec', ': > "$1"', 'mark-cache'],
    args: [`${CLAIM_PATH}/${MARK}`],
    mounts: [{ volume: 'model', path: CLAIM_PATH, subPath: folder }],
  };
}

function sorted(env: { readonly [name: string]: string } = {}): [string, string][] {
  return Object.entries(env).sort(([one], [other]) => (one < other ? -1 : 1));
}
