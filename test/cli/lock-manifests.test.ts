import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { LockFolder, loopback, Loopback, withShell } from './loopback';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const DIGEST = `sha256:${'d'.repeat(64)}`;
const URI = 'huggingface://acme/m@main';

let server: Loopback;
beforeAll(async () => {
  server = await loopback();
  server.answers(({ url }, response) => void response.writeHead(200, { 'docker-content-digest': DIGEST })
    .end(url!.startsWith('/api/') ? JSON.stringify({ sha: COMMIT, siblings: [{ rfilename: 'm.bin', size: 5 }] }) : '{}'));
});
afterAll(() => server.close());

const lockOf = async (files: { readonly [name: string]: string }, word = ''): Promise<{ said: string; sources: string[]; images: string[] }> => {
  const folder = new LockFolder();
  const dist = join(folder.path, 'dist');
  mkdirSync(dist);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text.replaceAll('REGISTRY', server.host));
  const said = await withShell({ HF_ENDPOINT: `http://${server.host}` }, () => folder.run(join(dist, word)));
  return { said, sources: Object.keys(folder.written!.sources), images: Object.keys(folder.written!.images).map(name => name.replace(server.host, 'REGISTRY')) };
};

const MODEL = (source: string) => `apiVersion: registry.matrixinfer.ai/v1alpha1\nkind: Model\nmetadata:\n  name: a\nspec:\n  modelSpec:\n    version: "1"\n${source}\n`;

