import { once } from 'events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { lock } from '../../src/cli/lock';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const DIGEST = `sha256:${'d'.repeat(64)}`;

/** A hub and a registry, on loopback. */
let server: Server;
let commit = COMMIT;
let host: string;
const asked: string[] = [];

function answer({ url = '', method, headers }: IncomingMessage, response: ServerResponse): void {
  asked.push(`${method} ${url} ${headers.authorization ?? ''}`.trim());
  const json = (body: object, more: Record<string, string> = {}) => void response.writeHead(200, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
  if (url.startsWith('/api/models/acme/m')) {
    return json({ sha: commit, siblings: [{ rfilename: 'model.safetensors', size: 130, lfs: { size: 2_000, sha256: 'f'.repeat(64) } }, { rfilename: 'config.json', size: 10 }] });
  }
  if (url.startsWith('/token')) return json({ token: 'for-everybody' });
  if (url.startsWith('/v2/') && headers.authorization !== 'Bearer for-everybody') {
    return void response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="registry",scope="repository:team/server:pull"` }).end();
  }
  if (url === '/v2/team/server/manifests/1.0.0') return json({ layers: [{ size: 5 }, { size: 6 }] }, { 'docker-content-digest': DIGEST });
  response.writeHead(url.includes('private') ? 401 : Number(/status-(\d{3})/.exec(url)?.[1] ?? 404)).end();
}

beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.HF_ENDPOINT = `http://${host}`;
});
afterAll(() => {
  delete process.env.HF_ENDPOINT;
  server.closeAllConnections();
  server.close();
});

let folder: string;
beforeEach(() => {
  commit = COMMIT;
  asked.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-cli-'));
});
const run = (...words: string[]) => lock(['--file', join(folder, 'lock.json'), ...words]);
const written = (): unknown => JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'));

const HUB = {
  commit: COMMIT,
  bytes: 2_010,
  files: { 'config.json': { bytes: 10 }, 'model.safetensors': { bytes: 2_000, sha256: 'f'.repeat(64) } },
};

describe('cdk8s-matrixinfer lock', () => {
  test('writes commits, digests and sizes of what is named', async () => {
    await expect(run('huggingface://acme/m@main', `${host}/team/server:1.0.0`, `oci://${host}/team/server:1.0.0`)).resolves.toMatch(/2 sources and 1 image$/);
    expect(written()).toEqual({
      version: 1,
      sources: { 'huggingface://acme/m@main': HUB, [`oci://${host}/team/server:1.0.0`]: { digest: DIGEST, bytes: 11 } },
      images: { [`${host}/team/server:1.0.0`]: DIGEST },
    });
    expect(asked).toContain('GET /api/models/acme/m/revision/main?blobs=true');
    expect(asked).toContain('GET /token?service=registry&scope=repository%3Ateam%2Fserver%3Apull');
  });

  test('looks at all of it anew when nothing is named, and knows what is pinned in manifests', async () => {
    await run('huggingface://acme/m@main');
    commit = 'f'.repeat(40);
    await run();
    expect(written()).toMatchObject({ sources: { 'huggingface://acme/m@main': { commit } } });
    await run(`huggingface://acme/m@${commit}`);
    expect(Object.keys((written() as { sources: object }).sources)).toEqual(['huggingface://acme/m@main']);
  });

  test('reads sources and images of manifests', async () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'models.k8s.yaml'), [
      'spec:', '  source:', '    uri: huggingface://acme/m', '  containers:', `    - image: ${host}/team/server:1.0.0`, `    - image: "${host}/team/other@${DIGEST}"`, '  uri: pvc://weights', '',
    ].join('\n'));
    await run(join(folder, 'dist'));
    expect(written()).toEqual({ version: 1, sources: { 'huggingface://acme/m': HUB }, images: { [`${host}/team/server:1.0.0`]: DIGEST } });
  });

  test('hands the token over to the hub alone', async () => {
    process.env.HF_TOKEN = 'hf_of_the_test';
    await run('huggingface://acme/m', `${host}/team/server:1.0.0`).finally(() => { delete process.env.HF_TOKEN; });
    expect(asked.filter(one => one.includes('hf_of_the_test'))).toEqual(['GET /api/models/acme/m?blobs=true Bearer hf_of_the_test']);
  });

  test.each([
    ['HF_TOKEN', 401, /answers 401 .*: it was asked with the token of HF_TOKEN, which it does not take; make a new token, or unset the variable/],
    ['HUGGING_FACE_HUB_TOKEN', 403, /answers 403 .*: it was asked with the token of HUGGING_FACE_HUB_TOKEN, whose account may not read it; accept the terms of the repository/],
    ['HF_TOKEN', 404, /answers 404 .*: there is no such thing, or none that the token of HF_TOKEN may see/],
  ])('says of a credential that was sent, in %s, and answered with %s, that it was', async (variable, status, words) => {
    process.env[variable] = 'hf_of_the_test';
    const asking = run(`huggingface://acme/status-${status}`).finally(() => { delete process.env[variable]; });
    await expect(asking).rejects.toThrow(words);
    await expect(asking).rejects.not.toThrow(/hf_of_the_test|say a token in HF_TOKEN/);
  });

  test.each([
    ['a repository that there is not', ['huggingface://acme/none'], /answers 404 for \/api\/models\/acme\/none: there is no such thing/],
    ['a repository that is closed', ['huggingface://acme/private'], /answers 401 .*HF_TOKEN/],
    ['a scheme that nobody asks', ['nfs://a/b'], /nfs:\/\/a\/b" cannot be locked: known are huggingface, oci, https, gs, s3/],
    ['a word that is nothing', ['No Such File'], /"No Such File" is no source/],
    ['an option that there is not', ['--all'], /unknown option --all/],
    ['two files', ['--file', 'a', 'x/y'], /--file is given 2 times, and there is one of it/],
    ['two files in one word each', ['--file=a', '--file=b'], /--file is given 3 times/],
    ['nothing to do', [], /nothing to lock/],
  ])('fails with %s, in words, and writes nothing', async (_what, words, says) => {
    await expect(run(...words)).rejects.toThrow(says);
    expect(() => written()).toThrow(/ENOENT/);
  });

  test.each([['{"version":1,', /is no JSON, or not all of it/], ['[]', /holds no JSON object/], ['{"version":1,"sources":{"huggingface://a/b@main":5}}', /its source .* is no map/], ['', /it is empty/]])(
    'fails on a file that is no lock, and leaves it: %j', async (text, says) => {
      writeFileSync(join(folder, 'lock.json'), text);
      await expect(run()).rejects.toThrow(says);
      await expect(run()).rejects.toThrow('mend it, take it back from your history, or remove it to have it written anew');
      expect(readFileSync(join(folder, 'lock.json'), 'utf8')).toBe(text);
    },
  );

  test.each(['huggingface://', 'huggingface://acme/m@', 'huggingface:///m', 'oci://', 'https://', 'gs://', 's3:///folder', 's3://@'])('fails on %s, which is no whole source', async source => {
    await expect(run(source)).rejects.toThrow(/^invalid .*, allowed is .*; \w+/);
    expect(asked).toEqual([]);
  });
});
