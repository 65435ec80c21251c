import {
  Findings, Framework, LlamaCppEngine, LmdeployEngine, MlServerEngine, ModelSource, NimEngine, ServingEngine, SglangEngine,
  TextGenerationInferenceEngine, TorchServeEngine, TritonEngine, VllmEngine,
} from '../../src';
import { SettingReader } from '../../src/checks/given-settings';
import { memberOf } from '../../src/checks/meant-settings';
import { chartIn, gpuCompute, ModelOverrides, PlainEngine, plainModel } from '../fixtures';

/* Settings of the user's that no other object contradicts, and that leave the server without accelerators, a model or a probe that answers. */

const vllm = () => new VllmEngine({ version: '0.32.0' });
const sglang = () => new SglangEngine({ version: '0.5.21' });
const lmdeploy = () => new LmdeployEngine({ version: '0.18.0' });
const tgi = () => new TextGenerationInferenceEngine({ version: '3.3.7' });
const llama = () => new LlamaCppEngine({ version: 'b7472' });
const triton = () => new TritonEngine({ version: '26.01' });
const mlserver = () => new MlServerEngine({ version: '1.7.1' });
const torchserve = () => new TorchServeEngine({ version: '0.12.0' });
const nim = () => new NimEngine({ version: '2.0.13' });

/** The rules of what is found, of those that are about settings. */
function found(engine: ServingEngine, { count = 1, ...overrides }: ModelOverrides & { readonly count?: number }): string[] {
  const chart = chartIn();
  const framework = engine.frameworks[0] ?? Framework.CUSTOM;
  plainModel(chart, 'model', { replicas: 2, framework, source: ModelSource.pvc('weights'), profileProps: { engine, compute: gpuCompute(count) }, ...overrides });
  const rules = Findings.of(chart).map(({ rule }) => rule).filter(rule => /^(devices-|hub-|flag-|env-|arg-)/.test(rule));
  return [...new Set(rules)];
}

const CUDA = 'CUDA_VISIBLE_DEVICES';

test.each<[ServingEngine, number, ModelOverrides, ModelOverrides]>([
  [vllm(), 1, { env: { [CUDA]: '7' } }, { env: { [CUDA]: '0' } }],
  [vllm(), 2, { env: { [CUDA]: '0,0' } }, { env: { [CUDA]: '1,0' } }],
  [vllm(), 2, { env: { [CUDA]: '2,3' } }, { env: { [CUDA]: 'GPU-8932f937,GPU-1c0f' } }],
  [vllm(), 2, { env: { [CUDA]: '0,-1,1' } }, { env: { [CUDA]: '0,1,-1' } }],
  [vllm(), 2, { env: { HIP_VISIBLE_DEVICES: '4,5' } }, { env: { HABANA_VISIBLE_MODULES: '4,5' } }],
  [vllm(), 2, { args: ['--device-ids', '1,2'] }, { args: ['--device-ids', '0,1'] }],
  [sglang(), 1, { args: ['--base-gpu-id', '1'] }, { args: ['--base-gpu-id=0'] }],
  [sglang(), 2, { args: ['--base-gpu-id', '1'] }, { args: ['--base-gpu-id', '0', '--gpu-id-step', '1'] }],
  [sglang(), 2, { args: ['--gpu-id-step', '2'] }, {}],
  [llama(), 1, { args: ['--main-gpu', '1'] }, { args: ['--main-gpu', '0'] }],
  [llama(), 2, { env: { LLAMA_ARG_MAIN_GPU: '2' } }, { env: { LLAMA_ARG_MAIN_GPU: '1' } }],
])('%#: accelerators that the replica does not have are refused', (engine, count, wrong, right) => {
  const source = engine.name === 'llama-cpp' ? { source: ModelSource.pvc('weights', { path: 'model.gguf' }) } : {};
  expect(found(engine, { count, ...source, ...wrong })).toEqual(['devices-mismatch']);
  expect(found(engine, { count, ...source, ...right })).toEqual([]);
});

test.each(['void', 'none', 'all', '0', ''])('%p in place of what the device plugin says of the node is a warning', value => {
  expect(found(vllm(), { env: { NVIDIA_VISIBLE_DEVICES: value } })).toEqual(['devices-of-node']);
  expect(found(vllm(), { env: { AMD_VISIBLE_DEVICES: value } })).toEqual(['devices-of-node']);
});

test.each<[ServingEngine, string]>([
  [vllm(), 'VLLM_USE_MODELSCOPE'], [sglang(), 'SGLANG_USE_MODELSCOPE'], [lmdeploy(), 'LMDEPLOY_USE_MODELSCOPE'], [lmdeploy(), 'LMDEPLOY_USE_OPENMIND_HUB'],
])('%#: another hub than that of the source is a warning', (engine, variable) => {
  const source = ModelSource.huggingFace('Qwen/Qwen3-0.6B', { revision: 'c1899de289a04d12100db370d81485cdf75e47ca' });
  expect(found(engine, { source, env: { [variable]: 'true' } })).toEqual(['hub-switched']);
  expect(found(engine, { source, env: { [variable]: 'False' } })).toEqual([]);
  expect(found(engine, { env: { [variable]: 'true' } })).toEqual([]);
});

test('a server that nobody tells to load the model never becomes ready', () => {
  expect(found(triton(), { args: ['--model-control-mode=explicit'] })).toEqual(['flag-needs-another']);
  expect(found(triton(), { args: ['--model-control-mode=explicit', '--load-model=model'] })).toEqual([]);
  expect(found(triton(), { args: ['--model-control-mode=poll'] })).toEqual([]);
  expect(found(mlserver(), { env: { MLSERVER_LOAD_MODELS_AT_STARTUP: 'false' } })).toEqual(['env-contradicts-derived']);
  expect(found(mlserver(), { env: { MLSERVER_LOAD_MODELS_AT_STARTUP: 'true' } })).toEqual([]);
});

