import { Size } from 'cdk8s';
import {
  Findings, Framework, ModelCache, ModelSource, OllamaEngine, PodVolume, ServingEngine, SglangEngine, TextEmbeddingsInferenceEngine, VllmEngine,
} from '../../../src';
import { chartIn, COMMIT, gpuCompute, ModelOverrides, plainModel } from '../../fixtures';

const RULES = ['weights-elsewhere', 'cache-too-small', 'cache-unused', 'env-contradicts-derived'];

function saidOf(engine: ServingEngine, overrides: ModelOverrides): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', {
    framework: Framework.HUGGINGFACE,
    source: ModelSource.huggingFace('o/m', { revision: COMMIT, size: Size.gibibytes(15) }),
    profileProps: { engine, compute: gpuCompute() },
    ...overrides,
  });
  return Findings.of(chart).filter(({ rule }) => RULES.includes(rule)).map(({ rule, what }) => `${rule}: ${what}`);
}

const vllm = new VllmEngine({ version: '0.32.0' });
const sglang = new SglangEngine({ version: '0.5.20' });
const tei = new TextEmbeddingsInferenceEngine({ version: '1.9.2' });
const ollama = new OllamaEngine({ version: '0.30.0' });
const library = { framework: Framework.of('ollama'), source: ModelSource.ollama('llama3.1:70b', { size: Size.gibibytes(30) }) };

describe('weights that a variable moves', () => {
  test.each<[string, ServingEngine, string, string, string, ModelOverrides?]>([
    ['the home of the hub', vllm, 'HF_HOME', '/tmp', '/tmp/hub'],
    ['its home with a slash', vllm, 'HF_HOME', '/tmp/', '/tmp/hub'],
    ['its home below that of the user', vllm, 'HF_HOME', '~/hf', '/tmp/home/hf/hub'],
    ['its cache', vllm, 'HF_HUB_CACHE', '/tmp/hub', '/tmp/hub'],
    ['its cache, by the older name', vllm, 'HUGGINGFACE_HUB_CACHE', '/tmp/hub', '/tmp/hub'],
    ['shared memory', vllm, 'HF_HOME', '/dev/shm/hf', '/dev/shm/hf/hub'],
    ['the same of SGLang', sglang, 'HF_HUB_CACHE', '/tmp/hub', '/tmp/hub'],
    ['the variable of Text Embeddings Inference', tei, 'HUGGINGFACE_HUB_CACHE', '/tmp/data', '/tmp/data'],
    ['the library of Ollama', ollama, 'OLLAMA_MODELS', '/tmp/m', '/tmp/m', library],
  ])('fails at a place that is too small: %s', (_what, engine, variable, value, path, more = {}) => {
    const said = saidOf(engine, { ...more, env: { [variable]: value } });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(`cache-too-small: ${variable}=${value} lets the server keep the model at ${path}, where the volume `);
  });

  test.each<[string, ModelOverrides]>([
    ['nothing is moved', {}],
    ['the value is the derived one', { env: { HF_HOME: '/mnt/models' } }],
    ['the place is on the volume for them', { env: { HF_HOME: '/mnt/models/hf' } }],
    ['another variable of the hub counts', { env: { HF_HOME: '/tmp', HF_HUB_CACHE: '/mnt/models/hub' } }],
    ['the place is large enough', { env: { HF_HOME: '/tmp' }, scratch: Size.gibibytes(40) }],
    ['the place is a claim of the user', { env: { HF_HOME: '/hub' }, pod: { volumes: [PodVolume.existingClaim('hub', 'hub')], mounts: [{ volume: 'hub', path: '/hub' }] } }],
    ['the place is a folder of the image, which is path-not-mounted', { env: { HF_HOME: '/opt/hf' } }],
    ['nothing is fetched', { env: { HF_HOME: '/tmp' }, source: ModelSource.pvc('weights', { size: Size.gibibytes(15) }) }],
    ['the variable depends on others', { env: { HF_HOME: '/hub/$(NODE)' } }],
  ])('holds where %s', (_what, overrides) => expect(saidOf(vllm, overrides)).toEqual([]));

  test.each<[string, ModelOverrides, RegExp]>([
    ['a volume that is read-only', {
      env: { HF_HOME: '/hub' }, pod: { volumes: [PodVolume.existingClaim('hub', 'hub', { readOnly: true })], mounts: [{ volume: 'hub', path: '/hub' }] },
    }, /^weights-elsewhere: .*and the volume "hub" cannot be written/],
    ['a mount that is read-only', {
      env: { HF_HOME: '/hub' }, pod: { volumes: [PodVolume.existingClaim('hub', 'hub')], mounts: [{ volume: 'hub', path: '/hub', readOnly: true }] },
    }, /^weights-elsewhere: .*and the volume "hub" cannot be written/],
    ['a claim, beside a cache', {
      env: { HF_HOME: '/hub' }, cache: ModelCache.emptyDir(), pod: { volumes: [PodVolume.existingClaim('hub', 'hub')], mounts: [{ volume: 'hub', path: '/hub' }] },
    }, /^cache-unused: a cache is given, and HF_HOME=\/hub lets/],
  ])('fails at %s', (_what, overrides, said) => expect(saidOf(vllm, overrides)).toEqual([expect.stringMatching(said)]));

  test('Text Embeddings Inference knows no HF_HUB_CACHE', () => expect(saidOf(tei, { env: { HF_HUB_CACHE: '/tmp' } })).toEqual([]));
});
