import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, KServeHuggingFaceEngine, KubernetesVersion, LmdeployEngine, ModelLayout, ModelSource, NimEngine,
  OpenVinoModelServerEngine, SecretKey, ServingEngine, SglangEngine, TensorFlowServingEngine, TensorRtLlmEngine, TextGenerationInferenceEngine,
  TritonEngine, VllmEngine,
} from '../../src';
import { isGated } from '../../src/facts/gated-repositories';
import { chartIn, COMMIT, findingsOf, gpuCompute, ModelOverrides, PlainEngine, plainModel, PlainSource, templateOf } from '../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

const token = SecretKey.of('hf', 'token');
const sha256 = 'a'.repeat(64);
const vllm = new VllmEngine({ version: '0.32.0' });

describe('a gated repository', () => {
  test.each([
    'meta-llama/Llama-2-7b-hf', 'meta-llama/Llama-4-Scout-17B-16E-Instruct', 'Meta-Llama/Llama-3.1-8B', 'google/gemma-2-9b-it', 'google/gemma-3-27b-it', 'google/codegemma-7b',
    'google/embeddinggemma-300m', 'google/paligemma2-3b-pt-224', 'mistralai/Mistral-7B-Instruct-v0.2', 'mistralai/Mixtral-8x7B-Instruct-v0.1', 'CohereLabs/c4ai-command-r-plus',
    'bigcode/starcoder', 'databricks/dbrx-instruct', 'pyannote/speaker-diarization-3.1', 'black-forest-labs/FLUX.1-dev', 'stabilityai/stable-diffusion-3.5-large',
  ])('is known: %s', repository => expect(isGated(repository)).toBe(true));

  test.each([
    'Qwen/Qwen3-8B', 'openai/gpt-oss-20b', 'bigcode/starcoder2-7b', 'google/flan-t5-xl', 'google-bert/bert-base-uncased', 'acme/meta-llama', 'acme/gemma-2-9b',
    'mistralai/Mamba-Codestral-7B-v0.1', 'deepseek-ai/DeepSeek-R1', 'BAAI/bge-m3', 'NousResearch/Meta-Llama-3-8B',
  ])('is none: %s', repository => expect(isGated(repository)).toBe(false));

  const gated = (options = {}) => ModelSource.huggingFace('google/gemma-2-9b-it', { revision: COMMIT, ...options });

  test.each<[string, ServingEngine | undefined, ModelOverrides]>([
    ['for a server that loads it itself', vllm, { source: gated(), compute: gpuCompute() }],
    ['for one that is given the files', undefined, { source: gated() }],
    ['when the token is given to another container', undefined, { source: gated(), secretEnv: { HF_TOKEN: token } }],
  ])('without a token is a warning %s', (_what, engine, overrides) => {
    expect(said('gated-repository-without-token', overrides, engine)).toEqual([expect.stringMatching(/^google\/gemma-2-9b-it is known/)]);
  });

  test.each<[string, ServingEngine | undefined, ModelOverrides]>([
    ['with a token', undefined, { source: gated({ token }) }],
    ['with a token of the profile', vllm, { source: gated(), compute: gpuCompute(), profileProps: { secretEnv: { HF_TOKEN: token } } }],
    ['from a mirror', undefined, { source: gated({ endpoint: 'https://hub.example.com' }) }],
    ['that is only registered', undefined, { source: gated(), registerOnly: true }],
    ['that lies on a claim', undefined, { source: ModelSource.pvc('weights', { path: 'google/gemma-2-9b-it' }) }],
  ])('is fine %s', (_what, engine, overrides) => {
    expect(said('gated-repository-without-token', overrides, engine)).toEqual([]);
  });
});

