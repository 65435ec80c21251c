import { Size } from 'cdk8s';
import { renderMount } from './containers';
import { renderEnv, secretsIn } from './environment';
import { Refusal } from './refusal';
import { imageFor } from './runtime-plan';
import { ServingEngine } from '../engines/serving-engine';
import { recordedFrom } from '../facts/image-registries';
import { compact, JsonObject } from '../ground/objects';
import type { L1ModelSpecModelSpec } from '../imports/registry.matrixinfer.ai';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelSource } from '../sources/model-source';
import { Accelerator } from '../values/accelerator';
import { Compute, CpuComputeProps } from '../values/compute';
import { Cpu } from '../values/cpu';
import { Framework } from '../values/framework';
import { PodVolume } from '../values/pod-volume';
import { RecordedPort } from '../values/recorded-port';
import { SecretKey } from '../values/secret-key';

/** The facts that a Model records of the model itself. */
export interface RecordedIdentity {
  readonly modelId: string;
  readonly version: string;
  readonly framework: Framework;
  readonly source: ModelSource;
}

/** The facts that are known of the container of a Model that is only registered. */
export interface Registration {
  readonly engine: ServingEngine;
  /** Those of the model over those of its profile. */
  readonly settings: RuntimeSettings;
  readonly command?: string[];
  readonly ports?: RecordedPort[];
}

/** Computes of which an engine that has one image for all says the same. */
const anySize = (): CpuComputeProps => ({ cpu: Cpu.units(1), memory: Size.gibibytes(1) });

/** The `spec` of a Model. */
export function modelSpec({ modelId, version, framework, source }: RecordedIdentity, runtime: JsonObject): JsonObject {
  const model = { modelId, framework: framework.name, version, source: { uri: source.uri } } satisfies L1ModelSpecModelSpec;
  return { modelSpec: model, runtime };
}

/**
 * `spec.runtime` of a Model without a runtime: the values that were said, and none that an engine would derive. Throws a Refusal without an image.
 */
export function registeredRuntime({ engine, settings, command, ports = [] }: Registration): JsonObject {
  const { compute, args, pod = {} } = settings;
  return compact({
    image: compute === undefined ? imageWithoutCompute(engine, settings) : imageOf(engine, settings),
    command,
    args,
    env: renderEnv(settings),
    ports: ports.map(({ number, name, protocol }) => compact({ containerPort: number, name, protocol })),
    volumes: (pod.volumes ?? []).map(volume => volume._render(image => recordedFrom(image, settings))),
    volumeMounts: (pod.mounts ?? []).map(renderMount),
    resources: compute && { requests: compute.requests, limits: compute.limits },
  });
}

/** Secrets and claims that such a Model names. */
export function registeredReferences({ settings }: Registration): { readonly secrets: SecretKey[]; readonly volumes: PodVolume[] } {
  return { secrets: secretsIn(settings), volumes: settings.pod?.volumes ?? [] };
}

/** The image of an engine that has the same one everywhere, or runs on accelerators alone. */
function imageWithoutCompute(engine: ServingEngine, settings: RuntimeSettings): string {
  const image = imageOf(engine, { ...settings, compute: Compute.gpu(Accelerator.NVIDIA_GPU, anySize()) });
  const other = imageOnCpu(engine, settings) ?? image;
  if (image === other) return image;
  throw new Refusal('compute', `neither the model nor its profile says compute, and the image of ${engine.name} depends on it: ${other} or ${image}`);
}

function imageOnCpu(engine: ServingEngine, settings: RuntimeSettings): string | undefined {
  try {
    return imageOf(engine, { ...settings, compute: Compute.cpu(anySize()) });
  } catch {
    return undefined;
  }
}

/** The image as the engine says it, and where it is pulled from: an image that nobody moves is recorded as it was written. */
function imageOf(engine: ServingEngine, settings: RuntimeSettings): string {
  return recordedFrom(imageFor(engine, settings), settings);
}
