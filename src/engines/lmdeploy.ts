import {
  FreeMemoryShareOptions, KvCacheOptions, LanguageModelOptions, LoraOptions, ParserOptions, SpeculativeDecodingOptions,
} from './language-model-options';
import { TensorParallelOptions } from './parallelism-options';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { LANGUAGE_MODEL_FACTS } from './private/language-model-facts';
import { adaptersOf, draftModelOf } from './private/language-models';
import { isAtLeast, versionOf } from '../facts/versions';
import { LMDEPLOY_METRICS } from './private/metrics/language-server-metrics';
import { metricsIn } from './private/metrics/metric-row';
import { OfficialImage } from './private/official-images';
import { tensorParallelSize } from './private/parallelism';
import { hubEnvironment } from './private/python-caches';
import { StatedOptions } from './private/stated-options';
import { ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { LMDEPLOY_OPTIONS } from '../flags/options/lmdeploy-options';
import { invalid } from '../ground/errors';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { ModelLocation } from '../values/model-location';

const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/openmmlab/lmdeploy:v<version>-cu12', since: '0.6.0', before: '0.10.0' },
  { on: 'nvidia.com/', image: 'docker.io/openmmlab/lmdeploy:v<version>-cu12.8', since: '0.10.0' },
];

/** The backend that LMDeploy runs a model with. */
export enum LmdeployBackend {
  /** Kernels in C++ and CUDA, for the models that it supports. */
  TURBOMIND = 'turbomind',

  /** PyTorch, for more models, adapters, speculative decoding and a KV cache of type `fp8` or `turbo_quant`. */
  PYTORCH = 'pytorch',
}

refuseUnknownMembers(LmdeployBackend, 'LmdeployBackend');

/**
 * Types of the KV cache that TurboMind refuses or takes for another, in words and in numbers.
 * https://github.com/InternLM/lmdeploy/blob/v0.16.0/lmdeploy/messages.py, https://lmdeploy.readthedocs.io/en/latest/quantization/kv_quant.html
 */
const PYTORCH_CACHE = /^(fp8(_e4m3|_e5m2)?|turbo_quant|16|17|42)$/i;

/**
 * The options of LMDeploy. It listens on port 23333, and runs in `openmmlab/lmdeploy`, for NVIDIA accelerators with CUDA 12. `loraAdapters` are
 * absolute paths in the Pod. `freeGpuMemoryFraction` is below 1, and 0.8 unless it is given.
 */
export interface LmdeployEngineProps
  extends ServerOptions, LanguageModelOptions, KvCacheOptions, ParserOptions, LoraOptions, SpeculativeDecodingOptions, FreeMemoryShareOptions,
  TensorParallelOptions {
  /**
   * The backend that runs the model (`--backend`). For a model that TurboMind does not support, LMDeploy takes PyTorch in any case.
   *
   * @default - PyTorch for adapters, speculative decoding and a KV cache of type `fp8` or `turbo_quant`, else TurboMind where it supports the model,
   * else PyTorch
   */
  readonly backend?: LmdeployBackend;
}

/**
 * LMDeploy, an OpenAI-compatible server for large language models. https://lmdeploy.readthedocs.io
 *
 * With an `apiKey`, `/health`, `/docs`, `/redoc` and `/nodes` stay open, and before 0.12.2 `/metrics` and the paths that administer the server too.
 *
 * @example
 * const engine = new LmdeployEngine({ version: '0.16.0' });
 */
