import { bound, egressOf } from './binding';
import { KubernetesVersion, ModelSource, SecretKey, VllmEngine } from '../../src';
import { envOf, GPU, render } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const token = SecretKey.of('hf', 'token');

describe('a model on the Hugging Face hub', () => {
  test('is recorded with its revision', () => {
    expect(ModelSource.huggingFace('meta-llama/Llama-2-7b-hf').uri).toBe('huggingface://meta-llama/Llama-2-7b-hf');
    expect(ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT }).uri).toBe(`huggingface://meta-llama/Llama-2-7b-hf@${COMMIT}`);
  });

  test('is downloaded for an engine that cannot load it, by a container that is rendered whole', () => {
    expect(bound(ModelSource.huggingFace('acme/ranker', { revision: COMMIT, token, endpoint: 'https://hub.example.com/hf' })).download).toMatchSnapshot();
  });

  test('is left to an engine that loads it, with the same token and mirror', () => {
    // WHEN
    const source = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token, endpoint: 'http://hub.example.com:8080' });
    const { init, server } = render({ engine: new VllmEngine({ version: '0.32.0' }), compute: GPU, source });

    // THEN
    expect(init).toEqual([]);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_ENDPOINT: 'http://hub.example.com:8080' });
    expect(source.secrets).toEqual([token]);
  });

  test('needs no token when it is public', () => {
    const source = ModelSource.huggingFace('acme/ranker', { revision: COMMIT });
    expect(envOf(bound(source).download)).not.toHaveProperty('HF_TOKEN');
    expect(source.secrets).toEqual([]);
  });

  test.each([[undefined, 443], ['https://hub.example.com', 443], ['http://hub.example.com', 80], ['http://hub.example.com:8080', 8080]])('calls the port of its hub: %s', (endpoint, port) => {
    expect(egressOf(ModelSource.huggingFace('acme/ranker', { revision: COMMIT, endpoint }))).toEqual([port]);
  });

  test('is downloaded from its default branch when nothing is said, and that is', () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { download, findings } = bound(ModelSource.huggingFace('acme/ranker'));
    expect(download.args).toEqual(['hf://acme/ranker', '/mnt/models']);
    expect(findings.map(finding => finding.rule)).toEqual(['revision-not-pinned']);
  });

  test.each([
    [undefined, 'the default branch of acme/ranker is no full commit hash and may move'],
    ['v1.0', 'the revision "v1.0" of acme/ranker is no full commit hash and may move'],
    [COMMIT, undefined],
  ])('says whether the revision %s may move', (revision, reason) => {
    expect(ModelSource.huggingFace('acme/ranker', { revision }).unpinnedReason).toBe(reason);
  });

  test('can be downloaded with an image of your own', () => {
    expect(bound(ModelSource.huggingFace('acme/ranker', { revision: COMMIT, downloaderImage: 'kserve/storage-initializer:v0.20.0' })).download.image).toBe('docker.io/kserve/storage-initializer:v0.20.0');
  });

  test('may be one file, and nothing else is downloaded', () => {
    // WHEN
    const { download, server } = bound(ModelSource.huggingFace('acme/tiny-GGUF', { revision: COMMIT, file: 'Q4/tiny.Q4_K_M.gguf' }));

    // THEN
    expect(envOf(download).STORAGE_ALLOW_PATTERNS).toBe('["Q4/tiny.Q4_K_M.gguf"]');
    expect(envOf(download)).not.toHaveProperty('STORAGE_IGNORE_PATTERNS');
    expect(download.args![1]).toBe('/mnt/models');
    expect(envOf(server).MODEL_PATH).toBe('/mnt/models/Q4/tiny.Q4_K_M.gguf');
  });

  test('may be one file in parts, which are all downloaded', () => {
    const { download, server } = bound(ModelSource.huggingFace('acme/big-GGUF', { revision: COMMIT, file: 'big-Q4_K_M-00001-of-00003.gguf' }));
    expect(envOf(download).STORAGE_ALLOW_PATTERNS).toBe('["big-Q4_K_M-*-of-00003.gguf"]');
    expect(envOf(server).MODEL_PATH).toBe('/mnt/models/big-Q4_K_M-00001-of-00003.gguf');
  });

  test('tells an engine that loads it which file', () => {
    const bind = (file?: string) => ModelSource.huggingFace('acme/tiny-GGUF', { revision: COMMIT, file }).bind({
      targetPath: '/mnt/models',
      modelMount: { volume: 'model', path: '/mnt/models' },
      engineLoadsFromHuggingFace: true,
      engineFetches: [],
      engineName: 'own',
      volumeName: 'model-source',
      kubernetesVersion: KubernetesVersion.V1_30,
    });
    expect(bind('tiny.gguf').model).toEqual({ path: 'acme/tiny-GGUF', hub: true, revision: COMMIT, file: 'tiny.gguf' });
    expect(bind().model.file).toBeUndefined();
  });

  test('fails for a revision that the downloader cannot be told', () => {
    expect(() => bound(ModelSource.huggingFace('acme/ranker', { revision: 'refs/pr/1' }))).toThrow('the revision "refs/pr/1" of acme/ranker cannot be downloaded for container: the downloader takes no slash in it; give the full commit hash');
  });

  test.each(['hf://acme/llama', '-llama', 'llama.git', 'acme/llama/7b', 'acme/', 'acme/a b'])('fails for the repository %s', repository => {
    expect(() => ModelSource.huggingFace(repository)).toThrow('allowed is <organization>/<name>');
  });

  test.each([{ revision: '' }, { revision: 'a b' }, { endpoint: 'hub.example.com' }, { endpoint: 'ftp://hub' }, { downloaderImage: ':' }, { file: '' }, { file: '*.gguf' }, { file: '../x.gguf' }, { file: '/x.gguf' }])('fails with %j', options => {
    expect(() => ModelSource.huggingFace('acme/llama', options)).toThrow(/^invalid /);
  });
});
