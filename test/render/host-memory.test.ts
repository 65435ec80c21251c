import { LlamaCppEngine, ServingEngine, SglangEngine, TensorRtLlmEngine, VllmEngine } from '../../src';
import { toldHostMemory } from '../../src/render/host-memory';

const GIB = 1024 ** 3;
const vllm = (version = '0.32.0') => new VllmEngine({ version });

test.each<[ServingEngine, string, { readonly [name: string]: string }, number]>([
  [vllm(), '', {}, 0],
  [vllm(), '--kv-offloading-size 64', {}, 2 * 64 * GIB],
  [vllm(), '--kv_offloading_size=1 --kv-offloading-size 64', {}, 2 * 64 * GIB],
  [vllm('0.10.0'), '--swap-space 4', {}, 4 * 4 * GIB],
  [vllm(), '--mm-processor-cache-gb 8', {}, 2 * 8 * GIB],
  [vllm(), '--cpu-offload-gb 8', {}, 0], // counted with the weights
  [vllm(), '', { LMCACHE_MAX_LOCAL_CPU_SIZE: '20' }, 4 * 20 * GIB],
  [vllm(), '--kv-transfer-config {"kv_connector":"OffloadingConnector","kv_connector_extra_config":{"cpu_bytes_to_use":1073741824}}', {}, 4 * GIB],
  [vllm(), '--kv-transfer-config {broken', {}, 0],
  [new SglangEngine({ version: '0.5.21' }), '--hicache-size 30', {}, 4 * 30e9],
  [new LlamaCppEngine({ version: 'b11434' }), '--cache-ram 2048', {}, 2 * GIB],
  [new LlamaCppEngine({ version: 'b11434' }), '--cache-ram -1', {}, 0],
  [new TensorRtLlmEngine({ version: '1.2.1' }), '', {}, 0],
])('%p is told %s %j', (engine, words, env, bytes) => {
  expect(toldHostMemory(engine, { args: words.split(' ').filter(word => word !== ''), env, copies: 2, devices: 4 })).toBe(bytes);
});
