import {
  CpuKvCacheOptions, KvCacheOptions, LanguageModelOptions, LoraOptions, LoraRankOptions, MemoryShareOptions, MultiModalOptions,
  ParallelismOptions, ParserOptions, SpeculativeDecoding, SpeculativeDecodingOptions, StructuredOutputOptions, TaskOptions,
} from './language-model-options';
import { ContextParallelOptions, DataParallelOptions, ExpertParallelOptions, TensorParallelOptions } from './parallelism-options';
import { word } from './private/args';
import { seenOnCpu } from './private/image-facts';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { adaptersOf, cpuKvCacheGib, draftModelOf } from './private/language-models';
import { metricsIn } from './private/metrics/metric-row';
import { VLLM_SERVER_METRICS } from './private/metrics/vllm-metrics';
import { OfficialImage } from './private/official-images';
import { tensorParallelSize } from './private/parallelism';
import { hubEnvironment, vllmCaches } from './private/python-caches';
import { StatedOptions } from './private/stated-options';
import { ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { KvTransferRole, VllmTuningOptions } from './vllm-options';
import { VLLM_SHARE } from '../facts/memory-shares';
import { isAtLeast, versionOf } from '../facts/versions';
import { VLLM_OPTIONS } from '../flags/options/vllm-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { ModelLocation } from '../values/model-location';
import { ModelTask } from '../values/model-task';

/**
 * Each with the first version; images before that had another name.
 * https://docs.vllm.ai/en/latest/getting_started/installation/gpu/, https://hub.docker.com/u/vllm
 */
const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/vllm/vllm-openai:v<version>' },
  { on: 'amd.com/', image: 'docker.io/vllm/vllm-openai-rocm:v<version>', since: '0.14.0' },
  { on: 'gpu.intel.com/', image: 'docker.io/vllm/vllm-openai-xpu:v<version>', since: '0.26.0' },
  { on: 'google.com/tpu', image: 'docker.io/vllm/vllm-tpu:v<version>', since: '0.19.0' },
  { on: 'cpu', image: 'docker.io/vllm/vllm-openai-cpu:v<version>', since: '0.19.0' },
];

/**
 * The options of vLLM. It listens on port 8000, and runs in `vllm/vllm-openai`, or in the image of its makers for other accelerators and for a CPU.
 * `gpuMemoryUtilization` is 0.9 unless it is given, and always rendered, because the default of vLLM changed: it is 0.92 from 0.20.0 on.
 */
export interface VllmEngineProps
  extends ServerOptions, LanguageModelOptions, ParallelismOptions, KvCacheOptions, ParserOptions, StructuredOutputOptions, LoraOptions,
  LoraRankOptions, SpeculativeDecodingOptions, MultiModalOptions, TaskOptions, MemoryShareOptions, CpuKvCacheOptions, TensorParallelOptions,
  DataParallelOptions, ExpertParallelOptions, ContextParallelOptions, VllmTuningOptions {
}

/**
 * vLLM, an OpenAI-compatible server for large language models. https://docs.vllm.ai
 *
 * @example
 * const engine = new VllmEngine({ version: '0.32.0' });
 */