describe('a pickle', () => {
  const PICKLES = ['model.pt', 'net.pth', 'last.ckpt', 'iris.pkl', 'iris.joblib', 'ranker.mar', 'pytorch_model.bin', 'adapter_model.bin'];
  const anonymous = { anonymous: true };

  test.each(PICKLES)('is a warning from anywhere that does not say which file it is: %s', name => {
    for (const source of [
      ModelSource.s3(`s3://models/a/${name}`, anonymous), ModelSource.gcs(`gs://models/a/${name}`, anonymous), ModelSource.https(`https://files.example.com/${name}`),
      ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/${name}`, anonymous), ModelSource.pvc('weights', { path: `a/${name}` }),
      ModelSource.huggingFace('acme/ranker', { revision: 'main', file: name }), new PlainSource({ uri: `artifacts://ranker/${name}` }),
    ]) {
      expect([source.uri, said('pickle-not-verified', { source })]).toEqual([source.uri, [expect.stringMatching(/runs code while it is loaded, and nothing says which file/)]]);
    }
  });

  test.each(PICKLES)('is fine with a hash, or at a commit: %s', name => {
    for (const source of [
      ModelSource.s3(`s3://models/a/${name}`, { ...anonymous, sha256, fileName: name }), ModelSource.gcs(`gs://models/a/${name}`, { ...anonymous, sha256, fileName: name }),
      ModelSource.https(`https://files.example.com/${name}`, { sha256 }), ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/${name}`, { ...anonymous, sha256, fileName: name }),
      ModelSource.huggingFace('acme/ranker', { revision: COMMIT, file: name }), new PlainSource({ uri: `artifacts://ranker/${name}`, revision: '7' }),
    ]) {
      expect([source.uri, said('pickle-not-verified', { source })]).toEqual([source.uri, []]);
    }
  });

  test.each(['model.onnx', 'model.safetensors', 'tiny.gguf', 'model.plan', 'openvino_model.bin', 'ggml-model-q4_0.bin', 'model.xml', 'ptmodel', 'a.pt/'])('is none: %s', name => {
    expect(said('pickle-not-verified', { source: ModelSource.s3(`s3://models/a/${name}`, anonymous) })).toEqual([]);
  });

  test('is seen by the name that the file gets', () => {
    expect(said('pickle-not-verified', { source: ModelSource.https('https://files.example.com/latest', { fileName: 'iris.pkl' }) })).toEqual([expect.stringContaining('"iris.pkl"')]);
  });

  test('of a whole repository at a commit, or in an image, is fine', () => {
    for (const source of [ModelSource.huggingFace('acme/ranker', { revision: COMMIT }), ModelSource.ociImage(`registry.example.com/a.pt:1.0.0@sha256:${sha256}`)]) {
      expect(said('pickle-not-verified', { source, kubernetesVersion: KubernetesVersion.V1_35 })).toEqual([]);
    }
  });
});

describe('a hash of a single file', () => {
  test.each([
    ['S3', () => ModelSource.s3('s3://models/a.onnx', { anonymous: true, sha256 })],
    ['Cloud Storage', () => ModelSource.gcs('gs://models/a.onnx', { anonymous: true, sha256 })],
    ['Blob Storage', () => ModelSource.azureBlob('https://acme.blob.core.windows.net/models/a.onnx', { anonymous: true, sha256 })],
  ])('from %s is verified, and a new one rolls the Pods', (_where, make) => {
    const source = make();
    expect(source.revision).toBe(sha256);
    const chart = chartIn('ml');
    plainModel(chart, 'model', { source });
    const template = templateOf(chart);
    expect(template.spec.initContainers[0].env).toContainEqual({ name: 'SOURCE_SHA256', value: sha256 });
    expect(template.spec.initContainers[0].command[2]).toContain('sha256sum -c');
    expect(JSON.stringify(template.metadata)).toContain(`${source.uri}@${sha256}`);
  });

  test.each([
    ['of a folder', () => ModelSource.s3('s3://models/a/', { sha256 }), /sha256 of s3:\/\/models\/a\/: .*allowed is for a single file/],
    ['in upper case', () => ModelSource.gcs('gs://models/a.onnx', { sha256: sha256.toUpperCase() }), /64 hexadecimal digits in lower case/],
    ['that is too short', () => ModelSource.azureBlob('https://acme.blob.core.windows.net/models/a.onnx', { sha256: 'abc' }), /64 hexadecimal digits in lower case/],
  ])('fails %s', (_what, make, message) => expect(make).toThrow(message));
});

