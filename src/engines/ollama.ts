import { Duration } from 'cdk8s';
import { oneOf } from './private/args';
import { checkModelFile, ggufFile } from './private/gguf-file';
import { httpProbes } from './private/http-probes';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { GGUF_FRAMEWORKS } from './private/language-model-facts';
import { OfficialImage } from './private/official-images';
import { ServerOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OLLAMA_OPTIONS } from '../flags/options/ollama-options';
import { judged } from '../ground/input/judged';

const IMAGES: readonly OfficialImage[] = [
  { on: 'cpu', image: 'docker.io/ollama/ollama:<version>' },
  { on: 'nvidia.com/', image: 'docker.io/ollama/ollama:<version>' },
  { on: 'amd.com/', image: 'docker.io/ollama/ollama:<version>-rocm' },
];

/** A name of Ollama's: `[<namespace>/]<model>[:<tag>]`. https://github.com/ollama/ollama types/model/name.go */
const NAME = /^(\w[-\w]{0,79}\/)?\w[-.\w]{0,79}(:\w[-.\w]{0,79})?$/;

/** Types of the KV cache; of others it takes its default, with a line in its log. https://github.com/ollama/ollama fs/ggml/ggml.go */
const KV_CACHE_DTYPES = ['f16', 'q8_0', 'q4_0'];

/** Those of the llama.cpp that newer versions hand the word to. https://github.com/ggml-org/llama.cpp common/arg.cpp */
const LLAMA_CPP_DTYPES = [...KV_CACHE_DTYPES, 'f32', 'bf16', 'q4_1', 'iq4_nl', 'q5_0', 'q5_1'];

/** How a file gets into the server, alone or with its projector, and how a model of a library does. */
const IMPORT = ['printf "FROM %s\\n" "$file" >"$HOME/Modelfile"', 'ollama create "$name" -f "$HOME/Modelfile"'];
const IMPORT_BOTH = ['printf "FROM %s\\n" "$file" "$PROJECTOR" >"$HOME/Modelfile"', 'ollama create "$name" -f "$HOME/Modelfile"'];
const PULL = ['ollama pull "$file"', '[ "$file" = "$name" ] || ollama cp "$file" "$name"'];

/**
 * The script that the container runs. A server that only the container itself can reach (the probes cannot, so the Pod is not ready) imports the
 * file, or pulls the model, and loads it once, so that a model that cannot be loaded ends the start and not the first request. Then the real one takes
 * its place as the first process, and is made to load the model before anybody asks. Models for embeddings want a text to be loaded with.
 */
function importAndServe(bring: readonly string[], program: string): string {
  return [
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
    ...bring,
    'for alias in $SERVED_NAMES; do [ "$alias" = "$name" ] || ollama cp "$name" "$alias"; done',
    'load </dev/null >/dev/null',
    'kill "$importer"',
    'wait "$importer" || true',
    '( until ollama list >/dev/null 2>&1; do sleep 1; done; load </dev/null >/dev/null ) &',
    'export OLLAMA_HOST="$address"',
    'exec ollama serve "$@"',
  ].join('\n').replaceAll('ollama ', () => `${program} `);
}

/**
 * The options of Ollama. It listens on port 11434, and runs in `ollama/ollama`, for AMD accelerators with `-rocm` behind the version. Your own image
 * needs a shell.
 */
export interface OllamaEngineProps extends ServerOptions {
  /**
   * Path of the GGUF file below the folder of the source, for a source that names no file.
   *
   * @default - none: the source has to name the file
   */
  readonly modelFile?: string;

  /**
   * Longest context, prompt and answer together, in tokens (`OLLAMA_CONTEXT_LENGTH`). From Ollama 0.5.13 on.
   *
   * @default - the server's own, by the memory of the accelerators; 4096 without accelerators
   */
  readonly maxModelLen?: number;

  /**
   * The most requests that are processed at the same time (`OLLAMA_NUM_PARALLEL`). Others wait; beyond 512 waiting requests (`OLLAMA_MAX_QUEUE`) the
   * server answers with 503.
   *
   * @default - the server's own: 1
   */
  readonly maxConcurrentRequests?: number;

