import { literal } from '../../ground/references';
import { ExtraContainer } from '../../values/extra-container';
import { SecretKey } from '../../values/secret-key';
import { NodeAgent, SourceBinding, SourceContext } from '../source-binding';

/** One client for every object store. https://rclone.org, https://hub.docker.com/r/rclone/rclone */
const IMAGE = 'docker.io/rclone/rclone:1.76.0';

/** Prefix of the variables that describe the only remote, called `source`. https://rclone.org/docs/#config-file */
const REMOTE = 'RCLONE_CONFIG_SOURCE_';

/**
 * Ways of rclone that every download shares, as variables: no file of configuration, a line of progress now and then, and an end
 * within a minute when the store is not reached. With rclone's own ten tries nothing is said for more than nine.
 */
const SETTINGS = {
  HOME: '/tmp',
  RCLONE_CONFIG: '/notfound',
  RCLONE_CACHE_DIR: '/tmp/rclone',
  RCLONE_STATS: '30s',
  RCLONE_STATS_ONE_LINE: 'true',
  RCLONE_STATS_LOG_LEVEL: 'NOTICE',
  RCLONE_LOW_LEVEL_RETRIES: '3',
};

/**
 * The ending of the name of a file that is not complete; it is moved into place then. Pods that share a claim must not write to the same file.
 * On a volume of its own a Pod that was killed has to find its file again, or it fills the volume with one more at each try.
 */
const SHARED_SUFFIX = ['read -r id < /proc/sys/kernel/random/uuid', 'suffix=".${id%%-*}"', 'export RCLONE_PARTIAL_SUFFIX="$suffix"'];
const OWN_SUFFIX = ['suffix=.partial'];

/** Copies, and fails when nothing is there: rclone counts a prefix without objects as done. */
const COPY = [
  'rclone "$@"',
  'find "$3" -type f 2>/dev/null | grep -q . || { echo "there is no file at $2" >&2; exit 1; }',
];

/** Copies one file and moves it into place only when its hash is the one that was given. */
const COPY_VERIFIED = [
  'verified() { echo "$SOURCE_SHA256  $1" | sha256sum -c; }',
  'if [ -f "$3" ] && verified "$3"; then exit 0; fi',
  'rclone "$1" "$2" "$3$suffix"',
  'verified "$3$suffix" || { rm -f "$3$suffix"; exit 1; }',
  'mv "$3$suffix" "$3"',
];

/** A download with rclone, as a source declares it. */
export interface Download {
  /** Options of rclone's backend, by their names there, in capitals; the secret ones apart. Texts of the user are `literal` in them. */
  readonly remote: { [option: string]: string | undefined };
  readonly secretRemote?: { [option: string]: SecretKey | undefined };
  /** More variables with values of Secrets, for options that are made of several. */
  readonly secretEnv?: { [name: string]: SecretKey };
  /** Path in the remote. */
  readonly path: string;
  /** Name that the only file gets; `undefined` for a folder. */
  readonly file?: string;
  /** Hash of the only file. */
  readonly sha256?: string;
  /** Arguments that choose among the files of a folder. */
  readonly filters?: string[];
  readonly image?: string;
  readonly podLabels?: { [key: string]: string };
  readonly egressPorts: number[];
  readonly nodeAgents?: NodeAgent[];
}

/** The files on the model volume, by an init container that downloads them. */
export function downloaded(download: Download, context: SourceContext): SourceBinding {
  const { file } = download;
  const target = file === undefined ? context.targetPath : `${context.targetPath}/${file}`;
  return {
    model: { path: target, hub: false },
    needsModelVolume: true,
    initContainers: [downloader(download, target, context)],
    podLabels: download.podLabels,
    egressPorts: download.egressPorts,
    nodeAgents: download.nodeAgents,
  };
}

function downloader(download: Download, target: string, context: SourceContext): ExtraContainer {
  const secretRemote = withPrefix(download.secretRemote ?? {});
  return {
    name: 'download-model',
    image: download.image ?? IMAGE,
    command: ['sh', '-ec', scriptFor(download, context), 'download-model'],
    args: [download.file === undefined ? 'copy' : 'copyto', literal(`source:${download.path}`), literal(target), ...download.filters ?? []],
    env: { ...SETTINGS, ...withPrefix(download.remote), ...(download.sha256 !== undefined && { SOURCE_SHA256: download.sha256 }) },
    secretEnv: { ...secretRemote, ...download.secretEnv },
    mounts: [context.modelMount],
    readOnlyRootFilesystem: download.image === undefined,
  };
}

/** A volume of which only a folder is mounted is shared with other Pods. */
function scriptFor(download: Download, context: SourceContext): string {
  const shared = context.modelMount.subPath !== undefined;
  if (download.sha256 !== undefined) return [...(shared ? SHARED_SUFFIX : OWN_SUFFIX), ...COPY_VERIFIED].join('\n');
  return [...(shared ? SHARED_SUFFIX : []), ...COPY].join('\n');
}

function withPrefix<T>(options: { [option: string]: T | undefined }): { [name: string]: T } {
  const out: { [name: string]: T } = {};
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined) out[`${REMOTE}${option}`] = value;
  }
  return out;
}
