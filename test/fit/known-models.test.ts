import { CONFIGURATIONS } from './data/read';
import { Architecture } from '../../src/fit/architecture';
import { cacheLayout } from '../../src/fit/cache';
import { knownArchitecture, knownNames } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters, parametersByFamily, weightBytes } from '../../src/fit/parameters';

const SERVER = {
  engine: 'vllm' as const,
  version: '0.32.0',
  cacheType: 'auto',
  dataType: 'bfloat16' as const,
  tensorParallel: 1,
  pipelineParallel: 1,
  contextParallel: 1,
  maxBatchedTokens: 2048,
  maxModelLen: 1024,
  onCpu: false,
};

/** Parameters of all files with weights, as the hub counts them. */
const COUNTED_BY_THE_HUB = {
  'meta-llama/Llama-3.2-3B-Instruct': 3_212_749_824,
  'meta-llama/Llama-4-Scout-17B-16E-Instruct': 108_641_793_536,
  'meta-llama/Llama-4-Maverick-17B-128E-Instruct': 401_583_781_376,
  'Qwen/Qwen2.5-0.5B-Instruct': 494_032_768,
  'Qwen/Qwen2.5-1.5B-Instruct': 1_543_714_304,
  'Qwen/Qwen2.5-3B-Instruct': 3_085_938_688,
  'Qwen/Qwen2.5-7B-Instruct': 7_615_616_512,
  'Qwen/Qwen2.5-14B-Instruct': 14_770_033_664,
  'Qwen/Qwen2.5-32B-Instruct': 32_763_876_352,
  'Qwen/Qwen2.5-72B-Instruct': 72_706_203_648,
  'Qwen/Qwen3-4B': 4_022_468_096,
  'Qwen/Qwen3-14B': 14_768_307_200,
  'deepseek-ai/DeepSeek-V2-Lite': 15_706_484_224,
  'deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B': 1_777_088_000,
  'google/gemma-2-9b-it': 9_241_705_984,
  'google/gemma-3-12b-it': 12_187_325_040,
  'google/gemma-3-27b-it': 27_432_406_640,
  'microsoft/phi-4': 14_659_507_200,
  'mistralai/Mistral-Small-24B-Instruct-2501': 23_572_403_200,
  'mistralai/Mistral-Small-3.1-24B-Instruct-2503': 24_011_361_280,
};

/** Other names of configurations that are kept. */
const KEPT_AS: Record<string, string> = {
  'meta-llama/Llama-3.1-8B': 'aiconfigurator meta-llama/Meta-Llama-3.1-8B',
  'meta-llama/Llama-3.1-70B': 'aiconfigurator meta-llama/Meta-Llama-3.1-70B',
  'meta-llama/Llama-3.1-405B': 'aiconfigurator meta-llama/Meta-Llama-3.1-405B',
  'meta-llama/Llama-3.2-1B': 'ome llama3_2_1b',
  'meta-llama/Llama-3.2-3B': 'ome llama3_2_3b',
  'meta-llama/Llama-4-Scout-17B-16E-Instruct': 'ome llama4_scout_17b_16e',
  'Qwen/Qwen2.5-0.5B-Instruct': 'ome qwen2.5_0.5b',
  'Qwen/Qwen2.5-1.5B-Instruct': 'ome qwen2.5_1.5b',
  'Qwen/Qwen2.5-3B-Instruct': 'ome qwen2.5_3b',
  'Qwen/Qwen2.5-7B-Instruct': 'ome qwen2.5_7b',
  'Qwen/Qwen2.5-14B-Instruct': 'ome qwen2.5_14b',
  'Qwen/Qwen2.5-32B-Instruct': 'ome qwen2.5_32b',
  'Qwen/Qwen2.5-72B-Instruct': 'ome qwen2.5_72b',
  'Qwen/Qwen2.5-VL-7B-Instruct': 'ome qwen2.5_vl_7b',
  'google/gemma-2-2b-it': 'ome gemma_2_2b_it',
  'google/gemma-3-27b-it': 'ome gemma3',
  'Qwen/Qwen3-4B': 'ome qwen3_4b',
  'Qwen/Qwen3-Embedding-8B': 'ome qwen3_embedding_8b',
  'BAAI/bge-large-en-v1.5': 'ome bge_large',
};

/** What is kept lacks the tower. */
const NOT_WHOLE = ['meta-llama/Llama-4-Maverick-17B-128E-Instruct'];

const KEPT = knownNames().flatMap(name => {
  const kept = CONFIGURATIONS.find(each => each.name === (KEPT_AS[name] ?? `aiconfigurator ${name}`));
  return kept && !NOT_WHOLE.includes(name) ? [[name, kept] as const] : [];
});

test('a well-known model has each name once', () => {
  const lower = knownNames().map(name => name.toLowerCase());
  expect(lower.filter((name, index) => lower.indexOf(name) !== index)).toEqual([]);
});

test.each(Object.entries(COUNTED_BY_THE_HUB))('%s has the parameters of its files, exactly', (name, counted) => {
  expect(parameters(knownArchitecture(name))).toBe(counted);
});

const numbers = (architecture: Architecture) => [parametersByFamily(architecture), weightBytes(architecture), cacheLayout(architecture, SERVER)];

test.each(KEPT)('%s has the numbers of the configuration that is kept', (name, { config, quantization }) => {
  const [known, kept] = [knownArchitecture(name), readArchitecture(config, name, { quantization })];
  expect(numbers(known)).toEqual(numbers(kept));
});

test('half of the well-known models are compared with a number that others have', () => {
  const compared = new Set([...Object.keys(COUNTED_BY_THE_HUB), ...KEPT.map(([name]) => name)]);
  expect(compared.size).toBeGreaterThan(knownNames().length / 2);
});
