import { IncomingMessage, ServerResponse } from 'http';
import { join } from 'path';
import { LockFolder, loopback, Loopback, withShell } from './loopback';
import { lock } from '../../src/cli/lock';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const DIGEST = `sha256:${'d'.repeat(64)}`;

let server: Loopback;
beforeAll(async () => { server = await loopback(); });
afterAll(() => server.close());
beforeEach(() => { server.asked.length = 0; });

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const text = (body: string, headers: Record<string, string> = {}): Answer => (_request, response) => void response.writeHead(200, headers).end(body);
const json = (body: unknown, headers = {}): Answer => text(JSON.stringify(body), { 'content-type': 'application/json', ...headers });
const onHub = (folder: LockFolder, word = 'huggingface://acme/m@main') => withShell({ HF_ENDPOINT: `http://${server.host}` }, () => folder.run(word));

describe('answers that the command lock gets', () => {
  test.each<[string, Answer, RegExp]>([
    ['nothing', json({}), /answers 200 for \/api\/models\/acme\/m\/revision\/main, got "sha" undefined, allowed is .*40 hexadecimal digits of a commit.*; look whether a portal/],
    ['null', json(null), /application\/json that is no JSON object/],
    ['a list', json([]), /that is no JSON object/],
    ['a page of a portal', text('<html>log in</html>', { 'content-type': 'text/html; charset=utf-8' }), /http:\/\/127\.0\.0\.1:\d+ answers 200 for \/api\S+, got text\/html that is no JSON object/],
    ['half of an answer', text('{"sha":"'), /a text that is no JSON object/],
    ['a branch as its commit', json({ sha: 'main', siblings: [] }), /got "sha" "main"/],
    ['a commit that was cut', json({ sha: COMMIT.slice(0, 7), siblings: [] }), /got "sha" "0123456"/],
    ['files that are no list', json({ sha: COMMIT, siblings: {} }), /"siblings" that are no list/],
    ['a refusal', (_request, response) => void response.writeHead(503).end(), /answers 503 for .*: it gives no more reason; try again later/],
    ['too many questions', (_request, response) => void response.writeHead(429).end(), /answers 429 for .*asked too often/],
    ['the end of the line', (_request, response) => void response.socket!.destroy(), /127\.0\.0\.1:\d+ cannot be reached for \/api\/models/],
    ['the end in the middle', (_request, response) => { response.writeHead(200, { 'content-length': '500' }); response.write('{'); setImmediate(() => response.socket!.destroy()); }, /cannot be reached for \/api\/models/],
    ['a way to credentials', (_request, response) => void response.writeHead(302, { location: 'http://user:pass@localhost:1/' }).end(), /leads to an address with a user and a password/],
  ])('fail when a hub says %s: with the address, what came and what is allowed', async (_what, answer, says) => {
    server.answers(answer);
    const folder = new LockFolder();
    await expect(onHub(folder)).rejects.toThrow(says);
    expect(folder.written).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['no files', { sha: COMMIT }], ['an empty list', { sha: COMMIT, siblings: [] }], ['files without sizes', { sha: COMMIT, siblings: [{ rfilename: 'a' }] }],
    ['one file without a size', { sha: COMMIT, siblings: [{ rfilename: 'a', size: 1 }, { rfilename: 'b' }] }], ['files without names', { sha: COMMIT, siblings: [{ size: 1 }] }],
  ])('pin a repository without its size, and say so, when a mirror lists %s', async (_what, body) => {
    server.answers(json(body));
    const folder = new LockFolder();
    await expect(onHub(folder)).resolves.toMatch(/1 source and 0 images\nnote: nobody says the size of huggingface:\/\/acme\/m@main: say size of the source yourself/);
    expect(folder.written!.sources).toEqual({ 'huggingface://acme/m@main': { commit: COMMIT } });
  });

  test.each<[string, Answer, RegExp]>([
    ['no digest', json({}), /answers 200 for \/v2\/team\/m\/manifests\/1, got no digest, allowed is the manifest of an image/],
    ['a digest that is none', json({}, { 'docker-content-digest': 'sha256:xyz' }), /got the digest "sha256:xyz"/],
    ['a page', text('<html>', { 'docker-content-digest': DIGEST, 'content-type': 'text/html' }), /got text\/html that is no JSON object/],
    ['a page in the place of a token', ({ url }, response) => void (url!.startsWith('/v2/') ? response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${server.host}/t"` }) : response.writeHead(200)).end(), /answers 200 for \/t, got a text that is no JSON object, allowed is a token for everybody/],
    ['no token', ({ url }, response) => void (url!.startsWith('/v2/') ? response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${server.host}/t?client=a"` }) : response.writeHead(200)).end('{}'), /answers 200 for \/t, got an object without a token, allowed is a token for everybody/],
    ['a place for tokens that is none', (_request, response) => void response.writeHead(401, { 'www-authenticate': 'Bearer realm="nowhere"' }).end(), /answers 401 for \/v2\/team\/m\/manifests\/1: .*without credentials/],
  ])('fail when a registry says %s', async (_what, answer, says) => {
    server.answers(answer);
    const folder = new LockFolder();
    await expect(folder.run(`${server.host}/team/m:1`)).rejects.toThrow(says);
    await expect(folder.run(`oci://${server.host}/team/m:1`)).rejects.toThrow(says);
    expect(folder.written).toBeUndefined();
  });

  test('are asked for by the digest that an image has', async () => {
    server.answers(json({}, { 'docker-content-digest': DIGEST }));
    await new LockFolder().run(`oci://${server.host}/team/m:1@${DIGEST}`);
    expect(server.asked).toEqual([`GET /v2/team/m/manifests/${DIGEST}`]);
  });
});

describe('stores that the command lock asks', () => {
  const fetched = jest.spyOn(globalThis, 'fetch');
  afterAll(() => fetched.mockRestore());
  const answers = (...bodies: (string | object)[]) => bodies.forEach(body => fetched.mockResolvedValueOnce(new Response(typeof body === 'string' ? body : JSON.stringify(body))));
  const sizeOf = async (uri: string) => {
    const folder = new LockFolder();
    await folder.run(uri);
    return folder.written!.sources;
  };
  const xml = (contents: string, next = '') => `<?xml version="1.0"?><ListBucketResult>${contents}${next}</ListBucketResult>`;
  const object = (key: string, size: number) => `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`;

  test('count what the URI names, and not what begins with the same letters', async () => {
    answers(xml(object('m/a &amp; b', 5) + object('m-2/a', 7), '<NextContinuationToken>n</NextContinuationToken>'), xml(object('m/c', 6)));
    await expect(sizeOf('s3://models/m')).resolves.toEqual({ 's3://models/m': { bytes: 11 } });
    answers({ items: [{ name: 'm/a', size: '5' }, { name: 'm2', size: '7' }], nextPageToken: 'n' }, { items: [{ name: 'm', size: '1' }] });
    await expect(sizeOf('gs://models/m')).resolves.toEqual({ 'gs://models/m': { bytes: 6 } });
  });

  test('fail when there is nothing, or no list', async () => {
    answers(xml(''), {}, '<html>', '<html>');
    await expect(sizeOf('s3://models/m/')).rejects.toThrow('there is no object at s3://models/m/');
    await expect(sizeOf('gs://models/m/')).rejects.toThrow('there is no object at gs://models/m/');
    await expect(sizeOf('s3://models/m/')).rejects.toThrow(/models\.s3\.amazonaws\.com answers 200 for \/, got no ListBucketResult/);
    await expect(sizeOf('gs://models/m/')).rejects.toThrow(/storage\.googleapis\.com answers 200 for \S+, got text\/plain that is no JSON object/);
  });

  test('end when a store says the same next page for ever', async () => {
    const page = xml(object('m/a', 1), '<NextContinuationToken>n</NextContinuationToken>');
    answers(page, page);
    await expect(sizeOf('s3://models/m/')).resolves.toEqual({ 's3://models/m/': { bytes: 2 } });
  });

  test.each([['none', {}], ['a text', { 'content-length': 'many' }]])('write nothing of a file whose server says as its size %s, and say so', async (_what, headers) => {
    fetched.mockResolvedValueOnce(new Response('', { headers }));
    const folder = new LockFolder();
    await expect(folder.run('https://example.com/m.onnx')).resolves.toMatch(/0 sources .*\nnote: nobody says the size of https:\/\/example\.com\/m\.onnx/);
    expect(folder.written!.sources).toEqual({});
  });
});

describe('words that the command lock refuses before it asks', () => {
  test.each([
    ['s3://BAD_bucket/x', /invalid S3 URI: got "s3:\/\/BAD_bucket\/x"/], ['s3://b', /is not a bucket/], ['gs://UPPER/x', /invalid Cloud Storage URI/], ['huggingface://', /invalid source URI/],
    ['huggingface://a/b/c', /invalid Hugging Face repository: got "a\/b\/c"/], ['huggingface://a/b@', /invalid revision of a\/b/], ['oci://UPPER:1', /invalid image: got "UPPER:1"/], ['oci://', /invalid image/],
    ['https://example.com/a?b=c', /invalid HTTPS URL/], ['https:///a', /invalid/], ['https://example.com:99999/a', /invalid/], ['s3://bucket/a/../b', /no parts "\." and "\.\."/],
  ])('%s', async (word, says) => {
    await expect(new LockFolder().run(word)).rejects.toThrow(says);
  });

  test('with a mirror that is no address', async () => {
    await withShell({ HF_ENDPOINT: 'foo' }, () => expect(new LockFolder().run('huggingface://acme/m')).rejects.toThrow(/invalid HF_ENDPOINT: got "foo", allowed is an http or https URL.*unset the variable for https:\/\/huggingface\.co/));
  });

  test('and a file that cannot be written', async () => {
    server.asked.length = 0;
    const file = join(new LockFolder().path, 'nowhere', 'x.json');
    await withShell({ HF_ENDPOINT: `http://${server.host}` }, () => expect(lock([`--file=${file}`, 'huggingface://acme/m'])).rejects.toThrow(/the lock ".*x\.json" cannot be written: there is no folder ".*nowhere"; make the folder, or name another/));
    expect(server.asked).toEqual([]);
  });

  test('and an image that may be a folder that is not there', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 404 }));
    await expect(new LockFolder().run('nope')).rejects.toThrow(/"nope" was taken for an image, as there is no file or folder of that name/);
    fetched.mockRestore();
  });
});