export class VllmEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: VllmEngineProps;

  /** @param props version and settings; throws on values that vLLM would refuse. */
  public constructor(props: VllmEngineProps) {
    [props] = judged('new_VllmEngine', [props], arguments, { open: new.target !== VllmEngine });
    const version = versionOf('VllmEngine', props, '0.33.0');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'vllm',
      title: 'vLLM',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8000 },
      metrics: metricsIn(VLLM_SERVER_METRICS, version), // seen on 0.32.0
      knowsAliases: true,
      servesTls: true,
      // It then finishes running requests, for as long as --shutdown-timeout says; before, SIGTERM cuts everything off.
      drainsAfterSigterm: isAtLeast(version, '0.18.0'),
      images: IMAGES,
      hardening: seenOnCpu('vLLM 0.32.0 on a CPU, run as user 12345 with a read-only root', 'https://github.com/kserve/kserve config-llm-template.yaml'),
      options: VLLM_OPTIONS,
      flagsAreKnown: true,
      repeatableFlags: ['--middleware', '--lora-modules'],
      envPrefix: 'VLLM', // a Service called vllm injects VLLM_PORT=tcp://… into other Pods, which vLLM reads
    });
  }

  /** @internal */
  protected _checkProps(): void {
    checkBatch(this._props);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { model, startupSeconds, compute } = context;
    // The module behind the command reads the model from a flag, and serves its default where it is the first word.
    const isModule = this._props.program?.includes('vllm.entrypoints.openai.api_server') ?? false;
    return {
      program: ['vllm', 'serve'],
      first: isModule ? [] : [model.path],
      flags: {
        '--model': isModule && model.path,
        '--host': '0.0.0.0',
        '--port': this.ports.http,
        '--served-model-name': [context.servedName, ...context.servedAliases],
        ...this.derived(context),
        ...this.beside(model),
        '--revision': model.revision,
        '--tokenizer-revision': model.revision,
        '--code-revision': this._props.trustRemoteCode ? model.revision : undefined,
        '--shutdown-timeout': context.drainSeconds,
        '--ssl-certfile': context.tls?.certificate,
        '--ssl-keyfile': context.tls?.privateKey,
        '--enable-ssl-refresh': context.tls !== undefined, // certificates are renewed while it serves
      },
      env: {
        ...hubEnvironment(context, 'vllm', vllmCaches(context.scratchPath)),
        VLLM_CPU_KVCACHE_SPACE: cpuKvCacheGib(compute, this._props.kvCacheSize),
        VLLM_ENGINE_READY_TIMEOUT_S: startupSeconds > 600 ? String(startupSeconds) : undefined,
      },
    };
  }

  private derived(context: EngineContext): StatedOptions {
    const { multiModalLimits, gpuMemoryUtilization = VLLM_SHARE, kvTransfer } = this._props;
    const { pipelineParallelSize: stages = 1, dataParallelSize: copies = 1 } = this._props;
    const { prefillContextParallelSize: parts = 1, decodeContextParallelSize: shared = 1 } = this._props;
    return {
      ...this.task(),
      '--tensor-parallel-size': tensorParallelSize(this, this._props, context),
      '--data-parallel-size': copies > 1 && copies,
      '--pipeline-parallel-size': stages > 1 && stages,
      '--prefill-context-parallel-size': parts > 1 && parts,
      '--decode-context-parallel-size': shared > 1 && shared,
      '--kv-transfer-config': kvTransfer && JSON.stringify({ kv_connector: kvTransfer.connector, kv_role: kvTransfer.role ?? KvTransferRole.BOTH }),
      '--gpu-memory-utilization': context.compute.accelerator && gpuMemoryUtilization,
      '--limit-mm-per-prompt': multiModalLimits && this.limits(given(multiModalLimits)),
    };
  }

  /** `--task` became `--runner` in 0.10.1; the task of a pooling model then follows from its architecture. */
  private task(): StatedOptions {
    const { task = ModelTask.GENERATE } = this._props;
    if (task === ModelTask.GENERATE) return { '--task': false, '--runner': false };
    if (this._isAtLeast('0.10.1')) return { '--task': false, '--runner': 'pooling' };
    return { '--task': { [ModelTask.EMBED]: 'embed', [ModelTask.RERANK]: 'score', [ModelTask.CLASSIFY]: 'classify' }[task], '--runner': false };
  }

  private limits(limits: [string, number][]): string {
    return this._isAtLeast('0.8.5') ? JSON.stringify(Object.fromEntries(limits)) : limits.map(([kind, most]) => `${kind}=${most}`).join(',');
  }

  /** The files that are loaded beside the model. */
  private beside(model: ModelLocation): StatedOptions {
    const { speculativeDecoding, maxLoraRank } = this._props;
    const adapters = adaptersOf(this._props, model);
    if (maxLoraRank !== undefined && adapters.length === 0) {
      throw new Error(`maxLoraRank is ${maxLoraRank}, and there are no adapters; leave it out, or give --enable-lora and --max-lora-rank in args `
        + 'for adapters that are loaded later');
    }
    return {
      '--lora-modules': adapters.map(([name, where]) => `${name}=${where}`),
      '--speculative-config': speculativeDecoding && speculation(speculativeDecoding, model),
    };
  }
}

/** Throws on a batch that vLLM refuses at the start. https://github.com/vllm-project/vllm/blob/main/vllm/config/scheduler.py */
function checkBatch({ maxBatchTokens, maxModelLen, maxConcurrentRequests, chunkedPrefill, kvTransfer }: VllmEngineProps): void {
  if (kvTransfer) word('kvTransfer.connector', kvTransfer.connector);
  if (maxBatchTokens === undefined) return;
  const least = Math.max(maxConcurrentRequests ?? 0, chunkedPrefill === false ? maxModelLen ?? 0 : 0);
  if (maxBatchTokens >= least) return;
  throw invalid({
    what: 'maxBatchTokens',
    got: maxBatchTokens,
    allowed: `at least ${least}: maxConcurrentRequests, and without chunkedPrefill maxModelLen`,
    fix: 'raise it, or lower those',
  });
}

function speculation(drafting: SpeculativeDecoding, main: ModelLocation): string {
  return JSON.stringify({ method: drafting.method, model: draftModelOf(drafting, main), num_speculative_tokens: drafting.tokens });
}