describe('code of a repository', () => {
  const trustRemoteCode = true;
  const ENGINES: ServingEngine[] = [
    new VllmEngine({ version: '0.32.0', trustRemoteCode }), new SglangEngine({ version: '0.5.21', trustRemoteCode }), new LmdeployEngine({ version: '0.16.0', trustRemoteCode }),
    new TensorRtLlmEngine({ version: '1.2.1', trustRemoteCode }), new TextGenerationInferenceEngine({ version: '3.3.7', trustRemoteCode }),
    new KServeHuggingFaceEngine({ version: '0.20.0', trustRemoteCode }), new NimEngine({ version: '2.0.13', trustRemoteCode }), new NimEngine({ version: '1.14.0', trustRemoteCode }),
  ];
  const at = (revision?: string) => ({ source: ModelSource.huggingFace('acme/ranker', { revision }), compute: gpuCompute() });

  test.each(ENGINES)('that moves is a warning: $name $version', engine => {
    for (const revision of [undefined, 'main', 'v1.0']) {
      expect(said('remote-code-not-pinned', at(revision), engine)).toEqual([expect.stringMatching(/lets the server run code of the model's repository, and .* of acme\/ranker is no full commit/)]);
    }
    expect(said('remote-code-not-pinned', at(COMMIT), engine)).toEqual([]);
  });

  test.each<[ModelOverrides, boolean]>([
    [{ args: ['--trust-remote-code'] }, true],
    [{ args: ['--trust_remote_code=true'] }, true],
    [{ args: ['--trust-remote-code', 'false'] }, false],
    [{ args: ['--trust-remote-code=False'] }, false],
    [{ args: ['--no-trust-remote-code'] }, false],
    [{ env: { TRUST_REMOTE_CODE: 'true' } }, true],
    [{ env: { HF_TRUST_REMOTE_CODE: '0' } }, false],
    [{}, false],
  ])('is also seen, or not, by what the user gives: %j', (overrides, found) => {
    expect(said('remote-code-not-pinned', { ...at('main'), ...overrides }, new PlainEngine({ container: { env: {} } }))).toHaveLength(found ? 1 : 0);
  });
});

describe('a whole repository', () => {
  const source = ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY });
  const SERVERS: ServingEngine[] = [
    new TritonEngine({ version: '26.07' }), new TensorFlowServingEngine({ version: '2.19.1' }), new OpenVinoModelServerEngine({ version: '2026.3' }),
  ];

  test.each(SERVERS)('of $name waits for a model that somebody has to name', engine => {
    expect(said('repository-model-unnamed', { source }, engine)).toEqual([expect.stringMatching(/wait for a model called "model", which is only the name of the Service/)]);
    expect(said('repository-model-unnamed', { source, servedName: 'ranker' }, engine)).toEqual([]);
    expect(said('repository-model-unnamed', { source, servedName: 'model' }, engine)).toEqual([]);
    expect(said('repository-model-unnamed', { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) }, engine)).toEqual([]);
  });

  test('of a server that is probed without a name may have any', () => {
    const engine = Object.assign(new PlainEngine(), { placeFiles: () => '' });
    expect(said('repository-model-unnamed', { source }, engine)).toEqual([]);
  });
});

describe('a number of accelerators', () => {
  const size = { cpu: Cpu.units(1), memory: Size.gibibytes(64) };
  const count = (accelerator: Accelerator, number: number) => ({ compute: Compute.gpu(accelerator, { count: number, ...size }) });

  test.each<[Accelerator, number, string]>([
    [Accelerator.NVIDIA_L4, 3, '4'], [Accelerator.NVIDIA_L4, 5, '8'], [Accelerator.NVIDIA_H100, 6, '8'], [Accelerator.NVIDIA_T4, 7, '8'], [Accelerator.NVIDIA_A100_40GB, 12, '16'],
    [Accelerator.AMD_MI300X, 3, '4'], [Accelerator.INTEL_GAUDI3, 6, '8'],
  ])('that no machine has is a warning: $name × %s', (accelerator, number, more) => {
    expect(said('accelerator-count-odd', count(accelerator, number))).toEqual([`one replica asks for ${number} × ${accelerator.name}, and no known node has ${number}: it takes one with ${more}`]);
  });

  test.each<[Accelerator, number]>([
    [Accelerator.NVIDIA_L4, 1], [Accelerator.NVIDIA_L4, 2], [Accelerator.NVIDIA_L4, 4], [Accelerator.NVIDIA_L4, 8],
    [Accelerator.NVIDIA_A100_40GB, 16], [Accelerator.NVIDIA_L4, 9], [Accelerator.NVIDIA_GPU, 3], [Accelerator.of({ name: 'six', resource: 'example.com/six', mostPerNode: 6 }), 6],
  ])('that a machine has, or of which nothing is known, is fine here: $name × %s', (accelerator, number) => {
    expect(said('accelerator-count-odd', count(accelerator, number))).toEqual([]);
  });
});
