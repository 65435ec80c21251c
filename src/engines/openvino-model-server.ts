import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { flag, positive, whole, word } from './private/args';
import { distinctPorts } from './private/distinct-ports';
import { hardeningOf } from './private/image-facts';
import { LegacyEngine } from './private/legacy-engine';
import { LANGUAGE_MODEL, refuseFile, refuseLoneFile } from './private/lone-file';
import { onlyFileOf, placeInRepository, repositoryOf } from './private/model-repository';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OPENVINO_OPTIONS } from '../flags/options/openvino-options';
import { OptionRow } from '../flags/options/option-row';
import { bytesOf, showBytes } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { Accelerator } from '../values/accelerator';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';
import { ModelTask } from '../values/model-task';
import { SecretKey } from '../values/secret-key';

/** The program; the image's entry point became a shell in front of it. */
const SERVER = '/ovms/bin/ovms';

/** What a task is called there. */
const TASKS: { [task: string]: string } = { [ModelTask.GENERATE]: 'text_generation', [ModelTask.EMBED]: 'embeddings', [ModelTask.RERANK]: 'rerank' };

/** How OpenVINO Model Server is run. */
export interface OpenVinoModelServerEngineProps {
  /**
   * Release of OpenVINO Model Server, `YYYY.N` or `YYYY.N.P`, for example `2026.3`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It needs `/ovms/bin/ovms`.
   *
   * @default - the official image of the version: `openvino/model_server:<version>`, with GPUs of Intel and, from 2025.0 on, NPUs of Intel `<version>-gpu`
   */
  readonly image?: string;

  /**
   * Port of HTTP: inference, health and metrics (`--rest_port`).
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Port of gRPC inference (`--port`).
   *
   * @default 9000
   */
  readonly grpcPort?: number;

  /**
   * What a language model is served for (`--task`), from 2026.2 on: text, embeddings or reranking, with an API like OpenAI's at `/v3`. The
   * source is a folder as on the hub at `OpenVINO/…`, or as `optimum-cli export openvino` writes it.
   *
   * @default - none: a model of ONNX, OpenVINO or TensorFlow
   */
  readonly task?: ModelTask;

  /**
   * Device in OpenVINO's words, for example `HETERO:GPU.0,GPU.1` (`--target_device`). `GPU…` and `NPU…` in the official image need an accelerator.
   *
   * @default - `CPU`, with one accelerator `GPU` or `NPU`, by its resource (`gpu.intel.com/…`, `npu.intel.com/…`); any other accelerator needs it
   */
  readonly targetDevice?: string;

  /**
   * Requests that are worked on at the same time; others wait (`--max_num_seqs`). Only with ModelTask.GENERATE.
   *
   * @default - the server's own, 256
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Memory for the KV cache, in whole GiB from 1 on, on a CPU less than the container's (`--cache_size`). Only with ModelTask.GENERATE.
   *
   * @default - it grows as it is needed
   */
  readonly kvCacheSize?: Size;

  /**
   * Type of the KV cache, for example `u8` (`--kv_cache_precision`). Only with ModelTask.GENERATE.
   *
   * @default - the server's own, in general that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Whether the KV cache of a common prefix is used again (`--enable_prefix_caching`). Only with ModelTask.GENERATE.
   *
   * @default - the server's own: yes
   */
  readonly prefixCaching?: boolean;

  /**
   * Parser of tool calls, in the server's own word, for example `hermes3`, from 2026.3 on also `none` (`--tool_parser`). Only with ModelTask.GENERATE.
   *
   * @default - none; from 2026.3 on by the model's chat template
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates reasoning from the answer, in the server's own word, for example `qwen3`, from 2026.3 on also `none` (`--reasoning_parser`). Only with ModelTask.GENERATE.
   *
   * @default - none; from 2026.3 on by the model's chat template
   */
  readonly reasoningParser?: string;

  /**
   * Key that clients of `/v3` have to send (`API_KEY`). It does not guard `/v2`, `/metrics` and gRPC: keep those behind a NetworkPolicy. Only with `task`.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}

/**
 * OpenVINO Model Server, for OpenVINO, ONNX and TensorFlow models and for language models, on CPUs and Intel accelerators.
 * https://github.com/openvinotoolkit/model_server
 */
export class OpenVinoModelServerEngine extends LegacyEngine {
  /** `openvino-model-server` */
  public readonly name: string = 'openvino-model-server';

  /** HTTP and gRPC; metrics are on the HTTP port. */
  public readonly ports: EnginePorts;