  /**
   * Type of the KV cache (`OLLAMA_KV_CACHE_TYPE`): `f16`, `q8_0` or `q4_0`, from 0.30.0 on also the other types of llama.cpp. It also switches flash
   * attention on, because the type has no effect without it.
   *
   * @default - the server's own: `f16`
   */
  readonly kvCacheDtype?: string;
}

/**
 * Ollama, for language models in one GGUF file, which the Pod imports when it starts, or from a registry that Ollama pulls from
 * (`ModelSource.ollama`). https://github.com/ollama/ollama
 *
 * @example
 * const engine = new OllamaEngine({ version: '0.32.15', modelFile: 'llama-2-7b.Q4_K_M.gguf' });
 */
export class OllamaEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: OllamaEngineProps;

  /** @param props version and settings; throws on values that Ollama would refuse or not read. */
  public constructor(props: OllamaEngineProps) {
    [props] = judged('new_OllamaEngine', [props], arguments, { open: new.target !== OllamaEngine });
    const version = versionOf('OllamaEngine', props, '0.32.15');
    super({
      name: 'ollama',
      title: 'Ollama',
      version,
      props,
      ports: { http: 11434 },
      // It does not ask for the model; but nothing listens on the Pod's port before the model is imported and was loaded once.
      probes: httpProbes('/'),
      frameworks: GGUF_FRAMEWORKS,
      apiPath: '/v1', // its own API is below /api
      openAiCompatible: true,
      knowsAliases: true,
      listensOnIpv6: true, // of 0.0.0.0 Go makes all addresses: https://github.com/ollama/ollama/issues/3961
      takesProjector: true,
      scratchCopies: 2, // it copies the file that it imports, and newer versions write the copy once more
      warmup: Duration.minutes(15), // the import reads the file several times, and writes it
      drainsAfterSigterm: false, // SIGTERM closes every connection at once: server/routes.go of https://github.com/ollama/ollama
      images: IMAGES,
      hardening: [
        {
          on: ['cpu'],
          runAsUser: 1000,
          readOnlyRootFilesystem: true,
          source: 'https://github.com/opea-project/GenAIInfra helm-charts/common/ollama, with 0.5.7 on a CPU',
        },
        { readOnlyRootFilesystem: false, source: 'unknown with accelerators: the image runs as root, and does not speak of another user' },
      ],
      options: OLLAMA_OPTIONS,
      envPrefix: 'OLLAMA', // a Service called ollama injects OLLAMA_PORT and more into other Pods; of OLLAMA_HOST it would be the address
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    const version = this.version!;
    checkModelFile(props.modelFile);
    oneOf('kvCacheDtype', props.kvCacheDtype?.toLowerCase(), isAtLeast(version, '0.30.0') ? LLAMA_CPP_DTYPES : KV_CACHE_DTYPES);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { scratchPath } = context;
    const names = [context.servedName, ...context.servedAliases];
    for (const name of names) checkName(name);
    const { path, scheme, projector } = context.model;
    const bring = scheme === undefined ? projector === undefined ? IMPORT : IMPORT_BOTH : PULL;
    return {
      program: ['ollama'],
      shell: program => ['/bin/sh', '-c', importAndServe(bring, program), 'ollama'],
      first: [scheme === undefined ? ggufFile({ engine: 'ollama', title: 'Ollama' }, path, this._props.modelFile) : path],
      env: {
        HOME: `${scratchPath}/home`,
        OLLAMA_HOST: `0.0.0.0:${this.ports.http}`,
        OLLAMA_MODELS: `${scratchPath}/models`,
        OLLAMA_KEEP_ALIVE: '-1',
        OLLAMA_LOAD_TIMEOUT: `${context.startupSeconds}s`,
        OLLAMA_MAX_LOADED_MODELS: '1',
        OLLAMA_NO_CLOUD: '1',
        SERVED_NAMES: names.join(' '),
        PROJECTOR: projector,
        OLLAMA_SCHED_SPREAD: context.compute.acceleratorCount > 1 ? '1' : undefined,
      },
    };
  }
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new Error(`Ollama cannot serve a model under the name ${JSON.stringify(name)}; use [<namespace>/]<model>[:<tag>] of letters, digits, "-", `
    + '"_" and, except in the namespace, "."');
}
