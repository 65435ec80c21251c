import { EngineMetrics } from './engine-metrics';
import {
  ConcurrencyOptions, ContextOptions, CpuKvCacheOptions, KvCacheOptions, LoraOptions, LoraRankOptions, ParserOptions, PrecisionOptions,
} from './language-model-options';
import { ExpertParallelOptions } from './parallelism-options';
import { openInferenceProbes } from './private/http-probes';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { adaptersOf, cpuKvCacheGib } from './private/language-models';
import { metricsIn } from './private/metrics/metric-row';
import { KSERVE_METRICS } from './private/metrics/model-server-metrics';
import { VLLM_METRICS } from './private/metrics/vllm-metrics';
import { checkedPathName } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { hubEnvironment, vllmCaches } from './private/python-caches';
import { GrpcPortOptions, ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { KSERVE_OPTIONS } from '../flags/options/kserve-options';
import { invalid } from '../ground/errors';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { ModelLocation } from '../values/model-location';

const IMAGES: readonly OfficialImage[] = [
  { on: 'cpu', image: 'docker.io/kserve/huggingfaceserver:v<version>', since: '0.15.0' },
  { on: 'nvidia.com/', image: 'docker.io/kserve/huggingfaceserver:v<version>-gpu', since: '0.15.0' },
];

/**
 * The backend that KServe's Hugging Face server runs a model with.
 * https://github.com/kserve/kserve/blob/v0.20.0/python/huggingfaceserver/huggingfaceserver/__main__.py
 */
export enum KServeBackend {
  /** vLLM for the architectures that it supports, and Transformers for all others. */
  AUTO = 'auto',

  /** vLLM. For an architecture that vLLM does not support the server still takes Transformers, and options for vLLM then have no effect. */
  VLLM = 'vllm',

  /** Transformers. */
  HUGGING_FACE = 'huggingface',
}

refuseUnknownMembers(KServeBackend, 'KServeBackend');

/** Options that only vLLM can be told. The other backend takes such flags without a word and does nothing. */
const ONLY_VLLM = [
  'quantization', 'maxConcurrentRequests', 'kvCacheDtype', 'kvCacheSize', 'prefixCaching', 'toolCallParser', 'reasoningParser', 'expertParallel',
  'loraAdapters',
  'maxLoraRank',
] as const;

/**
 * The options of KServe's Hugging Face server. It listens on port 8080, with `grpc` also on 8081, and runs in `kserve/huggingfaceserver`. Options
 * that only vLLM has need `KServeBackend.VLLM`: `quantization`, `maxConcurrentRequests`, those of the KV cache and the parsers, `reasoningParser`
 * from KServe 0.16.0 on, `expertParallel`, and adapters from 0.15.2 on. The server splits a model over all accelerators that it sees, whatever other
 * degrees of parallelism it gets. With `trustRemoteCode`, unless `backend` is `KServeBackend.HUGGING_FACE`, a source on the hub is downloaded before
 * the server starts, because the server would read the code of the default branch to find out whether vLLM supports the architecture, whatever the
 * revision is.
 */
export interface KServeHuggingFaceEngineProps
  extends ServerOptions, GrpcPortOptions, ContextOptions, ConcurrencyOptions, PrecisionOptions, KvCacheOptions, ParserOptions, CpuKvCacheOptions,
  ExpertParallelOptions, LoraOptions, LoraRankOptions {
  /**
   * Whether the server also speaks gRPC (the Open Inference Protocol), which a second Service exposes.
   *
   * @default false
   */
  readonly grpc?: boolean;

  /**
   * The backend that runs the model (`--backend`).
   *
   * @default - the server's own: KServeBackend.AUTO
   */
  readonly backend?: KServeBackend;

  /**
   * Whether the server logs each request with its whole prompt, which is the server's own default. Otherwise it gets `--disable_log_requests`.
   * Prompts may hold confidential texts.
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
  /** @internal */
  declare public readonly _props: KServeHuggingFaceEngineProps;

  /** @param props version and settings; throws on values that the server would refuse, or take and not use. */
  public constructor(props: KServeHuggingFaceEngineProps) {
    [props] = judged('new_KServeHuggingFaceEngine', [props], arguments, { open: new.target !== KServeHuggingFaceEngine });
    const version = versionOf('KServeHuggingFaceEngine', props, '0.20.0');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'kserve-huggingface',
      title: 'KServe\'s Hugging Face server',
      metricsAreVerified: props.backend !== KServeBackend.VLLM,
      version,
      props,
      ports: { http: 8080, grpc: props.grpc ? 8081 : undefined },
      probes: openInferenceProbes(),
      // Not with code: it asks for the architecture without the revision (vllm/utils.py, 0.15.0 to 0.20.0).
      loadsFromHuggingFace: !props.trustRemoteCode || props.backend === KServeBackend.HUGGING_FACE,
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
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const useless = ONLY_VLLM.find(option => props[option] !== undefined);
    if (useless !== undefined && props.backend !== KServeBackend.VLLM) {
      throw invalid({
        what: useless,
        got: props[useless],
        allowed: `${useless} together with KServeBackend.VLLM: the other backend accepts the flag and ignores it`,
        fix: 'give backend: KServeBackend.VLLM, or leave it out',
      });
    }
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // vLLM's tensor parallelism is not derived: the server takes all accelerators that it sees.
    const { model, compute } = context;
    const { http, grpc } = this.ports;
    return {
      program: ['python3', '-m', 'huggingfaceserver'],
      flags: {
        '--model-id': model.hub && model.path,
        '--model-dir': !model.hub && model.path,
        '--model-name': checkedPathName(this._title, context.servedName),
        '--http-port': http,
        '--enable-grpc': grpc === undefined && 'false',
        '--grpc-port': grpc,
        '--model-revision': model.revision,
        '--tokenizer-revision': model.revision,
        '--disable-log-requests': !this._props.logPrompts,
        '--lora-modules': this.adapters(model),
      },
      env: {
        ...hubEnvironment(context, 'kserve', vllmCaches(context.scratchPath)),
        VLLM_CPU_KVCACHE_SPACE: cpuKvCacheGib(compute, this._props.kvCacheSize),
      },
    };
  }

  /** The adapters, each as its name and where it is: read in huggingfaceserver/vllm/vllm_model.py of 0.15.2 to 0.20.0. */
  private adapters(model: ModelLocation): string[] {
    const adapters = adaptersOf(this._props, model);
    if (adapters.length > 0 && this._props.backend !== KServeBackend.VLLM) {
      throw new Error(`${this._title} serves adapters with vLLM only; give backend: KServeBackend.VLLM, or leave them out`);
    }
    return adapters.map(([name, where]) => `${name}=${where}`);
  }
}

/** With vLLM those of vLLM, which is not verified; else the time of requests to `/v1/models` and `/v2`, read in the sources of 0.20.0. */
function metricsOf(version: string, { backend }: KServeHuggingFaceEngineProps): EngineMetrics {
  if (backend !== KServeBackend.VLLM) return metricsIn(KSERVE_METRICS, version);
  return metricsIn(VLLM_METRICS, isAtLeast(version, '0.16.0') ? { from: '0.9.2' } : { from: '0.8.0', before: '0.9.1' });
}