export class LmdeployEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: LmdeployEngineProps;

  /** @param props version and settings; throws on values that LMDeploy would refuse, and on those that it would silently leave out. */
  public constructor(props: LmdeployEngineProps) {
    [props] = judged('new_LmdeployEngine', [props], arguments, { open: new.target !== LmdeployEngine });
    const version = versionOf('LmdeployEngine', props, '0.16.0');
    const hasMetrics = isAtLeast(version, '0.9.2');
    super({
      ...LANGUAGE_MODEL_FACTS,
      name: 'lmdeploy',
      title: 'LMDeploy',
      servesTls: true,
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 23333 },
      metricsPath: hasMetrics ? '/metrics' : undefined,
      metricsKey: isAtLeast(version, '0.12.2') ? props.apiKey : undefined,
      metrics: hasMetrics ? metricsIn(LMDEPLOY_METRICS, version) : undefined, // read in the sources of 0.9.2 to 0.18.0
      // Not known: it leaves SIGTERM to its web server, which waits for running requests and refuses the rest, and nobody has watched it.
      drainsAfterSigterm: false,
      images: IMAGES,
      hardening: [{ readOnlyRootFilesystem: false, source: 'https://github.com/InternLM/lmdeploy docker/Dockerfile, which sets no user' }],
      options: LMDEPLOY_OPTIONS,
      flagsAreKnown: true,
      envPrefix: 'LMDEPLOY',
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const version = this.version!;
    if (props.freeGpuMemoryFraction === 1) {
      throw invalid({
        what: 'freeGpuMemoryFraction',
        got: 1,
        allowed: 'a share above 0, below 1: LMDeploy takes 1 for a number of blocks, or refuses it',
        fix: 'use for example 0.9',
      });
    }
    this.requireVersion(version);
    this.requirePyTorch();
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { model } = context;
    const { backend, trustRemoteCode } = this._props;
    return {
      program: ['lmdeploy', 'serve', 'api_server'],
      first: [model.path],
      flags: {
        '--revision': model.revision,
        '--server-name': '0.0.0.0',
        '--server-port': this.ports.http,
        '--model-name': context.servedName,
        '--backend': backend ?? ((this.needsPyTorch || given(model.adapters).length > 0) && LmdeployBackend.PYTORCH),
        '--tp': tensorParallelSize(this, this._props, { compute: context.compute }),
        '--trust-remote-code': trustRemoteCode && this._isAtLeast('0.13.0'),
        '--enable-metrics': true,
        '--ssl': context.tls !== undefined,
        ...this.beside(model),
      },
      env: { ...hubEnvironment(context, 'lmdeploy'), SSL_CERTFILE: context.tls?.certificate, SSL_KEYFILE: context.tls?.privateKey },
    };
  }

  /** Whether something is asked for that TurboMind silently leaves out, or refuses at the start. */
  private get needsPyTorch(): boolean {
    const { loraAdapters, speculativeDecoding, kvCacheDtype } = this._props;
    return given(loraAdapters).length > 0 || speculativeDecoding !== undefined || PYTORCH_CACHE.test(kvCacheDtype ?? '');
  }

  private requirePyTorch(): void {
    if (this._props.backend !== LmdeployBackend.TURBOMIND || !this.needsPyTorch) return;
    throw invalid({
      what: 'backend',
      got: this._props.backend,
      allowed: 'LmdeployBackend.PYTORCH with adapters, speculative decoding or a KV cache of type fp8 or turbo_quant',
      fix: 'leave backend out',
    });
  }

  /** Throws on words that the version does not have yet, and when it would execute a model's code without being asked to. */
  private requireVersion(version: string): void {
    const { kvCacheDtype, trustRemoteCode } = this._props;
    if (kvCacheDtype !== undefined && !/^(0|4|8|42)$/.test(kvCacheDtype) && !this._isAtLeast('0.14.0')) {
      throw invalid({
        what: 'kvCacheDtype',
        got: kvCacheDtype,
        allowed: `the number of bits, "4" or "8", with LMDeploy ${version}`,
        fix: 'use LMDeploy 0.14.0 or newer for words',
      });
    }
    if (trustRemoteCode === true || this._isAtLeast('0.13.0')) return;
    throw invalid({
      what: 'version',
      got: version,
      allowed: '0.13.0 or newer without trustRemoteCode: older ones always execute code from the model\'s repository',
      fix: 'use 0.13.0 or newer, or state trustRemoteCode: true',
    });
  }

  /** The files that are loaded beside the model; none of them at a revision of its own. */
  private beside(model: ModelLocation): StatedOptions {
    if (this._props.backend === LmdeployBackend.TURBOMIND && given(model.adapters).length > 0) {
      throw new Error('LMDeploy serves adapters with its PyTorch backend only, got backend LmdeployBackend.TURBOMIND; leave backend out');
    }
    const { speculativeDecoding } = this._props;
    const draft = speculativeDecoding && draftModelOf(speculativeDecoding, model);
    return {
      '--adapters': adaptersOf(this._props, model).map(([name, where]) => `${name}=${folder(`the adapter ${name}`, where)}`),
      '--speculative-algorithm': speculativeDecoding?.method,
      '--speculative-draft-model': draft && folder('the draft model', draft),
      '--speculative-num-draft-tokens': speculativeDecoding?.tokens,
    };
  }
}

function folder(what: string, where: string): string {
  if (where.startsWith('/')) return where;
  throw new Error(`LMDeploy takes ${what} as a folder, got ${JSON.stringify(where)}; mount it with pod.volumes and pod.mounts, and give its path`);
}