  /** Those of the server; `probesFor` asks for the model. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/v2/health/ready'),
    readiness: ServerProbe.http('/v2/health/ready', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/v2/health/live', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: OpenVinoModelServerEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: OpenVinoModelServerEngineProps) {
    super();
    [props] = judged('new_OpenVinoModelServerEngine', [props], arguments, { open: new.target !== OpenVinoModelServerEngine });
    this.props = props;
    this.release = versionOf('OpenVINO Model Server', props, '2026.3');
    if (!isAtLeast(this.release, '2022.3')) {
      throw invalid({ what: 'OpenVINO Model Server version', got: this.release, allowed: 'a release, YYYY.N or YYYY.N.P, from 2022.3 on', fix: 'use for example "2026.3", as in the tags of the image' });
    }
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = distinctPorts('OpenVINO Model Server', { http: props.port ?? 8000, grpc: props.grpcPort ?? 9000 });
    word('targetDevice', props.targetDevice);
    positive('maxConcurrentRequests', props.maxConcurrentRequests);
    whole('GiB', 'kvCacheSize', props.kvCacheSize);
    word('kvCacheDtype', props.kvCacheDtype);
    word('toolCallParser', props.toolCallParser);
    word('reasoningParser', props.reasoningParser);
    this.requireTask();
  }

  /** The release of OpenVINO Model Server. */
  public get version(): string | undefined {
    return this.release;
  }

  /** OpenVINO, ONNX and TensorFlow; with `task` language models in OpenVINO's format. */
  public get frameworks(): Framework[] {
    if (this.props.task !== undefined) return [Framework.of('openvino'), Framework.HUGGINGFACE];
    return [Framework.of('openvino'), Framework.ONNX, Framework.TENSORFLOW];
  }

  /** `/metrics` on the HTTP port, switched on by `--metrics_enable`. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Read in the sources of 2025.0 to 2026.3. Nothing counts requests that wait: `ovms_wait_for_infer_req_time_us` is how long they did. */
  public get metrics(): EngineMetrics | undefined {
    if (this.props.task !== undefined) return { running: 'ovms_current_graphs', latency: 'ovms_graph_request_latency_us', verified: true };
    return { running: 'ovms_current_requests', latency: 'ovms_request_time_us', verified: true };
  }

  /** `/v2`, the Open Inference Protocol; with `task` `/v3`. */
  public get apiPath(): string {
    return this.props.task === undefined ? '/v2' : '/v3';
  }

  /** With `task`. */
  public get openAiCompatible(): boolean {
    return this.props.task !== undefined;
  }

  /** Not known: gRPC gives calls five seconds, and for HTTP nothing is said. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return ['docker.io/openvino/model_server'];
  }

  /**
   * The model's own readiness.
   *
   * @param servedName the name that clients send.
   */
  public probesFor(servedName: string): EngineProbes {
    const path = `/v2/models/${servedName}/ready`;
    return {
      startup: ServerProbe.http(path),
      readiness: ServerProbe.http(path, { period: Duration.seconds(5) }),
      liveness: this.probes.liveness,
    };
  }

