import { Size } from 'cdk8s';
import { ModelPlacement } from './engine-facts';
import { ImageHardening } from './image-hardening';
import { ConcurrencyOptions, KvCacheOptions, ParserOptions } from './language-model-options';
import { membersOf, whole } from './private/args';
import { openInferenceProbes } from './private/http-probes';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL, refuseFile, refuseLoneFile } from './private/lone-file';
import { metricsIn } from './private/metrics/metric-row';
import { OPENVINO_GRAPH_METRICS, OPENVINO_METRICS } from './private/metrics/model-server-metrics';
import { onlyFileOf, placeInRepository, repositoryOf, requireRepository } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { ApiKeyOptions, GrpcPortOptions, ServerOptions, SeveralModelsOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OPENVINO_OPTIONS } from '../flags/options/openvino-options';
import { bytesOf, showBytes } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { Accelerator } from '../values/accelerator';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';
import { ModelTask } from '../values/model-task';

const IMAGES: readonly OfficialImage[] = [
  { on: 'gpu.intel.com/', image: 'docker.io/openvino/model_server:<version>-gpu' },
  { on: 'cpu', image: 'docker.io/openvino/model_server:<version>' },
  { on: 'npu.intel.com/', image: 'docker.io/openvino/model_server:<version>-gpu', since: '2025.0' },
];

/** The image's own user. Nobody says of accelerators, whose drivers keep caches, that the root may be read-only. */
const HARDENING: ImageHardening[] = [
  {
    on: ['cpu'],
    runAsUser: 5000,
    readOnlyRootFilesystem: true,
    source: 'https://github.com/openvinotoolkit/model_server docs/security_considerations.md, and extras/kserve/kserve-openvino.yaml for the user',
  },
  {
    on: ['gpu.intel.com/', 'npu.intel.com/'],
    runAsUser: 5000,
    readOnlyRootFilesystem: false,
    source: 'https://github.com/openvinotoolkit/model_server docs/accelerators.md',
  },
];

/** The program; the image's entry point became a shell in front of it. */
const SERVER = '/ovms/bin/ovms';

/** The name of each task there. */
const TASKS: { [task: string]: string } = { [ModelTask.GENERATE]: 'text_generation', [ModelTask.EMBED]: 'embeddings', [ModelTask.RERANK]: 'rerank' };

/**
 * The options of OpenVINO Model Server. `version` is a release, `YYYY.N` or `YYYY.N.P`. It listens on port 8000, with gRPC on 9000, and runs in
 * `openvino/model_server`; for Intel GPUs and, from 2025.0 on, Intel NPUs with `-gpu` behind the version. Your own image needs `/ovms/bin/ovms`.
 *
 * `maxConcurrentRequests`, the options of the KV cache, and the parsers need `ModelTask.GENERATE`. From 2026.3 on a parser may be `none`, and the
 * server derives a parser that is not given from the chat template of the model. `apiKey` needs a `task`. It guards `/v3`, and not `/v2`, `/metrics`
 * and gRPC: protect those with a NetworkPolicy.
 */
export interface OpenVinoModelServerEngineProps
  extends ServerOptions, GrpcPortOptions, ConcurrencyOptions, KvCacheOptions, ParserOptions, ApiKeyOptions, SeveralModelsOptions {
  /**
   * The task that a language model is served for (`--task`), from 2026.2 on: text, embeddings or reranking, with an API like OpenAI's at `/v3`. The
   * source is a folder as on the hub at `OpenVINO/…`, or as `optimum-cli export openvino` writes it.
   *
   * @default - none: a model of ONNX, OpenVINO or TensorFlow
   */
  readonly task?: ModelTask;

  /**
   * Device by its OpenVINO name, for example `HETERO:GPU.0,GPU.1` (`--target_device`). `GPU…` and `NPU…` in the official image need an accelerator.
   *
   * @default - `CPU`; with one accelerator `GPU` or `NPU`, by its resource (`gpu.intel.com/…`, `npu.intel.com/…`); with any other accelerator it has
   * to be given
   */
  readonly targetDevice?: string;

  /**
   * Memory for the KV cache (`--cache_size`), in whole GiB, at least 1; on a CPU less than the memory of the container. Only with
   * `ModelTask.GENERATE`.
   *
   * @default - the cache grows as it is needed
   */
  readonly kvCacheSize?: Size;
}

