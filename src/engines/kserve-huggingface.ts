import { Size } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { distinctPorts } from './private/distinct-ports';
import { openInferenceProbes } from './private/http-probes';
import { KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { cpuKvCacheGib } from './private/language-models';
import { checkedPathName } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { pythonCaches } from './private/python-caches';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { KSERVE_OPTIONS } from '../flags/options/kserve-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';

const IMAGES: readonly OfficialImage[] = [
  { on: 'cpu', image: 'docker.io/kserve/huggingfaceserver:v<version>', since: '0.15.0' },
  { on: 'nvidia.com/', image: 'docker.io/kserve/huggingfaceserver:v<version>-gpu', since: '0.15.0' },
];

/** Options that only vLLM can be told. The other backend takes such flags without a word and does nothing. */
const ONLY_VLLM = ['quantization', 'maxConcurrentRequests', 'kvCacheDtype', 'kvCacheSize', 'prefixCaching', 'toolCallParser', 'reasoningParser'] as const;

/** How KServe's Hugging Face server is run. */
export interface KServeHuggingFaceEngineProps {
  /**
   * Released version of KServe, for example `0.20.0`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest.
   *
   * @default - the official image of the version: `kserve/huggingfaceserver:v<version>-gpu` with NVIDIA accelerators, without `-gpu` on a CPU
   */
  readonly image?: string;

  /**
   * Port of HTTP inference and health.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Whether it also speaks gRPC (the Open Inference Protocol), behind a second Service.
   *
   * @default false
   */
  readonly grpc?: boolean;

  /**
   * Port of gRPC inference.
   *
   * @default 8081
   */
  readonly grpcPort?: number;

  /**
   * The backend that runs the model (`--backend`): `auto`, `vllm` or `huggingface`. `auto` is vLLM for the architectures that it knows. Of others
   * even `vllm` is Transformers, and options for vLLM have no effect there.
   *
   * @default - the server's own: `auto`
   */
  readonly backend?: string;

  /**
   * Longest context, prompt and answer together, in tokens (`--max_model_len`).
   *
   * @default - what the model's config says
   */
  readonly maxModelLen?: number;

  /**
   * Type of weights and activations (`--dtype`): `auto`, `bfloat16`, `float16` or `half`, `float32` or `float`.
   *
   * @default - the server's own: `auto`, from the model's config
   */
  readonly dtype?: string;

  /**
   * Whether code from the model's repository is executed (`--trust_remote_code`). Pin the revision when you switch it on. Unless `backend` is `huggingface`, a source on
   * the hub is then downloaded before the server starts: it would itself look for vLLM's architecture in the code of the default branch, whatever the revision.
   *
   * @default false
   */
  readonly trustRemoteCode?: boolean;

  /**
   * Quantization method (`--quantization`). Only with `backend: 'vllm'`.
   *
   * @default - from the model's config
   */
  readonly quantization?: string;

  /**
   * Requests that are worked on at the same time (`--max-num-seqs`); others wait. Only with `backend: 'vllm'`.
   *
   * @default - vLLM's own
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Type of the KV cache (`--kv-cache-dtype`), for example `fp8`. Only with `backend: 'vllm'`.
   *
   * @default - that of the weights
   */
  readonly kvCacheDtype?: string;

  /**
   * Memory for the KV cache without accelerators (`VLLM_CPU_KVCACHE_SPACE`), in whole GiB. Only with `backend: 'vllm'`.
   *
   * @default - a quarter of the memory limit, at least 1 GiB
   */
  readonly kvCacheSize?: Size;

  /**
   * Whether the KV cache of a common prefix is used again (`--enable-prefix-caching`). Only with `backend: 'vllm'`.
   *
   * @default - vLLM's own
   */
  readonly prefixCaching?: boolean;

  /**
   * Parser of tool calls (`--tool-call-parser`), for example `hermes`. Only with `backend: 'vllm'`.
   *
   * @default - none
   */
  readonly toolCallParser?: string;

  /**
   * Parser that separates reasoning from the answer (`--reasoning-parser`), for example `deepseek_r1`. Only with `backend: 'vllm'`, from KServe 0.16.0 on.
   *
   * @default - none
   */
  readonly reasoningParser?: string;

  /**
   * Whether each request is logged with its whole prompt, as the server itself would have it (else `--disable_log_requests` is given). Prompts may
   * hold confidential texts.
   *
   * @default false
   */
  readonly logPrompts?: boolean;
}

/**
 * KServe's Hugging Face server, for language models by vLLM, and for Transformers models of other tasks (classification, embedding, fill-mask).
 * It runs in an ordinary Deployment; KServe itself is not needed. https://github.com/kserve/kserve/tree/master/python/huggingfaceserver
 *
 * @example
 * const engine = new KServeHuggingFaceEngine({ version: '0.20.0' });
 */
export class KServeHuggingFaceEngine extends KnownEngine {
  private readonly props: KServeHuggingFaceEngineProps;

  /** @param props version and settings; throws on values that the server would refuse, or take and not use. */
  public constructor(props: KServeHuggingFaceEngineProps) {
    [props] = judged('new_KServeHuggingFaceEngine', [props], arguments, { open: new.target !== KServeHuggingFaceEngine });
    const version = versionOf('KServe', props, '0.20.0');
    checkGrpc(props);
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'kserve-huggingface',
      title: 'KServe\'s Hugging Face server',
      metricsAreVerified: props.backend !== 'vllm',
      version,
      props,
      ports: distinctPorts('KServe', { http: props.port ?? 8080, grpc: props.grpc ? props.grpcPort ?? 8081 : undefined }),
      probes: openInferenceProbes(),
      // Not with code: it asks for the architecture without the revision (vllm/utils.py, 0.15.0 to 0.20.0).
      loadsFromHuggingFace: !props.trustRemoteCode || props.backend === 'huggingface',
      // Generation and embedding; other tasks are called below /v1/models and /v2.
      apiPath: '/openai/v1',
      metrics: metricsOf(version, props),
      // It has 30 seconds for it that nothing changes, and unloads the model; whether requests survive that is not known.
      drainsAfterSigterm: false,
      images: IMAGES,
      hardening: [{
        on: ['cpu', 'nvidia.com/'],
        runAsUser: 1000,
        readOnlyRootFilesystem: false,
        source: 'https://github.com/kserve/kserve python/huggingface_server.Dockerfile (USER 1000), config/runtimes/kserve-huggingfaceserver.yaml',
      }],
      options: KSERVE_OPTIONS,
    });
    this.props = props;
    const useless = ONLY_VLLM.find(option => props[option] !== undefined);
    if (useless !== undefined && props.backend !== 'vllm') {
      throw invalid({ what: `${useless} of KServe`, got: props[useless], allowed: 'with backend: "vllm": the other backend takes the flag without a word and does nothing', fix: 'say backend: "vllm", or leave it out' });
    }
  }

  /**
   * The server with everything that is derived. vLLM's tensor parallelism is not: the server takes all accelerators that it sees.
   *
   * @param context the facts that are known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { model, compute, scratchPath } = context;
    const { http, grpc } = this.ports;
    return this._container(context, {
      command: ['python3', '-m', 'huggingfaceserver'],
      flags: {
        '--model-id': model.hub && model.path,
        '--model-dir': !model.hub && model.path,
        '--model-name': checkedPathName(this._title, context.servedName),
        '--http-port': http,
        '--enable-grpc': grpc === undefined && 'false',
        '--grpc-port': grpc,
        '--model-revision': model.revision,
        '--tokenizer-revision': model.revision,
        '--disable-log-requests': !this.props.logPrompts,
      },
      env: {
        ...pythonCaches(scratchPath, 'kserve'),
        HF_HOME: context.cachePath,
        VLLM_CACHE_ROOT: `${scratchPath}/cache/vllm`,
        VLLM_CONFIG_ROOT: `${scratchPath}/config/vllm`,
        VLLM_NO_USAGE_STATS: '1',
        HF_HUB_OFFLINE: model.hub ? undefined : '1',
        VLLM_CPU_KVCACHE_SPACE: cpuKvCacheGib(compute, this.props.kvCacheSize),
      },
    });
  }
}

/** With vLLM those of vLLM, which is not verified; else the time of requests to `/v1/models` and `/v2`, read in the sources of 0.20.0. */
function metricsOf(version: string, { backend }: KServeHuggingFaceEngineProps): EngineMetrics {
  if (backend !== 'vllm') return { latency: 'request_predict_seconds' };
  return {
    waiting: 'vllm:num_requests_waiting',
    running: 'vllm:num_requests_running',
    cacheUsage: isAtLeast(version, '0.16.0') ? 'vllm:kv_cache_usage_perc' : 'vllm:gpu_cache_usage_perc',
    latency: 'vllm:e2e_request_latency_seconds',
  };
}

function checkGrpc({ grpc, grpcPort }: KServeHuggingFaceEngineProps): void {
  if (grpc || grpcPort === undefined) return;
  throw invalid({ what: 'grpcPort of KServe', got: grpcPort, allowed: 'with grpc: true', fix: 'switch grpc on, or leave grpcPort out' });
}
