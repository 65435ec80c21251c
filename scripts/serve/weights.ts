import { mkdirSync } from 'fs';
import { dirname, join } from 'path';
import { Workload } from './workload';
import { makeGgufModel } from '../../test/serving/models/gguf';
import { Hub } from '../../test/serving/models/hub';
import { makeHuggingFaceModel } from '../../test/serving/models/hugging-face';
import { makeMlServerModel } from '../../test/serving/models/mlserver';
import { makeTritonModel } from '../../test/serving/models/triton';
import { PodTemplate, Surroundings } from '../../test/serving/pod/template';

/** The context that the stand-in claims: as long as what examples ask for. */
const CONTEXT = 32_768;

/** How a tiny model is written to a path, by engine; a path may name one file. */
const MODELS: Readonly<Record<string, (path: string) => void>> = {
  'vllm': path => makeHuggingFaceModel(path, CONTEXT),
  'llama-cpp': path => { mkdirSync(dirname(path), { recursive: true }); makeGgufModel(path); },
  'triton': path => makeTritonModel(path),
  'mlserver': path => makeMlServerModel(path),
};

/** Where the tiny model is: what the Pod finds in its cluster, and what its image would have to say of a hub. */
export interface Weights extends Surroundings {
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Puts a tiny model wherever the Pod looks for its own: on its claims, and into a hub on loopback for those that load from one. */
export async function tinyWeights({ engine, template }: Workload, folder: string): Promise<Weights> {
  const make = MODELS[engine];
  if (make === undefined) throw new Error(`there is no tiny model for ${engine}; there is one for ${Object.keys(MODELS).join(', ')}`);
  const claims: Record<string, string> = {};
  for (const { claim, subPath } of claimsOf(template)) {
    claims[claim] = join(folder, claim);
    mkdirSync(claims[claim], { recursive: true });
    make(join(claims[claim], subPath));
  }
  const hubFolder = join(folder, 'hub');
  makeHuggingFaceModel(hubFolder, CONTEXT);
  const hub = await Hub.start(hubFolder);
  return { claims, secrets: secretsOf(template), reachable: [hub.port], env: { HF_ENDPOINT: hub.endpoint }, stop: () => hub.stop() };
}

function claimsOf({ spec }: PodTemplate): { claim: string; subPath: string }[] {
  return (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim }) => {
    if (persistentVolumeClaim === undefined) return [];
    const mount = spec.containers[0]!.volumeMounts?.find(one => one.name === name);
    return [{ claim: persistentVolumeClaim.claimName, subPath: mount?.subPath ?? '' }];
  });
}

/** Every key of every Secret that it wants, with a value that is none. */
function secretsOf({ spec }: PodTemplate): Record<string, Record<string, string>> {
  const secrets: Record<string, Record<string, string>> = {};
  for (const { valueFrom } of spec.containers.flatMap(({ env }) => env ?? [])) {
    if (valueFrom) (secrets[valueFrom.secretKeyRef.name] ??= {})[valueFrom.secretKeyRef.key] = 'not-a-secret';
  }
  return secrets;
}