/**
 * OpenVINO Model Server, for OpenVINO, ONNX and TensorFlow models and for language models, on CPUs and Intel accelerators.
 * https://github.com/openvinotoolkit/model_server
 *
 * @example
 * const engine = new OpenVinoModelServerEngine({ version: '2026.3' });
 */
export class OpenVinoModelServerEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: OpenVinoModelServerEngineProps;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: OpenVinoModelServerEngineProps) {
    [props] = judged('new_OpenVinoModelServerEngine', [props], arguments, { open: new.target !== OpenVinoModelServerEngine });
    const hasTask = props.task !== undefined;
    const version = checkedRelease(props);
    super({
      name: 'openvino-model-server',
      title: 'OpenVINO Model Server',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8000, grpc: 9000 },
      probes: openInferenceProbes(props.models),
      frameworks: hasTask ? [Framework.of('openvino'), Framework.HUGGINGFACE] : [Framework.of('openvino'), Framework.ONNX, Framework.TENSORFLOW],
      placement: hasTask ? ModelPlacement.FOLDER : ModelPlacement.REPOSITORY,
      apiPath: hasTask ? '/v3' : '/v2',
      openAiCompatible: hasTask,
      metricsPath: '/metrics',
      metrics: metricsIn(hasTask ? OPENVINO_GRAPH_METRICS : OPENVINO_METRICS, version),
      drainsAfterSigterm: false, // not known: gRPC gives calls five seconds, and for HTTP nothing is said
      images: IMAGES,
      hardening: HARDENING,
      options: OPENVINO_OPTIONS,
      style: '_=',
    });
  }

  /** @internal */
  protected _checkProps(): void {
    requireTask(this._props);
  }

  /** @internal */
  public _place(servedName: string, layout: ModelLayout): string {
    placeInRepository(this._title, servedName, layout); // its name is a part of URLs, with a task too
    requireRepository(this._title, this._props.models, layout);
    return super._place(servedName, layout);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { servedName, model, scratchPath } = context;
    this.checkFile(context);
    this.checkKvCache(context.compute);
    const { task, kvCacheSize, prefixCaching, models } = this._props;
    return {
      program: [SERVER],
      flags: {
        '--port': this.ports.grpc,
        '--grpc-bind-address': '0.0.0.0',
        '--rest-port': this.ports.http,
        '--rest-bind-address': '0.0.0.0',
        '--config-path': models && `${repositoryOf(model.path)}/config.json`,
        ...(models ? {} : {
          '--model-name': servedName,
          '--model-path': task === undefined ? `${repositoryOf(model.path)}/${servedName}` : model.path,
          '--target-device': this.deviceOf(context.compute),
        }),
        '--file-system-poll-wait-seconds': 0,
        '--metrics-enable': true,
        '--task': task && TASKS[task],
        '--cache-size': whole('GiB', 'kvCacheSize', kvCacheSize),
        '--enable-prefix-caching': prefixCaching === undefined ? undefined : String(prefixCaching),
      },
      env: { HOME: `${scratchPath}/home`, XDG_CACHE_HOME: `${scratchPath}/cache` },
    };
  }

  private checkFile({ model, servedName }: EngineContext): void {
    const loader = { engine: this.name, title: this._title };
    if (this._props.task !== undefined) return refuseLoneFile({ ...loader, loads: LANGUAGE_MODEL }, model.path);
    const file = onlyFileOf(model.path, servedName);
    if (file !== undefined) refuseFile({ ...loader, loads: 'a folder with an .xml and a .bin, or alone .onnx, .pb and .tflite' }, file);
  }

  private deviceOf(compute: Compute): string {
    const { targetDevice, image } = this._props;
    if (targetDevice !== undefined) {
      if (compute.accelerator || image !== undefined || !/^[GN]PU/.test(targetDevice)) return targetDevice;
      throw new Error(`targetDevice is ${targetDevice}, and the replica has no accelerator, so that its image has no driver for one; use `
        + 'Compute.gpu, or leave targetDevice out');
    }
    if (compute.acceleratorCount > 1) {
      throw new Error('OpenVINO Model Server takes one accelerator unless targetDevice says how several share the work, got '
        + `${compute.acceleratorCount}; use one and more replicas, or give targetDevice, for example "HETERO:GPU.0,GPU.1"`);
    }
    if (compute.accelerator === undefined) return 'CPU';
    const device = deviceFor(compute.accelerator);
    if (device !== undefined) return device;
    throw new Error(`OpenVINO Model Server runs on gpu.intel.com and npu.intel.com, and the replica has ${compute.accelerator.name} `
      + `(${compute.accelerator.resource}); take one of these, or give an image for it and its targetDevice`);
  }

  private checkKvCache({ accelerator, memoryLimit }: Compute): void {
    const { kvCacheSize } = this._props;
    if (accelerator !== undefined || kvCacheSize === undefined || bytesOf(kvCacheSize) < bytesOf(memoryLimit)) return;
    throw new Error(`kvCacheSize is ${showBytes(bytesOf(kvCacheSize))}, which leaves nothing of the container's memory to the model; make it `
      + 'smaller, or the memory in compute larger');
  }
}

