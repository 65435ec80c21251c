import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { LockFolder, loopback, Loopback, withShell } from './loopback';

const TOKEN = `hf_${'aBcDeFgHiJ'.repeat(3)}kLmN`;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

let server: Loopback;
beforeAll(async () => { server = await loopback(); });
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
  server.answers((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': '11' }).end('{"sha":"a"}'));
});

const messageOf = (question: Promise<string>): Promise<string> => question.then(() => { throw new Error('nothing was refused'); }, (error: unknown) => (error as Error).message);

describe('credentials that the command lock is given', () => {
  test.each([
    ['a user and a password in an address', 'https://user:sekret123pw@localhost:1/x.bin', 'sekret123pw'],
    ['a short one', 'https://user:abc@localhost:1/x.bin', 'abc@'],
    ['a token in the place of a user', `https://${TOKEN}@localhost:1/x.bin`, TOKEN],
    ['those of a registry, of an image that is a source', 'oci://user:Passw0rdXYZ@localhost:5000/x:v1', 'Passw0rdXYZ'],
    ['those of a registry, of an image', 'user:Passw0rdXYZ@localhost:5000/x:v1', 'Passw0rdXYZ'],
    ['keys of a store', `s3://AKIA${'ABCDEFGHIJKLMNOP'}:wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzKEYabcde@bucket/x`, 'wJalrXUtnFEMI'],
    ['those of another store', 'gs://user:Passw0rdXYZ@bucket/x', 'Passw0rdXYZ'],
    ['those of the hub', 'huggingface://user:Passw0rdXYZ@acme', 'Passw0rdXYZ'],
    ['a token of the hub in a path', `huggingface://acme/${TOKEN}`, TOKEN],
    ['a token of the hub for an owner', `huggingface://${TOKEN}/x`, TOKEN],
    ['a token for a revision', `huggingface://acme/x@${TOKEN}`, TOKEN],
    ['a token in the folder of a store', `s3://bucket/${TOKEN}/x`, TOKEN],
    ['a token for a bucket', `gs://bucket-a/${TOKEN}`, TOKEN],
    ['a token in the path of a file', `https://localhost:1/${TOKEN}/x.bin`, TOKEN],
    ['a token for a tag', `oci://localhost:1/x:${TOKEN}`, TOKEN],
    ['a signature', 'https://localhost:1/m.onnx?sig=SECRETSIG123456abcdef&se=2026', 'SECRETSIG123456abcdef'],
    ['a signature of AWS', 'https://localhost:1/m.onnx?X-Amz-Signature=0011223344556677889900aabbccddeeff&X-Amz-Date=1', '0011223344556677'],
    ['a signature of Google', 'https://localhost:1/m.onnx?X-Goog-Credential=a%40b&X-Goog-Signature=8877665544332211', '8877665544332211'],
    ['a token in a query', 'https://localhost:1/m.onnx?token=abc123', 'abc123'],
    ['a word of another scheme', 'ftp://user:Passw0rdXYZ@localhost/x', 'Passw0rdXYZ'],
    ['a token as a word', TOKEN, TOKEN],
    ['a key that could be an image', 'sk-proj-abcdefghijklmnopqrstuvwx0123456789abcdefghij', 'abcdefghijklmnop'],
    ['an option', `--token=${TOKEN}`, TOKEN],
    ['an option that is too short for a token', '--password=abc12', 'abc12'],
  ])('are asked nobody with, repeated nowhere and written into no file: %s', async (_what, word, secret) => {
    const folder = new LockFolder();
    const message = await withShell({ HF_ENDPOINT: `http://${server.host}` }, () => messageOf(folder.run(word)));
    expect(message).not.toContain(secret);
    expect(message).not.toContain('cannot be reached');
    expect(server.asked).toEqual([]);
    expect(folder.written).toBeUndefined();
  });

  test.each([
    ['in the address of a file', 'https://localhost:1/m.onnx?sig=SECRETSIG123456abcdef'],
    ['of a registry', 'oci://user:SECRETSIG123456abcdef@localhost:5000/x:v1'],
  ])('are left in manifests, which are not to blame for the others, and said: %s', async (_what, uri) => {
    const folder = new LockFolder();
    const file = join(folder.path, 'm.yaml');
    writeFileSync(file, `spec:\n  modelSpec:\n    source:\n      uri: ${uri}\n---\nimage: ${server.host}/x:1\n`);
    server.answers((_request, response) => void response.writeHead(200, { 'docker-content-digest': `sha256:${'d'.repeat(64)}` }).end('{}'));
    const said = await folder.run(file);
    expect(said).toMatch(/note: .*m\.yaml: invalid/);
    expect(said).not.toContain('SECRETSIG');
    expect(folder.written).toEqual({ version: 1, sources: {}, images: { [`${server.host}/x:1`]: `sha256:${'d'.repeat(64)}` } });
  });

  test('are found in a lock of before, which is named and left as it is', async () => {
    const folder = new LockFolder();
    const text = JSON.stringify({ version: 1, sources: { 'https://localhost:1/m.onnx?sig=SECRETSIG123456abcdef': { bytes: 5 } }, images: {} });
    writeFileSync(folder.file, text);
    const message = await messageOf(folder.run());
    expect(message).toMatch(/invalid source URI: .* it stands in ".*lock\.json": remove it there/);
    expect(message).not.toContain('SECRETSIG');
    expect(readFileSync(folder.file, 'utf8')).toBe(text);
  });

  test.each([
    ['a mirror that refuses', (host: string) => ({ HF_ENDPOINT: `http://u:p4ssw0rdX@${host}` })],
    ['a mirror that cannot be reached', () => ({ HF_ENDPOINT: 'http://u:p4ssw0rdX@localhost:1' })],
    ['a mirror that is none', () => ({ HF_ENDPOINT: 'u:p4ssw0rdX@localhost' })],
    ['a mirror with a query', () => ({ HF_ENDPOINT: 'http://localhost:1/?key=p4ssw0rdX' })],
    ['a token of two words', () => ({ HF_TOKEN: 'bad p4ssw0rdX' })],
    ['a token with a letter that no header takes', () => ({ HF_TOKEN: 'b\u00e4d_p4ssw0rdX' })],
  ])('are not repeated of the shell: %s', async (_what, shell) => {
    const message = await withShell(shell(server.host), () => messageOf(new LockFolder().run('huggingface://acme/llama@main')));
    expect(message).not.toContain('p4ssw0rdX');
  });

  test('of a mirror are said to the mirror as its client does it, and a token on two lines is one', async () => {
    server.answers((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sha: COMMIT, siblings: [{ rfilename: 'a', size: 1 }] })));
    await withShell({ HF_ENDPOINT: `http://u:p%40ss@${server.host}/hub/` }, () => new LockFolder().run('huggingface://acme/llama@main'));
    await withShell({ HF_ENDPOINT: `http://${server.host}`, HF_TOKEN: 'hf_one\ntwo\n' }, () => new LockFolder().run('huggingface://acme/llama@main'));
    expect(server.asked).toEqual([
      `GET /hub/api/models/acme/llama/revision/main?blobs=true Basic ${Buffer.from('u:p@ss').toString('base64')}`,
      'GET /api/models/acme/llama/revision/main?blobs=true Bearer hf_onetwo',
    ]);
  });

  test('are repeated by no other word of the program', () => {
    const main = join(__dirname, '..', '..', 'src', 'cli', 'main.ts');
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', main, TOKEN], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/unknown command "\(hidden\)"[^]*HF_TOKEN and HF_ENDPOINT are read/);
  });
});
