import { ask, Expected, objectOf, unexpected } from './ask';
import { LockedFile, LockedSource } from './locked-source';
import { invalid } from '../ground/errors';
import { asObject, Json } from '../ground/objects';
import { withoutEnd } from '../ground/paths';

const HUB = 'https://huggingface.co';

/** Which hub is asked, and as whom. */
interface Hub {
  readonly address: string;
  readonly headers: { readonly [name: string]: string };
  /** The credential among those, as messages call it. */
  readonly sent?: string;
}

/**
 * The token and the mirror of the shell, as the hub's own client reads them.
 * https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
function hubOfShell(): Hub {
  const endpoint = endpointOfShell();
  const token = tokenOfShell();
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw invalid({
      what: 'HF_TOKEN',
      got: token,
      allowed: 'a token: characters of ASCII without spaces',
      fix: 'take it from the settings of your account, or unset the variable',
    });
  }
  const [user, password] = [decoded(endpoint.username), decoded(endpoint.password)];
  const address = withoutEnd(`${endpoint.origin}${endpoint.pathname}`);
  if (user !== '' || password !== '') {
    return {
      address,
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      sent: 'the user and the password of HF_ENDPOINT',
    };
  }
  return token === undefined ? { address, headers: {} } : {
    address,
    headers: { authorization: `Bearer ${token}` },
    sent: `the token of ${process.env.HF_TOKEN ? 'HF_TOKEN' : 'HUGGING_FACE_HUB_TOKEN'}`,
  };
}

function endpointOfShell(): URL {
  const said = process.env.HF_ENDPOINT || HUB;
  if (!/^https?:\/\/[^\s?#]+$/.test(said) || !URL.canParse(said)) {
    throw invalid({
      what: 'HF_ENDPOINT',
      got: said,
      allowed: 'an http or https URL, without a query',
      fix: `give the address of the mirror as its page states it, or unset the variable for ${HUB}`,
    });
  }
  return new URL(said);
}

/** Its client leaves out the ends of lines, too: the variable is often the content of a file. */
function tokenOfShell(): string | undefined {
  return (process.env.HF_TOKEN || process.env.HUGGING_FACE_HUB_TOKEN)?.replace(/[\r\n]/g, '').trim() || undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What of the shell no message may repeat. */
export function secretsOfShell(): string[] {
  const { HF_TOKEN: token = '', HUGGING_FACE_HUB_TOKEN: old = '', HF_ENDPOINT: endpoint = '' } = process.env;
  const [user = '', ...password] = endpoint.slice(endpoint.indexOf('://') + 3, Math.max(endpoint.lastIndexOf('@'), 0)).split(':');
  return [token, old, user, password.join(':')].flatMap(text => [text, decoded(text), ...text.split(/[\r\n]+/)]).filter(text => text.trim().length > 2);
}

const REPOSITORY: Expected = {
  allowed: 'what the hub says of a repository: "sha", the 40 hexadecimal digits of a commit, and "siblings", a list of files',
  fix: 'look whether a portal or a proxy answers in the place of the hub, or whether the mirror of HF_ENDPOINT knows this API',
};

/** What the hub, or a mirror of it, says of a repository. https://huggingface.co/docs/hub/api */
export async function ofHub(uri: string): Promise<LockedSource> {
  const [, repository, revision] = /^huggingface:\/\/([^@]+)(?:@(.+))?$/.exec(uri)!;
  const { address, headers, sent } = hubOfShell();
  const url = `${address}/api/models/${repository}${revision === undefined ? '' : `/revision/${encodeURIComponent(revision)}`}?blobs=true`;
  const answer = await ask(url, { headers, sent });
  const { sha, siblings = [] } = await objectOf(url, answer, REPOSITORY);
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) throw unexpected(url, answer, `"sha" ${JSON.stringify(sha) ?? 'undefined'}`, REPOSITORY);
  if (!Array.isArray(siblings)) throw unexpected(url, answer, '"siblings" that are no list', REPOSITORY);
  return { commit: sha, ...sizesOf(siblings) };
}

/** The sizes of all files; none where a mirror does not say that of each: a sum of some would be taken for that of all. */
function sizesOf(siblings: readonly Json[]): Pick<LockedSource, 'bytes' | 'files'> {
  const files = siblings.map(fileOf);
  if (files.length === 0 || !files.every(file => file !== undefined)) return {};
  const ordered = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return { bytes: ordered.reduce((sum, [, { bytes }]) => sum + bytes, 0), files: Object.fromEntries(ordered) };
}

/** A file as the hub lists it. */
function fileOf(sibling: Json): [path: string, file: LockedFile] | undefined {
  const { rfilename, size, lfs } = asObject(sibling) ?? {};
  const { size: bytes = size, sha256 } = asObject(lfs) ?? {};
  if (typeof rfilename !== 'string' || typeof bytes !== 'number' || !(bytes >= 0)) return undefined;
  return [rfilename, { bytes, ...(typeof sha256 === 'string' && { sha256 }) }];
}
