import { Duration } from 'cdk8s';
import { EngineProbes } from './engine-ports';
import {
  KvCacheOptions, LanguageModelOptions, LoraOptions, LoraRankOptions, MemoryShareOptions, MultiModalOptions, ParallelismOptions, ParserOptions,
  SpeculativeDecoding, SpeculativeDecodingOptions, StructuredOutputOptions, TaskOptions,
} from './language-model-options';
import { DataParallelAttentionOptions, DataParallelOptions, ExpertParallelOptions, TensorParallelOptions } from './parallelism-options';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { adaptersOf, draftModelOf } from './private/language-models';
import { metricsIn } from './private/metrics/metric-row';
import { SGLANG_METRICS } from './private/metrics/sglang-metrics';
import { OfficialImage } from './private/official-images';
import { tensorParallelSize } from './private/parallelism';
import { hubEnvironment } from './private/python-caches';
import { StatedOptions } from './private/stated-options';
import { ServerOptions } from './server-options';
import { ServerProbe } from './server-probe';
import { EngineContext } from './serving-engine';
import { isAtLeast, requireVersions, versionOf } from '../facts/versions';
import { SGLANG_OPTIONS } from '../flags/options/sglang-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { ModelLocation } from '../values/model-location';
import { ModelTask } from '../values/model-task';

/** CDNA 3 and CDNA 4 have images of their own. */
const [CDNA3, CDNA4] = [/MI3(00|08|25)/i, /MI35[05]/i];
const AMD = { on: 'amd.com/', called: 'AMD MI30x, MI325X and MI35x' };

const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/lmsysorg/sglang:v<version>', since: '0.5.4' },
  { ...AMD, image: 'docker.io/lmsysorg/sglang:v<version>-rocm720-mi30x', since: '0.5.9', before: '0.5.20', accelerators: CDNA3 },
  { ...AMD, image: 'docker.io/lmsysorg/sglang:v<version>-rocm720-mi35x', since: '0.5.9', before: '0.5.20', accelerators: CDNA4 },
  { ...AMD, image: 'docker.io/lmsysorg/sglang:v<version>-rocm10-mi30x', since: '0.5.20', accelerators: CDNA3 },
  { ...AMD, image: 'docker.io/lmsysorg/sglang:v<version>-rocm10-mi35x', since: '0.5.20', accelerators: CDNA4 },
  { on: 'cpu', image: 'docker.io/lmsysorg/sglang:v<version>-xeon', since: '0.5.20' },
];

/** Seconds that a probe waits which makes the server work: it answers after one second at best, and gives up after 20. */
const GENERATION_TIMEOUT = Duration.seconds(25);

/** Methods that draft in steps; the others take the number of tokens alone. */
const DRAFTED_IN_STEPS = /^(EAGLE3?|NEXTN|STANDALONE|FROZEN_KV_MTP)$/;

/**
 * The options of SGLang. It listens on port 30000, and runs in `lmsysorg/sglang`, or in the image of its makers for AMD accelerators and for a CPU.
 * Your own image needs `python3` on its path. `pipelineParallelSize` exists from 0.4.6.post2 on, and not together with `speculativeDecoding`.
 * `gpuMemoryUtilization` leaves the rest of the memory to activations and CUDA graphs; SGLang derives its default from the memory of the accelerator.
 * `ModelTask.RERANK` is for cross-encoders; serve decoder-only rerankers with `ModelTask.GENERATE`.
 */
export interface SglangEngineProps
  extends ServerOptions, LanguageModelOptions, ParallelismOptions, KvCacheOptions, ParserOptions, StructuredOutputOptions, LoraOptions,
  LoraRankOptions, SpeculativeDecodingOptions, MultiModalOptions, TaskOptions, MemoryShareOptions, TensorParallelOptions, DataParallelOptions,
  DataParallelAttentionOptions, ExpertParallelOptions {
}

/**
 * SGLang, an OpenAI-compatible server for large language models. https://docs.sglang.io
 *
 * With an `apiKey`, paths that begin with `/health`, `/ready` and `/metrics` stay open. From 0.5.4 on, clients reach an adapter of `loraAdapters` as
 * `<served name>:<adapter>`; in earlier versions they send `lora_path` in the request. A request with the name of the adapter alone is answered by
 * the model without the adapter.
 *
 * @example
 * const engine = new SglangEngine({ version: '0.5.21' });
 */