test.each<[ServingEngine, string, string, string]>([
  [nim(), 'NIM_HEALTH_PORT', '9000', '8000'],
  [torchserve(), 'TS_INFERENCE_ADDRESS', 'http://0.0.0.0:9000', 'http://0.0.0.0:8080'],
  [torchserve(), 'TS_INFERENCE_ADDRESS', 'http://127.0.0.1:8080', 'http://0.0.0.0:8080'],
])('%#: a variable with the port that probes ask has to name the same', (engine, name, wrong, right) => {
  expect(found(engine, { env: { [name]: wrong } })).toEqual(['env-contradicts-derived']);
  expect(found(engine, { env: { [name]: right } })).toEqual([]);
});

test.each(['TS_MANAGEMENT_ADDRESS', 'TS_METRICS_ADDRESS', 'TS_GRPC_INFERENCE_PORT', 'TS_CONFIG_FILE'])('%s is said elsewhere', name => {
  expect(found(torchserve(), { env: { [name]: '/any' } })).toEqual(['env-contradicts-derived']);
});

test('a share of memory in a variable is above 0 and at most 1', () => {
  expect(found(tgi(), { env: { CUDA_MEMORY_FRACTION: '2' } })).toEqual(['flag-value-refused']);
  expect(found(tgi(), { env: { HPU_MEMORY_FRACTION: '0' } })).toEqual(['flag-value-refused']);
  expect(found(tgi(), { env: { CUDA_MEMORY_FRACTION: '0.9' } })).toEqual([]);
});

describe('a reader of settings', () => {
  const reader = SettingReader.of(vllm());

  test('is one for each engine', () => {
    const engine = vllm();
    expect(SettingReader.of(engine)).toBe(SettingReader.of(engine));
    expect(SettingReader.of(engine)).not.toBe(reader);
  });

  test.each<[string[], string, string, string[]]>([
    [['--max-model-len', '4'], '--max-model-len', '', ['4']], [['--max_model_len=4'], '--max-model-len', '', ['4']], [['-tp', '2'], '--tensor-parallel-size', '', ['2']],
    [['--speculative-config.method=ngram'], '--speculative-config', 'method', ['ngram']], [['--speculative-config.a.b', 'c'], '--speculative-config', 'a.b', ['c']],
    [['word', 'other'], '', '', ['word', 'other']], [['--not-there.a=1'], '--not-there', 'a', ['1']],
  ])('reads %j as the server does', (args, name, path, values) => {
    expect(reader.args(args).map(one => [one.name, one.path, one.values, one.words])).toEqual([[name, path, values, args]]);
  });

  test('reads a dot as a part of a name where the server has such a flag, or as the beginning of keys', () => {
    const plain = SettingReader.of(new PlainEngine());
    expect(plain.args(['--a.b=1', '.x']).map(({ name, path }) => [name, path])).toEqual([['--a', 'b']]);
  });

  test('knows the row of a flag in each spelling, and of a variable', () => {
    const row = reader.rowOf('--max-model-len');
    expect(row?.property).toBe('maxModelLen');
    expect(reader.rowOf('--max_model_len')).toBe(row);
    expect(reader.rowOf('max-model-len')).toBeUndefined();
    expect(reader.rowOf('VLLM_CPU_KVCACHE_SPACE')?.property).toBe('kvCacheSize');
    expect(reader.rowOf('VLLM_OTHER')).toBeUndefined();
    expect(reader.args(['--max-model-len=4'])[0].row).toBe(row);
  });

  test('reads variables that are there, as they were written', () => {
    expect(reader.env({ A: 'x', B: undefined, C: null as unknown as string, D: 5 as unknown as string })).toEqual([
      { name: 'A', path: '', values: ['x'], words: ['A=x'] }, { name: 'D', path: '', values: ['5'], words: ['D=5'] },
    ]);
  });

  test('knows the flags of a version, and all where that is not known', () => {
    expect([reader.knows('--max-model-len=4'), reader.knows('--brand-new'), SettingReader.of(new PlainEngine()).knows('--brand-new')]).toEqual([true, false, true]);
  });

  test('reads the file of a server that has one', () => {
    expect(SettingReader.of(vllm()).config()).toEqual([]);
  });
});

test.each<[string, string, string, string | undefined]>([
  ['', '{"a":1}', 'a', '1'], ['', '{"a":{"b":"x"}}', 'a.b', 'x'], ['', '{"a":{"b":"x"}}', 'a', undefined], ['', '{"a":[1]}', 'a', undefined], ['', '{"a":null}', 'a', undefined],
  ['', '{"a":null}', 'a.b', undefined], ['', '{}', 'a', undefined], ['', 'no json', 'a', undefined], ['', '{"a":false}', 'a', 'false'], ['', '5', 'a', undefined],
  ['a', 'x', 'a', 'x'], ['a', '{"b":"x"}', 'a.b', 'x'], ['a', '{"b":{"c":"x"}}', 'a.b.c', 'x'], ['a', '{"b":"x"}', 'ab.b', undefined], ['ab', '{"b":"x"}', 'a.b', undefined],
  ['b', '{"b":"x"}', 'a.b', undefined], ['a.b', '{"c":"x"}', 'a.b.c', 'x'], ['a', '{"a.b":"y","b":"x"}', 'a.b', 'x'], ['', '{"a":"text"}', 'a.length', undefined],
])('below %j, %s has as %s: %j', (path, value, key, member) => expect(memberOf(path, value, key)).toBe(member));
