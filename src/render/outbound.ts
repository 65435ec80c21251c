import { isIP } from 'net';
import { Environment, joinedEnvironment } from './environment';
import { JAVA_OPTIONS } from '../facts/outbound-variables';
import { DownloadOptions } from '../profiles/download-options';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { SourceBinding } from '../sources/source-binding';
import { ExtraContainer } from '../values/extra-container';
import { VolumeMount } from '../values/volume-mount';

/** Variables of downloads that nothing else reads: a user who says them knows why. All others are derived from the source. */
const FREE = /^(HOME|HF_HOME|HF_HUB_\w+|RCLONE_(STATS\w*|LOW_LEVEL_RETRIES|CACHE_DIR))$/;

/** Settings of downloads in the server as well: where it loads the model from a hub, it is a container that downloads. */
export function withDownloads(settings: RuntimeSettings, { model, initContainers = [] }: SourceBinding): RuntimeSettings {
  const { downloads, pod } = settings;
  if (downloads === undefined || (!model.hub && initContainers.length === 0)) return settings;
  const volumes = [...pod?.volumes ?? [], ...downloads.volumes ?? []];
  if (!model.hub) return { ...settings, pod: { ...pod, volumes } };
  const { env, secretEnv, envValues } = joinedEnvironment(downloads, settings);
  const mounts = [...pod?.mounts ?? [], ...downloads.mounts ?? []];
  return { ...settings, env, secretEnv, envValues, pod: { ...pod, volumes, mounts } };
}

/** The answer of a source, with what everything that calls out is told: the server, and the containers that download. */
export function toldOutbound(binding: SourceBinding, settings: RuntimeSettings): SourceBinding {
  const { downloads = {}, proxy, trustedCa } = settings;
  if (settings.downloads === undefined && proxy === undefined && trustedCa === undefined) return binding;
  const told = outboundOf(binding, settings);
  const mounts = trustedCa ? [trustedCa._mount] : [];
  const { env, secretEnv } = joinedEnvironment(told, binding);
  return {
    ...binding,
    ...(binding.initContainers && { initContainers: binding.initContainers.map(one => downloader(one, downloads, told, mounts)) }),
    env,
    secretEnv,
    volumes: [...binding.volumes ?? [], ...(trustedCa ? [trustedCa._volume] : [])],
    mounts: [...binding.mounts ?? [], ...mounts],
    ...reachedThrough(binding, settings),
  };
}

/** The variables of downloads that a container derives otherwise: what the user says of them has no effect. */
export function contradicted(container: ExtraContainer, { env = {}, secretEnv = {} }: DownloadOptions): string[] {
  const other = Object.keys(env).filter(name => container.env?.[name] !== env[name]);
  return [...other, ...Object.keys(secretEnv).filter(name => container.secretEnv?.[name] !== secretEnv[name])];
}

/** The variables of proxy and certificates. */
function outboundOf({ nodeAgents = [] }: SourceBinding, { proxy, trustedCa }: RuntimeSettings): Environment {
  const agents = nodeAgents.map(({ address }) => address);
  const { env, secretEnv } = proxy?._variables(agents) ?? { env: {}, secretEnv: {} };
  const java = [...trustedCa?._javaOptions ?? [], ...proxy?._javaOptions(agents) ?? []].join(' ');
  return { env: { ...env, ...trustedCa?._env, ...(java !== '' && { [JAVA_OPTIONS]: java }) }, secretEnv };
}

/** What is derived comes before what the user says of downloads, but for the variables that are free. */
function downloader(container: ExtraContainer, downloads: DownloadOptions, told: Environment, mounts: readonly VolumeMount[]): ExtraContainer {
  const free = { env: only(downloads.env, name => FREE.test(name)), secretEnv: only(downloads.secretEnv, name => FREE.test(name)) };
  const { env, secretEnv } = joinedEnvironment(downloads, told, container, free);
  return {
    ...container,
    env,
    secretEnv,
    mounts: [...container.mounts ?? [], ...mounts, ...downloads.mounts ?? []],
    memory: downloads.memory ?? container.memory,
    cpu: downloads.cpu ?? container.cpu,
  };
}

/** A NetworkPolicy has to let the Pod reach its proxy too, where the source is reached at all. */
function reachedThrough({ egressPorts = [], nodeAgents = [] }: SourceBinding, { proxy }: RuntimeSettings): Pick<SourceBinding, 'egressPorts' | 'nodeAgents'> {
  if (proxy?._port === undefined || egressPorts.length === 0) return {};
  const address = proxy._host;
  if (address === undefined || isIP(address) === 0) return { egressPorts: [...egressPorts, proxy._port] };
  return { nodeAgents: [...nodeAgents, { address, port: proxy._port }] };
}

function only<T>(map: { readonly [name: string]: T } | undefined, keeps: (name: string) => boolean): { [name: string]: T } {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([name, value]) => value !== undefined && keeps(name)));
}
