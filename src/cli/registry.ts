import { ask, Expected, objectOf, RefusedError, unexpected } from './ask';

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

const MANIFEST: Expected = {
  allowed: 'the manifest of an image, with its digest (sha256 and 64 hexadecimal digits) in the header Docker-Content-Digest',
  fix: 'look whether the host is a registry, and whether a portal or a proxy answers in its place',
};

const TOKEN: Expected = {
  allowed: 'a token for everybody',
  fix: 'registries are asked without credentials: write the digest behind the name of an image that needs them',
};

/** The digest of an image, by its name with registry. */
export async function lockedImage(name: string): Promise<LockedImage> {
  const [registry, repository, reference] = split(name);
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? 'http' : 'https';
  const url = `${scheme}://${host}/v2/${repository}/manifests/${reference}`;
  const answer = await manifestAt(url);
  const digest = answer.headers.get('docker-content-digest') ?? '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw unexpected(url, answer, digest === '' ? 'no digest' : `the digest ${JSON.stringify(digest)}`, MANIFEST);
  const { layers } = await objectOf(url, answer, MANIFEST);
  const bytes = Array.isArray(layers) ? layers.reduce<number>((sum, layer) => sum + Number((layer as { size?: number }).size), 0) : NaN;
  return { digest, ...(Number.isFinite(bytes) && { bytes }) };
}

function split(name: string): [registry: string, repository: string, reference: string] {
  const slash = name.indexOf('/');
  const [, repository, tag = 'latest', digest] = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(name.slice(slash + 1))!;
  return [name.slice(0, slash), repository, digest ?? tag];
}

/** Registries hand a token out to everybody, and say where. https://distribution.github.io/distribution/spec/auth/token/ */
async function manifestAt(url: string): Promise<Response> {
  try {
    return await ask(url, { headers: { accept: ACCEPT } });
  } catch (error) {
    const challenge = error instanceof RefusedError && error.answer.status === 401 ? error.answer.headers.get('www-authenticate') ?? '' : '';
    const part = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1];
    const realm = part('realm');
    if (realm === undefined || !/^https?:/.test(realm) || !URL.canParse(realm)) throw error;
    const place = new URL(realm);
    for (const key of ['service', 'scope']) if (part(key) !== undefined) place.searchParams.set(key, part(key)!);
    const answer = await ask(place.href);
    const { token: given, access_token: token = given } = await objectOf(place.href, answer, TOKEN);
    if (typeof token !== 'string' || token === '') throw unexpected(place.href, answer, 'an object without a token', TOKEN);
    return ask(url, { headers: { accept: ACCEPT, authorization: `Bearer ${token}` } });
  }
}