describe('manifests that the command lock reads', () => {
  test.each([
    ['plain', MODEL(`    source:\n      uri: ${URI}`)],
    ['with a comment behind it', MODEL(`    source:\n      uri: ${URI} # from the hub`)],
    ['in quotes', MODEL(`    source:\n      "uri": '${URI}'`)],
    ['with escapes', MODEL('    source:\n      uri: "huggingface:\\/\\/acme/m\\x40main"')],
    ['in flow style', MODEL(`    source: { uri: "${URI}" }`)],
    ['with a space before the colon', MODEL(`    source :\n      uri : ${URI}`)],
    ['folded', MODEL(`    source:\n      uri: >-\n        ${URI}`)],
    ['as a block', MODEL(`    source:\n      uri: |-\n        ${URI}`)],
    ['on the line after its key', MODEL(`    source:\n      uri:\n        ${URI}`)],
    ['behind an anchor', `x: &s\n  uri: ${URI}\n---\n${MODEL(`    a: &s\n      uri: ${URI}\n    source: *s`)}`],
    ['merged', MODEL(`    a: &s { uri: ${URI} }\n    source:\n      <<: *s`)],
    ['with the ends of lines of Windows', MODEL(`    source:\n      uri: ${URI}`).replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${MODEL(`    source:\n      uri: ${URI}`)}`],
    ['in a list of kubectl', `kind: List\napiVersion: v1\nitems: [{ kind: Model, spec: { modelSpec: { source: { uri: "${URI}" } } } }]\n`],
    ['as the second document', `a: 1\n---\n${MODEL(`    source:\n      uri: ${URI}`)}`],
    ['as what a Pod says that no Model stands beside', `kind: Deployment\nspec:\n  template:\n    metadata:\n      annotations:\n        registry.matrixinfer.ai/source: ${URI}\n`],
    ['as JSON', JSON.stringify({ kind: 'List', items: [{ kind: 'Model', spec: { modelSpec: { source: { uri: URI } } } }] })],
  ])('are read as the API server reads them: %s', async (_what, text) => {
    expect((await lockOf({ 'm.yaml': text }, 'm.yaml')).sources).toEqual([URI]);
    expect((await lockOf({ 'm.json': text })).sources).toEqual([URI]);
  });

  test('have images in containers and in volumes', async () => {
    const { images } = await lockOf({ 'm.yaml': 'spec:\n  containers: [{ image: "REGISTRY/a:1" }, { image: REGISTRY/b:1 }]\n  volumes:\n    - image:\n        reference: REGISTRY/c:1\n    - other: { reference: REGISTRY/d:1 }\n' });
    expect(images).toEqual(['REGISTRY/a:1', 'REGISTRY/b:1', 'REGISTRY/c:1']);
  });

  test('name nothing in texts and under other keys', async () => {
    const text = `${MODEL(`    source:\n      uri: ${URI}`)}data:\n  config: |\n    source:\n      uri: huggingface://acme/other\n    image: other:1\nsink:\n  uri: https://example.com/hook\n`;
    const { sources, images, said } = await lockOf({ 'm.yaml': text });
    expect({ sources, images }).toEqual({ sources: [URI], images: [] });
    expect(said).not.toContain('note');
  });

  test.each([['a template', '{{ .Values.x }}: [\n'], ['a list without an end', 'a: [\n'], ['a tab', 'a:\n\tb: 1\n'], ['an alias of nothing', 'a: *b\n'], ['a key twice', 'a: 1\na: 2\n']])(
    'are said when they cannot be read, and fail when nothing else is named: %s', async (_what, text) => {
      const { said, sources } = await lockOf({ 'a.yaml': text, 'b.yaml': MODEL(`    source:\n      uri: ${URI}`) });
      expect(sources).toEqual([URI]);
      expect(said).toMatch(/note: .*a\.yaml cannot be read as YAML or JSON: .+; mend it/);
      await expect(lockOf({ 'a.yaml': text })).rejects.toThrow(/nothing to lock: .*a\.yaml cannot be read as YAML or JSON/);
      await expect(lockOf({ 'a.yaml': text }, 'a.yaml')).rejects.toThrow(/^.*a\.yaml cannot be read as YAML or JSON/);
    },
  );

  test('fail when they name nothing, and say what was read', async () => {
    await expect(lockOf({ 'a.yaml': 'kind: Service\n', 'b.yaml': '' })).rejects.toThrow(/nothing to lock: .*dist.* was read \(2 files\), and names no source/);
    await expect(lockOf({})).rejects.toThrow(/the folder .* holds no manifests: no file in it ends in \.yaml/);
  });

  test('keep an image that is no reference to themselves, and say so', async () => {
    const { said, images } = await lockOf({ 'm.yaml': 'a: { image: "REGISTRY/a:1" }\nb: { image: "Not An Image" }\n' });
    expect(images).toEqual(['REGISTRY/a:1']);
    expect(said).toMatch(/note: .*m\.yaml: "Not An Image" is no image/);
  });
});

describe('what cannot be locked', () => {
  const IMAGES = 'a: { image: "REGISTRY/a:1" }\nb: { image: "REGISTRY/refused:1" }\nc: { image: "REGISTRY/c:1" }\nd: { image: "REGISTRY/refused:2" }\n';
  const refusing = async (words: (folder: LockFolder) => string[], before?: object) => {
    const folder = new LockFolder();
    writeFileSync(join(folder.path, 'm.yaml'), `${MODEL(`    source:\n      uri: ${URI}`)}---\n${IMAGES}`.replaceAll('REGISTRY', server.host));
    if (before) writeFileSync(folder.file, JSON.stringify(before).replaceAll('REGISTRY', server.host));
    server.answers(({ url }, response) => void (url!.includes('refused') ? response.writeHead(403).end() : response.writeHead(200, { 'docker-content-digest': DIGEST })
      .end(url!.startsWith('/api/') ? JSON.stringify({ sha: COMMIT, siblings: [{ rfilename: 'm.bin', size: 5 }] }) : '{}')));
    const error = await withShell({ HF_ENDPOINT: `http://${server.host}` }, () => folder.run(...words(folder))).then(() => undefined, (thrown: Error) => thrown);
    return { error: error?.message.replaceAll(server.host, 'REGISTRY'), written: folder.written && JSON.parse(JSON.stringify(folder.written).replaceAll(server.host, 'REGISTRY')) as object };
  };

  test('is said, all of it, when the rest is locked', async () => {
    const { error, written } = await refusing(({ path }) => [join(path, 'm.yaml')]);
    expect(error).toMatch(/lock\.json is written, and 2 of 5 could not be locked and are as they were:\n {2}.*403 .*refused\/manifests\/1.*\n {2}.*403 .*refused\/manifests\/2/);
    expect(written).toMatchObject({ sources: { [URI]: { commit: COMMIT } }, images: { 'REGISTRY/a:1': DIGEST, 'REGISTRY/c:1': DIGEST } });
    expect(Object.keys((written as { images: object }).images)).toHaveLength(2);
  });

  test('is as it was', async () => {
    const old = `sha256:${'e'.repeat(64)}`;
    const { written } = await refusing(({ path }) => [join(path, 'm.yaml')], { version: 1, sources: {}, images: { 'REGISTRY/refused:1': old } });
    expect(written).toMatchObject({ images: { 'REGISTRY/refused:1': old, 'REGISTRY/a:1': DIGEST } });
  });

  test('leaves the file alone when it is all', async () => {
    const { error, written } = await refusing(() => [`${server.host}/refused:1`, `${server.host}/refused:2`]);
    expect(error).toMatch(/403 .*refused\/manifests\/1.*\n.*403 .*refused\/manifests\/2/);
    expect(written).toBeUndefined();
  });
});