function checkedRelease(props: OpenVinoModelServerEngineProps): string {
  const release = versionOf('OpenVinoModelServerEngine', props, '2026.3', {
    version: '2022.3',
    why: 'releases are YYYY.N or YYYY.N.P, as in the tags of the image',
  });
  if (props.task !== undefined && !isAtLeast(release, '2026.2')) {
    throw invalid({
      what: 'version of OpenVinoModelServerEngine',
      got: release,
      allowed: '2026.2 and newer with task',
      fix: 'take a newer one: before, a language model was served from a folder that it could write a graph into',
    });
  }
  return release;
}

/** The settings that need a task, and those that a task needs. */
function requireTask(props: OpenVinoModelServerEngineProps): void {
  const { task, apiKey, maxConcurrentRequests, kvCacheSize, kvCacheDtype, prefixCaching, toolCallParser, reasoningParser } = props;
  if (task !== undefined && TASKS[task] === undefined) {
    throw invalid({
      what: 'task',
      got: task,
      allowed: membersOf('ModelTask', ModelTask, Object.keys(TASKS)),
      fix: 'leave it out for a model of ONNX, OpenVINO or TensorFlow',
    });
  }
  if (task === undefined && apiKey !== undefined) {
    throw invalid({
      what: 'apiKey',
      got: `${apiKey.name}/${apiKey.key}`,
      allowed: 'apiKey together with task, because it guards /v3 only',
      fix: 'put a gateway in front that asks for a key',
    });
  }
  const generating = { maxConcurrentRequests, kvCacheSize, kvCacheDtype, prefixCaching, toolCallParser, reasoningParser };
  const [first] = Object.entries(generating).filter(([, value]) => value !== undefined);
  if (task !== ModelTask.GENERATE && first !== undefined) {
    throw invalid({
      what: first[0],
      got: typeof first[1] === 'object' ? showBytes(bytesOf(first[1])) : first[1],
      allowed: `${first[0]} together with task: ModelTask.GENERATE`,
      fix: 'leave it out',
    });
  }
}

/** The device that an accelerator is in OpenVINO's words, by the resource that Intel's device plugins give it. */
function deviceFor({ resource }: Accelerator): string | undefined {
  if (resource.startsWith('gpu.intel.com/')) return 'GPU';
  return resource.startsWith('npu.intel.com/') ? 'NPU' : undefined;
}
