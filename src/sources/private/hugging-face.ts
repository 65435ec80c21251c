import { Size } from 'cdk8s';
import { LockedFiles, SourceDeclaration } from './declaration';
import { checkPatterns } from './patterns';
import { checkedEndpoint, portOf } from './uris';
import { fullRepository } from '../../facts/old-repositories';
import { GGUF_PART, isHubRepository, isRepositoryFile } from '../../facts/repository-names';
import { invalid } from '../../ground/errors';
import { checkedImage } from '../../ground/images';
import { literal } from '../../ground/references';
import { SecretKey } from '../../values/secret-key';
import { ModelSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of a Hugging Face repository. */
export interface HuggingFaceSourceOptions extends ModelSourceOptions {
  /**
   * Branch, tag or commit to load. Anything but a full commit hash (40 hexadecimal digits) may change under you and is a
   * warning at synth (`revision-not-pinned`).
   *
   * @default - the default branch of the repository, with that warning
   */
  readonly revision?: string;

  /**
   * One file of the repository, for example `llama-2-7b.Q4_K_M.gguf`: only this file is loaded, and the server gets its path. Of a GGUF model in
   * parts (`…-00001-of-00003.gguf`) name the first, and all of them are loaded.
   *
   * @default - the whole repository
   */
  readonly file?: string;

  /**
   * The projector of a model for images or sound, a second file of the repository, for example `mmproj-F16.gguf`: it is loaded too, and the server
   * gets its path (`--mmproj` of llama.cpp). Only together with `file`, and for engines that take a projector.
   *
   * @default - none
   */
  readonly projector?: string;

  /**
   * Patterns of the files to load, as the client of the hub reads them: `*` matches anything, also slashes. With them an init container downloads the
   * files for every engine.
   *
   * @default - all
   */
  readonly include?: string[];

  /**
   * Patterns of the files not to load; they win over `include`. With them an init container downloads the other files for every engine.
   *
   * @default - none; a download leaves out the second copies in `original/` and `metal/`
   */
  readonly exclude?: string[];

  /**
   * Access token for private and gated repositories. Every container that downloads gets it as `HF_TOKEN`.
   *
   * @default - none; public repositories need none
   */
  readonly token?: SecretKey;

  /**
   * URL of a mirror of the hub, in the variable `HF_ENDPOINT`.
   *
   * @default - https://huggingface.co
   */
  readonly endpoint?: string;

  /**
   * Image of the container that downloads the files for engines that do not load from the hub. It has to understand
   * the same input as KServe's storage initializer.
   *
   * @default - `kserve/storage-initializer`, in a version that the library pins
   */
  readonly downloaderImage?: string;
}

/** Published with KServe; downloads `hf://<repository>:<revision>` into a folder, as user 1000. https://github.com/kserve/kserve python/storage */
const DOWNLOADER = 'docker.io/kserve/storage-initializer:v0.19.0';
const ENTRYPOINT = '/storage-initializer/scripts/initializer-entrypoint';

/** Second copies of the weights in other formats, as in `meta-llama/*` and `openai/gpt-oss-*`: servers do not read them. */
const DUPLICATES = ['original/*', 'metal/*'];

/** The names that its client refuses. https://github.com/huggingface/huggingface_hub src/huggingface_hub/utils/_validators.py */
const UNKNOWN_TO_HUB = /--|\.\.|[-.](\/|$)|\.git$/;

const HUB = 'https://huggingface.co';

/**
 * A repository on the Hugging Face hub.
 *
 * @factory huggingFace(repository)
 * @recorded `huggingface://<repository>@<revision>`
 * @files the server where it can (vLLM, SGLang, LMDeploy and others), else a download
 * @credentials `token`
 * @pinned `revision`, the hash of a commit
 * @scheme huggingface
 * @scheme hf
 */
export function huggingFace(repository: string, options: HuggingFaceSourceOptions): SourceDeclaration {
  check(repository, options);
  const { revision, file, token, include, exclude } = options;
  const pinned = revision !== undefined && /^[0-9a-f]{40}$/.test(revision);
  return {
    uri: `huggingface://${repository}${revision === undefined ? '' : `@${revision}`}`,
    onlyFile: file,
    revision,
    unpinnedReason: pinned
      ? undefined
      : `${revision === undefined ? 'the default branch' : `the revision ${JSON.stringify(revision)}`} of ${repository} is no full commit hash and may move`,
    secrets: token && [token],
    pinnedTo: pinned ? undefined : ({ commit }) => (commit === undefined ? undefined : huggingFace(repository, { ...options, revision: commit })),
    bytesOf: files => loadedBytes(files, file),
    bind: context => {
      const isWhole = (include ?? exclude) === undefined;
      return context.engineLoadsFromHuggingFace && isWhole ? fromHub(repository, options) : downloaded(repository, options, context);
    },
  };
}

/** Weights in the formats that servers take first; a repository may have them in several, and the consolidated ones twice. */
const FORMATS = [/^(?!.*consolidated).*\.safetensors$/, /\.safetensors$/, /\.bin$/, /\.gguf$/, /./];

/** The bytes that a server loads of a repository. */
function loadedBytes(files: LockedFiles, file: string | undefined): number {
  const paths = Object.keys(files).filter(path => !DUPLICATES.some(folder => path.startsWith(folder.replace('*', ''))));
  const one = file === undefined ? undefined : paths.filter(path => path.replace(GGUF_PART, '$1') === file.replace(GGUF_PART, '$1'));
  const loaded = one ?? FORMATS.map(format => paths.filter(path => format.test(path))).find(found => found.length > 0) ?? [];
  return loaded.reduce((sum, path) => sum + (files[path].bytes ?? 0), 0);
}

function check(repository: string, { revision, endpoint, file, projector, include, exclude, downloaderImage }: HuggingFaceSourceOptions): void {
  if (!isHubRepository(repository) || UNKNOWN_TO_HUB.test(repository) || repository.length > 96) {
    throw invalid({
      what: 'Hugging Face repository',
      got: repository,
      allowed: '<organization>/<name> or <name> of at most 96 characters, without "--" and "..", and no "-", "." or ".git" at an end',
      fix: 'give the id as the hub shows it, without a scheme, for example "meta-llama/Llama-2-7b-hf"',
    });
  }
  if (revision !== undefined && (!/^[A-Za-z0-9][-._/A-Za-z0-9]{0,127}$/.test(revision) || /\.\.|\/\/|\/$/.test(revision))) {
    throw invalid({
      what: `revision of ${repository}`,
      got: revision,
      allowed: 'a branch, tag or commit',
      fix: 'give the full commit hash that the hub shows under "Files and versions"',
    });
  }
  if (endpoint !== undefined) checkedEndpoint(`endpoint of ${repository}`, endpoint, { path: true });
  for (const [name, value] of Object.entries({ file, projector })) {
    if (value === undefined || isRepositoryFile(value)) continue;
    throw invalid({
      what: `${name} of ${repository}`,
      got: value,
      allowed: 'the path of one file in the repository, without wildcards',
      fix: 'give it as the hub shows it under "Files and versions", for example "llama-2-7b.Q4_K_M.gguf"',
    });
  }
  if (projector !== undefined && file === undefined) {
    throw invalid({ what: `projector of ${repository}`, got: projector, allowed: 'together with file', fix: 'name the file of the model too' });
  }
  checkPatterns(repository, { include, exclude }, file);
  if (downloaderImage !== undefined) checkedImage(downloaderImage);
}

function fromHub(repository: string, options: HuggingFaceSourceOptions): SourceBinding {
  return {
    model: { path: repository, hub: true, revision: options.revision, file: options.file, projector: options.projector },
    needsModelVolume: true,
    env: options.endpoint === undefined ? {} : { HF_ENDPOINT: literal(options.endpoint) },
    secretEnv: options.token && { HF_TOKEN: options.token },
    egressPorts: [portOf(options.endpoint ?? HUB)],
  };
}

function downloaded(repository: string, options: HuggingFaceSourceOptions, context: SourceContext): SourceBinding {
  const { revision, file, projector, endpoint, token } = options;
  if (revision?.includes('/')) {
    throw new Error(`the revision ${JSON.stringify(revision)} of ${repository} cannot be downloaded for ${context.engineName}: the downloader takes `
      + 'no slash in it; give the full commit hash');
  }
  const id = fullRepository(repository);
  if (id === undefined) {
    throw new Error(`the repository ${JSON.stringify(repository)} cannot be downloaded for ${context.engineName}: the downloader takes `
      + '<organization>/<name> only; give the id that the page of the repository on the hub shows');
  }
  const inPod = (name: string) => `${context.targetPath}/${name}`;
  return {
    model: { path: file === undefined ? context.targetPath : inPod(file), hub: false, projector: projector && inPod(projector) },
    needsModelVolume: true,
    initContainers: [{
      name: 'download-model',
      image: options.downloaderImage ?? DOWNLOADER,
      command: [ENTRYPOINT],
      args: [`hf://${id}${revision === undefined ? '' : `:${revision}`}`, literal(context.targetPath)],
      env: {
        HOME: '/tmp',
        HF_HOME: '/tmp/huggingface',
        HF_HUB_DISABLE_TELEMETRY: '1',
        // It was seen to take 4 GiB and more: https://github.com/huggingface/huggingface_hub/issues/3300
        HF_HUB_DISABLE_XET: '1',
        ...patternsOf(options),
        ...(endpoint !== undefined && { HF_ENDPOINT: literal(endpoint) }),
      },
      secretEnv: token && { HF_TOKEN: token },
      mounts: [context.modelMount],
      memory: Size.gibibytes(2),
    }],
    egressPorts: [portOf(endpoint ?? HUB)],
  };
}

/** The files that are wanted, as the downloader reads it from its environment. */
function patternsOf({ file, projector, include, exclude }: HuggingFaceSourceOptions): { [name: string]: string } {
  const allowed = file === undefined ? include : [file.replace(GGUF_PART, '-*$1'), ...(projector === undefined ? [] : [projector])];
  const ignored = exclude ?? (allowed === undefined ? DUPLICATES : undefined);
  return {
    ...(allowed && { STORAGE_ALLOW_PATTERNS: literal(JSON.stringify(allowed)) }),
    ...(ignored && { STORAGE_IGNORE_PATTERNS: literal(JSON.stringify(ignored)) }),
  };
}
