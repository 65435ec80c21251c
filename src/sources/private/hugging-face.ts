import { Size } from 'cdk8s';
import { LockedFiles, SourceDeclaration } from './declaration';
import { checkedEndpoint, portOf } from './uris';
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
   * One file of the repository, for example `llama-2-7b.Q4_K_M.gguf`: only it is loaded, and the server is given it. Of a
   * GGUF model in parts (`…-00001-of-00003.gguf`) name the first; all of them are loaded.
   *
   * @default - the whole repository
   */
  readonly file?: string;

  /**
   * Access token for private and gated repositories, handed to every container that downloads as `HF_TOKEN`.
   *
   * @default - none; public repositories need none
   */
  readonly token?: SecretKey;

  /**
   * A mirror of the hub, handed over as `HF_ENDPOINT`.
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

/** A GGUF model in parts; servers are given the first and find the others beside it. */
const PARTS = /-\d{5}(-of-\d{5}\.gguf)$/;

const FILE = /^[A-Za-z0-9_][-+._A-Za-z0-9]*(\/[A-Za-z0-9_][-+._A-Za-z0-9]*)*$/;

/** The names that its client refuses. https://github.com/huggingface/huggingface_hub src/huggingface_hub/utils/_validators.py */
const UNKNOWN_TO_HUB = /--|\.\.|[-.](\/|$)|\.git$/;

const HUB = 'https://huggingface.co';

/** A repository on the Hugging Face hub. */
export function huggingFace(repository: string, options: HuggingFaceSourceOptions): SourceDeclaration {
  if (!/^[A-Za-z0-9][-._A-Za-z0-9]*\/[A-Za-z0-9][-._A-Za-z0-9]*$/.test(repository) || UNKNOWN_TO_HUB.test(repository) || repository.length > 96) {
    throw invalid({ what: 'Hugging Face repository', got: repository, allowed: '<organization>/<name> of at most 96 characters, without "--" and "..", and no "-", "." or ".git" at an end', fix: 'give the id as the hub shows it, without a scheme, for example "meta-llama/Llama-2-7b-hf"' });
  }
  if (options.revision !== undefined && (!/^[A-Za-z0-9][-._/A-Za-z0-9]{0,127}$/.test(options.revision) || /\.\.|\/\/|\/$/.test(options.revision))) {
    throw invalid({ what: `revision of ${repository}`, got: options.revision, allowed: 'a branch, tag or commit', fix: 'give the full commit hash that the hub shows under "Files and versions"' });
  }
  if (options.endpoint !== undefined) checkedEndpoint(`endpoint of ${repository}`, options.endpoint, { path: true });
  if (options.file !== undefined && !FILE.test(options.file)) {
    throw invalid({ what: `file of ${repository}`, got: options.file, allowed: 'the path of one file in the repository, without wildcards', fix: 'give it as the hub shows it under "Files and versions", for example "llama-2-7b.Q4_K_M.gguf"' });
  }
  if (options.downloaderImage !== undefined) checkedImage(options.downloaderImage);
  const pinned = options.revision !== undefined && /^[0-9a-f]{40}$/.test(options.revision);
  return {
    uri: `huggingface://${repository}${options.revision === undefined ? '' : `@${options.revision}`}`,
    onlyFile: options.file,
    revision: options.revision,
    unpinnedReason: pinned ? undefined : `${options.revision === undefined ? 'the default branch' : `the revision ${JSON.stringify(options.revision)}`} of ${repository} is no full commit hash and may move`,
    secrets: options.token && [options.token],
    pinnedTo: pinned ? undefined : ({ commit }) => commit === undefined ? undefined : huggingFace(repository, { ...options, revision: commit }),
    bytesOf: files => loadedBytes(files, options.file),
    bind: context => context.engineLoadsFromHuggingFace ? fromHub(repository, options) : downloaded(repository, options, context),
  };
}

/** Weights in the formats that servers take first; a repository may have them in several, and the consolidated ones twice. */
const FORMATS = [/^(?!.*consolidated).*\.safetensors$/, /\.safetensors$/, /\.bin$/, /\.gguf$/, /./];

/** The bytes that a server loads of a repository. */
function loadedBytes(files: LockedFiles, file: string | undefined): number {
  const paths = Object.keys(files).filter(path => !DUPLICATES.some(folder => path.startsWith(folder.replace('*', ''))));
  const one = file === undefined ? undefined : paths.filter(path => path.replace(PARTS, '$1') === file.replace(PARTS, '$1'));
  const loaded = one ?? FORMATS.map(format => paths.filter(path => format.test(path))).find(found => found.length > 0) ?? [];
  return loaded.reduce((sum, path) => sum + (files[path].bytes ?? 0), 0);
}

function fromHub(repository: string, options: HuggingFaceSourceOptions): SourceBinding {
  return {
    model: { path: repository, hub: true, revision: options.revision, file: options.file },
    needsModelVolume: true,
    env: options.endpoint === undefined ? {} : { HF_ENDPOINT: literal(options.endpoint) },
    secretEnv: options.token && { HF_TOKEN: options.token },
    egressPorts: [portOf(options.endpoint ?? HUB)],
  };
}

function downloaded(repository: string, options: HuggingFaceSourceOptions, context: SourceContext): SourceBinding {
  const { revision, file, endpoint, token } = options;
  if (revision?.includes('/')) {
    throw new Error(`the revision ${JSON.stringify(revision)} of ${repository} cannot be downloaded for ${context.engineName}: the downloader takes no slash in it; give the full commit hash`);
  }
  return {
    model: { path: file === undefined ? context.targetPath : `${context.targetPath}/${file}`, hub: false },
    needsModelVolume: true,
    initContainers: [{
      name: 'download-model',
      image: options.downloaderImage ?? DOWNLOADER,
      command: [ENTRYPOINT],
      args: [`hf://${repository}${revision === undefined ? '' : `:${revision}`}`, literal(context.targetPath)],
      env: {
        HOME: '/tmp',
        HF_HOME: '/tmp/huggingface',
        HF_HUB_DISABLE_TELEMETRY: '1',
        // It was seen to take 4 GiB and more: https://github.com/huggingface/huggingface_hub/issues/3300
        HF_HUB_DISABLE_XET: '1',
        ...(file === undefined ? { STORAGE_IGNORE_PATTERNS: JSON.stringify(DUPLICATES) } : { STORAGE_ALLOW_PATTERNS: JSON.stringify([file.replace(PARTS, '-*$1')]) }),
        ...(endpoint !== undefined && { HF_ENDPOINT: literal(endpoint) }),
      },
      secretEnv: token && { HF_TOKEN: token },
      mounts: [context.modelMount],
      memory: Size.gibibytes(2),
    }],
    egressPorts: [portOf(endpoint ?? HUB)],
  };
}
