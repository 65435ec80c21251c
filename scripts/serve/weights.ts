import { mkdirSync } from 'fs';
import { basename, dirname, join, relative } from 'path';
import { DOWNLOADER, Workload } from './workload';
import { makeGgufModel } from '../../test/serving/models/gguf';
import { Hub } from '../../test/serving/models/hub';
import { makeHuggingFaceModel } from '../../test/serving/models/hugging-face';
import { makeMlServerModel } from '../../test/serving/models/mlserver';
import { makeModelArchive } from '../../test/serving/models/torchserve';
import { makeTritonModel } from '../../test/serving/models/triton';
import { Container, PodTemplate, Surroundings, Volume } from '../../test/serving/pod/template';

/** The context that the stand-in claims: as long as what examples ask for. */
const CONTEXT = 32_768;

/** How a tiny model is written to a path, by engine; a path may name one file where the engine loads such. */
const MODELS: Readonly<Record<string, (path: string, server: Container) => void>> = {
  'vllm': path => makeHuggingFaceModel(path, CONTEXT),
  'sglang': path => makeHuggingFaceModel(path, CONTEXT),
  'llama-cpp': path => { mkdirSync(dirname(path), { recursive: true }); makeGgufModel(path); },
  'triton': path => makeTritonModel(path),
  'mlserver': path => makeMlServerModel(path),
  'torchserve': (path, server) => makeModelArchive(path.endsWith('.mar') ? path : join(path, archiveOf(server))),
};

/** Ends in what a file does, and no version of a folder: `model.onnx`, not `bert-1.5`. */
const FILE = /\.[A-Za-z]\w*$/;

/** Engines whose tiny model may be one file. */
const OF_ONE_FILE = /^(llama-cpp|torchserve)$/;

/** Where the tiny model is: what the Pod finds in its cluster, and what its image would have to say of a hub. */
export interface Weights extends Surroundings {
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** A place of a volume where the server looks for its model. */
interface Place {
  readonly volume: Volume;
  /** Path on the volume. */
  readonly path: string;
}

/** Puts a tiny model wherever the Pod looks for its own: on its volumes, and into a hub on loopback for those that load from one. */
export async function tinyWeights({ engine, template, server }: Workload, folder: string): Promise<Weights> {
  const make = MODELS[engine];
  if (make === undefined) throw new Error(`there is no tiny model for ${engine}; there is one for ${Object.keys(MODELS).join(', ')}`);
  const claims: Record<string, string> = {};
  const filled: Record<string, string> = {};
  for (const { volume: { name, persistentVolumeClaim }, path } of placesOf(template)) {
    if (FILE.test(path) && !OF_ONE_FILE.test(engine)) throw new Error(`there is no tiny model for ${engine} in the form of ${basename(path)}`);
    const place = join(folder, name);
    mkdirSync(place, { recursive: true });
    make(join(place, path), server);
    if (persistentVolumeClaim) claims[persistentVolumeClaim.claimName] = place;
    else filled[name] = place;
  }
  const hubFolder = join(folder, 'hub');
  makeHuggingFaceModel(hubFolder, CONTEXT);
  const hub = await Hub.start(hubFolder);
  return { claims, filled, secrets: secretsOf(template), reachable: [hub.port], env: { HF_ENDPOINT: hub.endpoint }, stop: () => hub.stop() };
}

/** Claims at the folder that is mounted of them, or, where a container downloads the model, the volume that it downloads to. */
function placesOf({ spec }: PodTemplate): Place[] {
  const mounts = spec.containers[0]!.volumeMounts ?? [];
  const target = spec.initContainers?.find(({ name }) => name === DOWNLOADER)?.args?.at(-1);
  return (spec.volumes ?? []).flatMap(volume => {
    const mount = mounts.find(({ name }) => name === volume.name);
    if (mount === undefined) return [];
    const below = target === undefined ? undefined : relative(mount.mountPath, target);
    const downloadedTo = below !== undefined && !below.startsWith('..');
    return downloadedTo || volume.persistentVolumeClaim ? [{ volume, path: join(mount.subPath ?? '', downloadedTo ? below : '') }] : [];
  });
}

function archiveOf({ args = [] }: Container): string {
  return args[args.indexOf('--models') + 1]!.split('=')[1]!;
}

/** Every key of every Secret that it wants, with a value that is none. */
function secretsOf({ spec }: PodTemplate): Record<string, Record<string, string>> {
  const secrets: Record<string, Record<string, string>> = {};
  for (const { valueFrom } of spec.containers.flatMap(({ env }) => env ?? [])) {
    if (valueFrom) (secrets[valueFrom.secretKeyRef.name] ??= {})[valueFrom.secretKeyRef.key] = 'not-a-secret';
  }
  return secrets;
}
