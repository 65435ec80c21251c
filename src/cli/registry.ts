import { ask, RefusedError } from './ask';

/** What is known of an image. */
export interface LockedImage {
  readonly digest: string;
  /** Bytes of its layers; undefined for an index of several platforms. */
  readonly bytes?: number;
}

/** Manifests that a registry may answer. https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The digest of an image, by its name with registry. */
export async function lockedImage(name: string): Promise<LockedImage> {
  const [registry, repository, tag] = split(name);
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? 'http' : 'https';
  const answer = await asked(`${scheme}://${host}/v2/${repository}/manifests/${tag}`);
  const digest = answer.headers.get('docker-content-digest') ?? '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${registry} says no digest of ${name}`);
  const { layers } = await answer.json() as { layers?: readonly { readonly size: number }[] };
  return { digest, ...(layers && { bytes: layers.reduce((sum, { size }) => sum + size, 0) }) };
}

function split(name: string): [registry: string, repository: string, tag: string] {
  const slash = name.indexOf('/');
  const [, repository, tag = 'latest'] = /^([^:@]+)(?::([^@]+))?/.exec(name.slice(slash + 1))!;
  return [name.slice(0, slash), repository, tag];
}

/** Registries hand a token out to everybody, and say where. https://distribution.github.io/distribution/spec/auth/token/ */
async function asked(url: string, token?: string): Promise<Response> {
  const first = await fetchManifest(url, token);
  if (!(first instanceof RefusedError) || token !== undefined || first.status !== 401) {
    if (first instanceof RefusedError) throw first;
    return first;
  }
  const challenge = (await fetch(url, { method: 'HEAD' })).headers.get('www-authenticate') ?? '';
  const part = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1];
  const realm = part('realm');
  if (realm === undefined) throw first;
  const query = new URLSearchParams();
  for (const key of ['service', 'scope']) if (part(key) !== undefined) query.set(key, part(key)!);
  const { token: given, access_token: other } = await (await ask(`${realm}?${query}`)).json() as { token?: string; access_token?: string };
  return asked(url, given ?? other ?? '');
}

async function fetchManifest(url: string, token?: string): Promise<Response | RefusedError> {
  try {
    return await ask(url, { headers: { accept: ACCEPT, ...(token !== undefined && { authorization: `Bearer ${token}` }) } });
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}
