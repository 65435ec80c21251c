import { Duration, Size } from 'cdk8s';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { oneOf } from './private/args';
import { checkedGgufName, ggufFile } from './private/gguf-file';
import { hardeningOf } from './private/image-facts';
import { checkLanguageModelOptions } from './private/language-models';
import { LegacyEngine } from './private/legacy-engine';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OLLAMA_OPTIONS } from '../flags/options/ollama-options';
import { OptionRow } from '../flags/options/option-row';
import { bytesOf, ceilGib, GIB } from '../ground/bytes';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';

const IMAGE = 'docker.io/ollama/ollama';

/** A name of Ollama's: `[<namespace>/]<model>[:<tag>]`. https://github.com/ollama/ollama types/model/name.go */
const NAME = /^(\w[-\w]{0,79}\/)?\w[-.\w]{0,79}(:\w[-.\w]{0,79})?$/;

/** Types of the KV cache; of others it takes its default, with a line in its log. https://github.com/ollama/ollama fs/ggml/ggml.go */
const KV_CACHE_DTYPES = ['f16', 'q8_0', 'q4_0'];

/** Those of the llama.cpp that newer versions hand the word to. https://github.com/ggml-org/llama.cpp common/arg.cpp */
const LLAMA_CPP_DTYPES = [...KV_CACHE_DTYPES, 'f32', 'bf16', 'q4_1', 'iq4_nl', 'q5_0', 'q5_1'];

/**
 * What the container runs. A server that only the container itself can reach (the probes cannot, so the Pod is not ready) imports the
 * file and loads it once, so that a model that cannot be loaded ends the start and not the first request. Then the real one takes its
 * place as the first process, and is made to load the model before anybody asks. Models for embeddings want a text to be loaded with.
 */
const IMPORT_AND_SERVE = [
  'set -eu',
  "trap 'exit 143' TERM",
  'file=$1',
  'shift',
  'name=${SERVED_NAMES%% *}',
  'load() { ollama run "$name" "" || ollama run "$name" warm; }',
  'mkdir -p "$HOME" "$OLLAMA_MODELS"',
  'address=$OLLAMA_HOST',
  'export OLLAMA_HOST="127.0.0.1:${address##*:}"',
  'ollama serve &',
  'importer=$!',
  'until ollama list >/dev/null 2>&1; do kill -0 "$importer"; sleep 1; done',
  'printf "FROM %s\\n" "$file" >"$HOME/Modelfile"',
  'ollama create "$name" -f "$HOME/Modelfile"',
  'for alias in $SERVED_NAMES; do [ "$alias" = "$name" ] || ollama cp "$name" "$alias"; done',
  'load </dev/null >/dev/null',
  'kill "$importer"',
  'wait "$importer" || true',
  '( until ollama list >/dev/null 2>&1; do sleep 1; done; load </dev/null >/dev/null ) &',
  'export OLLAMA_HOST="$address"',
  'exec ollama serve "$@"',
].join('\n');

/** How Ollama is run. */
export interface OllamaEngineProps {
  /**
   * Released version of Ollama, for example `0.32.15`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It has to have a shell.
   *
   * @default - the official image of the version: `ollama/ollama:<version>`, with AMD accelerators `ollama/ollama:<version>-rocm`
   */
  readonly image?: string;

  /**
   * Port that it listens on.
   *
   * @default 11434
   */
  readonly port?: number;

  /**
   * Path of the GGUF file below the folder of a source that names no file.
   *
   * @default - none: the source has to name the file
   */
  readonly modelFile?: string;

  /**
   * Longest context, prompt and answer together, in tokens (`OLLAMA_CONTEXT_LENGTH`). From Ollama 0.5.13 on.
   *
   * @default - the server's own, from the accelerators' memory: 4096 without
   */
  readonly maxModelLen?: number;

  /**
   * Requests that are worked on at the same time (`OLLAMA_NUM_PARALLEL`); others wait, and beyond 512 (`OLLAMA_MAX_QUEUE`) are answered with 503.
   *
   * @default - the server's own: 1
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Type of the KV cache (`OLLAMA_KV_CACHE_TYPE`): `f16`, `q8_0` or `q4_0`, from 0.30.0 on also the others of llama.cpp. It switches flash attention on,
   * without which it says nothing.
   *
   * @default - the server's own: `f16`
   */
  readonly kvCacheDtype?: string;
}

/**
 * Ollama, for language models in one GGUF file. The file is imported when the Pod starts; Ollama's own library is not used.
 * https://github.com/ollama/ollama
 */
export class OllamaEngine extends LegacyEngine {
  /** `ollama` */
  public readonly name: string = 'ollama';

  /** HTTP only. There are no metrics. */
  public readonly ports: EnginePorts;