export class SglangEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: SglangEngineProps;

  /** @param props version and settings; throws on values that SGLang would refuse. */
  public constructor(props: SglangEngineProps) {
    [props] = judged('new_SglangEngine', [props], arguments, { open: new.target !== SglangEngine });
    const version = versionOf('SglangEngine', props, '0.5.21');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'sglang',
      title: 'SGLang',
      servesTls: isAtLeast(version, '0.5.10'),
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 30000 },
      probes: probesOf(version),
      metrics: metricsIn(SGLANG_METRICS, version),
      warmup: Duration.minutes(10), // kernels are compiled and CUDA graphs captured before the first answer
      images: IMAGES,
      hardening: [
        { on: ['cpu'], runAsUser: 1000, readOnlyRootFilesystem: true, source: 'SGLang 0.5.23 on a CPU, run as user 1000 with a read-only root' },
        { readOnlyRootFilesystem: false, source: 'https://github.com/sgl-project/sglang docker/Dockerfile, which sets no user' },
      ],
      options: SGLANG_OPTIONS,
      flagsAreKnown: true,
      envPrefix: 'SGLANG', // a Service called sglang-grpc injects SGLANG_GRPC_PORT=tcp://… into other Pods, which SGLang reads
    });
  }

  /**
   * Its own name and a colon stand before that of an adapter: https://docs.sglang.io/docs/advanced_features/lora. Before 0.5.4 no name leads to one.
   * @internal
   */
  public _adapterNames(servedName: string, adapters: readonly string[]): readonly string[] {
    return this._isAtLeast('0.5.4') ? super._adapterNames(servedName, adapters).map(name => `${servedName}:${name}`) : [];
  }

  /** @internal */
  protected _checkProps(): void {
    const { speculativeDecoding } = this._props;
    requireVersions('SGLang', this.version!, [['a revision in speculativeDecoding.model', draftOf(speculativeDecoding?.model)[1] !== undefined, '0.5.2']]);
    this.requireWords();
    this.requireCompatible();
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { model, scratchPath, servedName } = context;
    if (servedName.includes(':')) {
      throw new Error(`SGLang reads what follows a colon as the name of an adapter, got servedName ${JSON.stringify(servedName)}; use a name without colons`);
    }
    return {
      program: ['python3', '-m', 'sglang.launch_server'],
      flags: {
        '--model-path': model.path,
        '--revision': model.revision,
        '--host': '0.0.0.0',
        '--port': this.ports.http,
        '--served-model-name': servedName,
        '--enable-metrics': true,
        '--ssl-certfile': context.tls?.certificate,
        '--ssl-keyfile': context.tls?.privateKey,
        ...this.derived(context),
        ...this.task(),
        '--lora-paths': this.adapters(model),
        ...this.speculation(model),
      },
      env: hubEnvironment(context, 'sglang', { SGLANG_CACHE_DIR: `${scratchPath}/cache/sglang`, CUDA_CACHE_PATH: `${scratchPath}/cache/cuda` }),
    };
  }

  /** Throws on words that no version knows. */
  private requireWords(): void {
    const { multiModalLimits, kvCacheDtype } = this._props;
    const kind = given(multiModalLimits).map(([name]) => name).find(name => !['image', 'video', 'audio'].includes(name));
    if (kind !== undefined) {
      throw invalid({ what: 'a kind in multiModalLimits', got: kind, allowed: 'image, video or audio', fix: 'SGLang limits no other kinds' });
    }
    if (kvCacheDtype === 'fp8') {
      throw invalid({ what: 'kvCacheDtype', got: kvCacheDtype, allowed: 'a type that SGLang knows, for example fp8_e4m3 or fp8_e5m2', fix: 'use "fp8_e4m3"' });
    }
  }

  /** Throws on options that contradict each other, and on those that SGLang, by its own checks, does not start with together. */
  private requireCompatible(): void {
    const { task, prefixCaching, pipelineParallelSize = 1, speculativeDecoding, loraAdapters } = this._props;
    if (task === ModelTask.RERANK && prefixCaching) {
      throw invalid({
        what: 'prefixCaching',
        got: 'true with ModelTask.RERANK',
        allowed: 'false: a cross-encoder reads everything anew',
        fix: 'leave prefixCaching out',
      });
    }
    if (speculativeDecoding === undefined) return;
    if (pipelineParallelSize > 1) {
      throw invalid({
        what: 'speculativeDecoding',
        got: `it with pipelineParallelSize ${pipelineParallelSize}`,
        allowed: 'pipelineParallelSize 1',
        fix: 'leave one of them out',
      });
    }
    if (given(loraAdapters).length > 0 && !this._isAtLeast('0.5.19') && methodOf(speculativeDecoding) !== 'NGRAM') {
      throw invalid({
        what: 'speculativeDecoding.method',
        got: `${speculativeDecoding.method} with loraAdapters`,
        allowed: 'NGRAM before SGLang 0.5.19',
        fix: 'use SGLang 0.5.19 or newer, or leave one of them out',
      });
    }
  }

  private derived(context: EngineContext): StatedOptions {
    const { multiModalLimits, pipelineParallelSize: stages = 1, dataParallelSize: copies = 1, expertParallel } = this._props;
    const tensor = tensorParallelSize(this, this._props, context);
    return {
      '--device': context.compute.accelerator === undefined && 'cpu',
      '--tp-size': tensor,
      '--dp-size': copies > 1 && copies,
      '--ep-size': expertParallel && tensor,
      '--pp-size': stages > 1 && stages,
      '--limit-mm-data-per-request': multiModalLimits && JSON.stringify(Object.fromEntries(given(multiModalLimits))),
    };
  }

  /** Cross-encoders read query and document whole, each time anew. https://docs.sglang.io/supported_models/rerank_models.html */
  private task(): StatedOptions {
    const { task = ModelTask.GENERATE, prefixCaching } = this._props;
    const reranks = task === ModelTask.RERANK;
    return {
      '--is-embedding': task !== ModelTask.GENERATE,
      '--disable-radix-cache': reranks || prefixCaching === false,
      '--chunked-prefill-size': reranks && -1,
    };
  }

  private adapters(model: ModelLocation): string[] {
    const adapters = adaptersOf(this._props, model);
    const pinned = adapters.find(([, where]) => where.includes('@') && !where.startsWith('/'));
    if (pinned) {
      throw new Error(`SGLang loads an adapter of the hub at its default branch only, got ${pinned[1]} for ${pinned[0]}; mount that `
      + 'revision with pod.volumes and give its path');
    }
    return adapters.map(([name, where]) => `${name}=${where}`);
  }

  private speculation(model: ModelLocation): StatedOptions {
    const { speculativeDecoding } = this._props;
    if (!speculativeDecoding) return {};
    const { tokens } = speculativeDecoding;
    const method = methodOf(speculativeDecoding);
    const [path, revision] = draftOf(draftModelOf(speculativeDecoding, model));
    const inSteps = DRAFTED_IN_STEPS.test(method);
    return {
      '--speculative-algorithm': method,
      '--speculative-draft-model-path': path,
      '--speculative-draft-model-revision': revision,
      '--speculative-num-steps': inSteps && tokens,
      '--speculative-eagle-topk': inSteps && 1,
      '--speculative-num-draft-tokens': inSteps ? tokens + 1 : tokens,
    };
  }
}

/**
 * From 0.5.20 on `/ready` says whether it takes requests, and costs nothing. Before, `/health_generate` does, by generating a token.
 * Liveness generates one in any version: nothing else tells a stuck server.
 */
function probesOf(version: string): EngineProbes {
  const asks = ServerProbe.http('/health_generate', { timeout: GENERATION_TIMEOUT });
  const isCheap = isAtLeast(version, '0.5.20');
  return {
    startup: isCheap ? ServerProbe.http('/ready') : asks,
    readiness: isCheap ? ServerProbe.http('/ready', { period: Duration.seconds(5) }) : asks,
    liveness: ServerProbe.http('/health_generate', { period: Duration.seconds(30), timeout: GENERATION_TIMEOUT, failures: 6 }),
  };
}

/** The method in SGLang's spelling: older versions know capital letters only. */
function methodOf({ method }: SpeculativeDecoding): string {
  return method.toUpperCase();
}

/** A draft model, and its revision where it is one of the hub: paths may have an `@` in them. */
function draftOf(model: string | undefined): [path?: string, revision?: string] {
  if (model === undefined || model.startsWith('/')) return [model];
  const [path, revision] = model.split('@');
  return [path, revision];
}