  /**
   * User 5000 is the image's own, and a read-only root is documented; nobody says so for accelerators, whose drivers keep caches.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * `<name>/1` for files, `<name>` for folders of versions, the root for a whole repository. With `task` the folder as it is.
   *
   * @param servedName the name that clients send, and the name of the model's folder.
   * @param layout what the source holds.
   */
  public placeFiles(servedName: string, layout: ModelLayout): string {
    const place = placeInRepository('OpenVINO Model Server', servedName, layout);
    return this.props.task === undefined ? place : super.placeFiles(servedName, layout);
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator === undefined) return `docker.io/openvino/model_server:${this.release}`;
    const device = deviceFor(accelerator);
    if (device === 'GPU' || (device === 'NPU' && isAtLeast(this.release, '2025.0'))) return `docker.io/openvino/model_server:${this.release}-gpu`;
    throw new Error(`no official image of OpenVINO Model Server ${this.release} for ${accelerator.name} is known (gpu.intel.com and CPU: any version, npu.intel.com: from 2025.0); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return OPENVINO_OPTIONS;
  }

  /**
   * `ovms` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { servedName, model, scratchPath } = context;
    this.checkFile(context);
    this.checkKvCache(context.compute);
    return {
      command: [SERVER],
      args: [
        `--port=${this.ports.grpc}`,
        '--grpc_bind_address=0.0.0.0',
        `--rest_port=${this.ports.http}`,
        '--rest_bind_address=0.0.0.0',
        `--model_name=${servedName}`,
        `--model_path=${this.props.task === undefined ? `${repositoryOf(model.path)}/${servedName}` : model.path}`,
        `--target_device=${this.deviceOf(context.compute)}`,
        '--file_system_poll_wait_seconds=0',
        '--metrics_enable',
        ...this.taskArgs(),
      ],
      env: { HOME: `${scratchPath}/home`, XDG_CACHE_HOME: `${scratchPath}/cache` },
      secretEnv: this.props.apiKey && { API_KEY: this.props.apiKey },
    };
  }

  private checkFile({ model, servedName }: EngineContext): void {
    const loader = { engine: this.name, title: 'OpenVINO Model Server' };
    if (this.props.task !== undefined) return refuseLoneFile({ ...loader, loads: LANGUAGE_MODEL }, model.path);
    const file = onlyFileOf(model.path, servedName);
    if (file !== undefined) refuseFile({ ...loader, loads: 'a folder with an .xml and a .bin, or alone .onnx, .pb and .tflite' }, file);
  }

  private taskArgs(): string[] {
    const { props } = this;
    if (props.task === undefined) return [];
    return [
      ...flag('--task', TASKS[props.task]),
      ...flag('--max_num_seqs', props.maxConcurrentRequests),
      ...flag('--cache_size', whole('GiB', 'kvCacheSize', props.kvCacheSize)),
      ...flag('--kv_cache_precision', props.kvCacheDtype),
      ...flag('--enable_prefix_caching', props.prefixCaching === undefined ? undefined : String(props.prefixCaching)),
      ...flag('--tool_parser', props.toolCallParser),
      ...flag('--reasoning_parser', props.reasoningParser),
    ];
  }

  private deviceOf(compute: Compute): string {
    const { targetDevice, image } = this.props;
    if (targetDevice !== undefined) {
      if (compute.accelerator || image !== undefined || !/^[GN]PU/.test(targetDevice)) return targetDevice;
      throw new Error(`targetDevice is ${targetDevice}, and the replica has no accelerator, so that its image has no driver for one; use Compute.gpu, or leave targetDevice out`);
    }
    if (compute.acceleratorCount > 1) {
      throw new Error(`OpenVINO Model Server takes one accelerator unless targetDevice says how several share the work, got ${compute.acceleratorCount}; use one and more replicas, or give targetDevice, for example "HETERO:GPU.0,GPU.1"`);
    }
    if (compute.accelerator === undefined) return 'CPU';
    const device = deviceFor(compute.accelerator);
    if (device !== undefined) return device;
    throw new Error(`OpenVINO Model Server runs on gpu.intel.com and npu.intel.com, and the replica has ${compute.accelerator.name} (${compute.accelerator.resource}); take one of these, or give an image for it and its targetDevice`);
  }

  private checkKvCache({ accelerator, memoryLimit }: Compute): void {
    const { kvCacheSize } = this.props;
    if (accelerator !== undefined || kvCacheSize === undefined || bytesOf(kvCacheSize) < bytesOf(memoryLimit)) return;
    throw new Error(`kvCacheSize is ${showBytes(bytesOf(kvCacheSize))}, which leaves nothing of the container's memory to the model; make it smaller, or the memory in compute larger`);
  }

  /** What needs a task, and what a task needs. */
  private requireTask(): void {
    const { task, apiKey, maxConcurrentRequests, kvCacheSize, kvCacheDtype, prefixCaching, toolCallParser, reasoningParser } = this.props;
    if (task !== undefined && TASKS[task] === undefined) {
      throw invalid({ what: 'task', got: task, allowed: Object.keys(TASKS).join(', '), fix: 'leave it out for a model of ONNX, OpenVINO or TensorFlow' });
    }
    if (task !== undefined && !isAtLeast(this.release, '2026.2')) {
      throw invalid({ what: 'OpenVINO Model Server version', got: this.release, allowed: '2026.2 and newer with task', fix: 'take a newer one: before, a language model was served from a folder that it could write a graph into' });
    }
    if (task === undefined && apiKey !== undefined) {
      throw invalid({ what: 'apiKey', got: `${apiKey.name}/${apiKey.key}`, allowed: 'with task: it guards /v3 only', fix: 'put a gateway in front that asks for a key' });
    }
    const generating = { maxConcurrentRequests, kvCacheSize, kvCacheDtype, prefixCaching, toolCallParser, reasoningParser };
    const [first] = Object.entries(generating).filter(([, value]) => value !== undefined);
    if (task !== ModelTask.GENERATE && first !== undefined) {
      throw invalid({ what: first[0], got: typeof first[1] === 'object' ? showBytes(bytesOf(first[1])) : first[1], allowed: 'with task: ModelTask.GENERATE', fix: 'leave it out' });
    }
  }
}

/** The device that an accelerator is in OpenVINO's words, by the resource that Intel's device plugins give it. */
function deviceFor({ resource }: Accelerator): string | undefined {
  if (resource.startsWith('gpu.intel.com/')) return 'GPU';
  return resource.startsWith('npu.intel.com/') ? 'NPU' : undefined;
}