  /** `/`, which says nothing of the model; but nothing listens on the Pod's port before the model is imported and was loaded once. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/'),
    readiness: ServerProbe.http('/', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: OllamaEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that Ollama would refuse or not read. */
  public constructor(props: OllamaEngineProps) {
    super();
    [props] = judged('new_OllamaEngine', [props], arguments, { open: new.target !== OllamaEngine });
    this.props = props;
    this.release = versionOf('Ollama', props, '0.32.15');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = { http: checkedPort('port of Ollama', props.port ?? 11434) };
    checkedGgufName('Ollama', props.modelFile);
    checkLanguageModelOptions(props);
    if (props.maxModelLen !== undefined) this.require('maxModelLen', '0.5.13');
    if (props.kvCacheDtype !== undefined) this.require('kvCacheDtype', '0.5.0');
    oneOf(`kvCacheDtype of Ollama ${this.release}`, props.kvCacheDtype?.toLowerCase(), isAtLeast(this.release, '0.30.0') ? LLAMA_CPP_DTYPES : KV_CACHE_DTYPES);
  }

  /** The version of Ollama. */
  public get version(): string | undefined {
    return this.release;
  }

  /** Models of any origin that were converted to GGUF. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM, Framework.of('gguf')];
  }

  /** `/v1`; Ollama's own API is below `/api`. */
  public get apiPath(): string {
    return '/v1';
  }

  /** Its API under `/v1` is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return true;
  }

  /** Each name is one of the same model. */
  public get knowsAliases(): boolean {
    return true;
  }

  /**
   * Twice the model, and 2 GiB: Ollama copies what it imports, and newer versions write the copy once more.
   *
   * @param modelSize the size of the GGUF file.
   */
  public scratchFor(modelSize: Size): Size {
    return ceilGib(2 * bytesOf(modelSize) + 2 * GIB);
  }

  /** The import reads the file several times, and writes it. */
  public get warmup(): Duration {
    return Duration.minutes(15);
  }

  /** SIGTERM closes every connection at once. https://github.com/ollama/ollama server/routes.go */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return [IMAGE];
  }

  /** `OLLAMA`: a Service called `ollama` injects `OLLAMA_PORT` and more into other Pods; of `OLLAMA_HOST` it would be the address. */
  public get envPrefix(): string | undefined {
    return 'OLLAMA';
  }

  /**
   * Another user and a read-only root are known to work on a CPU only.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one, which serves on a CPU and on NVIDIA accelerators; AMD has another.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator === undefined || accelerator.resource.startsWith('nvidia.com/')) return `${IMAGE}:${this.release}`;
    if (accelerator.resource.startsWith('amd.com/')) return `${IMAGE}:${this.release}-rocm`;
    throw new Error(`no official image of Ollama for ${accelerator.name} is known (CPU, nvidia.com and amd.com: any version); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return OLLAMA_OPTIONS;
  }

  /**
   * A shell that imports the model and then becomes `ollama serve`.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { props } = this;
    const names = [context.servedName, ...context.servedAliases];
    for (const name of names) checkName(name);
    return {
      command: ['/bin/sh', '-c', IMPORT_AND_SERVE, 'ollama'],
      args: [ggufFile({ engine: 'ollama', title: 'Ollama' }, context.model.path, props.modelFile)],
      env: {
        HOME: `${context.scratchPath}/home`,
        OLLAMA_HOST: `0.0.0.0:${this.ports.http}`,
        OLLAMA_MODELS: `${context.scratchPath}/models`,
        OLLAMA_KEEP_ALIVE: '-1',
        OLLAMA_LOAD_TIMEOUT: `${context.startupSeconds}s`,
        OLLAMA_MAX_LOADED_MODELS: '1',
        OLLAMA_NO_CLOUD: '1',
        SERVED_NAMES: names.join(' '),
        ...(context.compute.acceleratorCount > 1 && { OLLAMA_SCHED_SPREAD: '1' }),
        ...(props.maxModelLen !== undefined && { OLLAMA_CONTEXT_LENGTH: String(props.maxModelLen) }),
        ...(props.maxConcurrentRequests !== undefined && { OLLAMA_NUM_PARALLEL: String(props.maxConcurrentRequests) }),
        ...(props.kvCacheDtype !== undefined && { OLLAMA_KV_CACHE_TYPE: props.kvCacheDtype, OLLAMA_FLASH_ATTENTION: '1' }),
      },
    };
  }

  private require(what: string, version: string): void {
    if (isAtLeast(this.release, version)) return;
    throw new Error(`${what} needs Ollama ${version} or newer, got ${this.release}, which would not read it; use a newer version, or leave it out`);
  }
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new Error(`Ollama cannot serve a model under the name ${JSON.stringify(name)}; use [<namespace>/]<model>[:<tag>] of letters, digits, "-", "_" and, except in the namespace, "."`);
}
