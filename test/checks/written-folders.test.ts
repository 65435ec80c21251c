import { Size } from 'cdk8s';
import { Findings, ModelSource, PodVolume, SecretKey, ServingEngine, TextEmbeddingsInferenceEngine, VllmEngine } from '../../src';
import { FolderUse, folderUseOf } from '../../src/facts/written-folders';
import { COMMIT, ModelOverrides } from '../fixtures';
import { FOLDER, modelOn } from './engine-alone';

const vllm = () => new VllmEngine({ version: '0.32.0' });
const HUB = ModelSource.huggingFace('o/m', { revision: COMMIT, size: Size.gibibytes(15) });

/** Findings about variables; those about the weights of a Model are in `rules/weights-elsewhere.test.ts`. */
const found = (engine: ServingEngine, overrides: ModelOverrides) => Findings.of(modelOn(engine, overrides))
  .filter(({ rule }) => ['path-not-mounted', 'weights-elsewhere', 'cache-too-small'].includes(rule)).map(({ rule, what }) => `${rule}: ${what}`);

const MODELS = [
  'HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'TRANSFORMERS_CACHE', 'SENTENCE_TRANSFORMERS_HOME', 'MODELSCOPE_CACHE', 'OLLAMA_MODELS', 'TORCH_HOME', 'LLAMA_CACHE', 'TIKTOKEN_CACHE_DIR',
];
const WRITES = [
  'HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'VLLM_CACHE_ROOT', 'TRITON_CACHE_DIR', 'TORCHINDUCTOR_CACHE_DIR', 'TORCH_EXTENSIONS_DIR', 'NUMBA_CACHE_DIR', 'MPLCONFIGDIR', 'HF_XET_CACHE', 'HF_MODULES_CACHE',
];

const claim = (readOnly: boolean, path = '/data'): ModelOverrides => ({ pod: { volumes: [PodVolume.existingClaim('data', 'data')], mounts: [{ volume: 'data', path, readOnly }] } });
const file: ModelOverrides = { pod: { volumes: [PodVolume.configMap('data', 'data')], mounts: [{ volume: 'data', path: '/data', subPath: 'a.json' }] } };

describe.each([...MODELS, ...WRITES])('a folder of the server that %s names', variable => {
  const at = (path: string, more: ModelOverrides = {}) => found(vllm(), { source: FOLDER, ...more, env: { [variable]: path } });

  test('has to be on a volume', () => {
    expect(at('/opt/x')).toEqual([expect.stringMatching(`^path-not-mounted: "${variable}=/opt/x": "/opt/x" is where no volume is mounted$`)]);
    expect(at('/opt/x', { security: { readOnlyRootFilesystem: true } })).toEqual([expect.stringMatching(/ is where no volume is mounted, and the file system of the container is read-only$/)]);
    expect(at('caches/x')).toEqual([expect.stringMatching(/ is below the folder that the image works in, where no volume is mounted$/)]);
  });

  test('may be on one that is there already', () => {
    expect(at('/tmp/x')).toEqual([]);
    expect(at('/data/x', claim(false))).toEqual([]);
    expect(at('/data/', claim(false))).toEqual([]);
  });

  test('is read through other variables', () => {
    const through = (base: string) => found(vllm(), { source: FOLDER, env: { BASE: base, [variable]: '$(BASE)/x' } });
    expect(through('/opt')).toEqual([expect.stringMatching(/: "\/opt\/x" is where no volume is mounted$/)]);
    expect(through('/tmp')).toEqual([]);
    expect(found(vllm(), { source: FOLDER, secretEnv: { BASE: SecretKey.of('a', 'b') }, env: { [variable]: '$(BASE)/x' } })).toEqual([]);
  });
});

test.each(WRITES)('a folder that is only written to cannot be read-only, or a file: %s', variable => {
  const closed = [expect.stringMatching(/^path-not-mounted: .* is on a volume that can only be read$/)];
  expect(found(vllm(), { source: FOLDER, ...claim(true), env: { [variable]: '/data/x' } })).toEqual(closed);
  expect(found(vllm(), { source: FOLDER, ...file, env: { [variable]: '/data' } })).toEqual(closed);
});

test.each(MODELS)('a folder with models may be read-only, where the model is not kept there: %s', variable => {
  expect(found(vllm(), { source: FOLDER, ...claim(true), env: { [variable]: '/data/x' } })).toEqual([]);
});

test('the place of the model itself is said once, whatever is wrong with it', () => {
  expect(found(vllm(), { source: HUB, env: { HF_HUB_CACHE: '/opt/hub' } })).toEqual(['path-not-mounted: "HF_HUB_CACHE=/opt/hub": "/opt/hub" is where no volume is mounted']);
  expect(found(vllm(), { source: HUB, env: { HF_HUB_CACHE: '/tmp/hub' } })).toEqual([expect.stringMatching(/^cache-too-small: /)]);
  expect(found(vllm(), { source: HUB, ...claim(true), env: { HF_HUB_CACHE: '/data/hub' } })).toEqual([expect.stringMatching(/^weights-elsewhere: /)]);
  expect(found(vllm(), { source: HUB, env: { BASE: '/tmp', HF_HUB_CACHE: '$(BASE)/hub' } })).toEqual([expect.stringMatching(/^cache-too-small: .* at \/tmp\/hub/)]);
});

test('what an engine derives, and what its server does not read, is not judged', () => {
  const tei = new TextEmbeddingsInferenceEngine({ version: '1.9.2' });
  expect(found(tei, { source: FOLDER, env: { HF_HUB_CACHE: '/opt/x' } })).toEqual([]);
  expect(found(vllm(), { source: FOLDER, env: { HF_HUB_CACHE: '' } })).toEqual([]);
  expect(folderUseOf('vllm', 'PATH')).toBeUndefined();
  expect(folderUseOf('vllm', 'constructor')).toBeUndefined();
  expect(folderUseOf('ollama', 'OLLAMA_MODELS')).toBe(FolderUse.MODELS);
});
