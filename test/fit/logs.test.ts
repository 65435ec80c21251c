import { Log, LOGS, REFUSED } from './data/logs';
import { configuration } from './data/read';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, planMemory } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;

/** Loading leaves something behind beside the weights, which old versions count as theirs; the plan has it with the context. */
const LEFT_BEHIND = 0.2;

function planOf({ model, config, quantization, device, gibibytes, ...told }: Omit<Log, 'cacheGibibytes'>): MemoryPlan {
  const architecture = readArchitecture(config, model, { saidQuantization: quantization });
  return planMemory({ architecture, device: { name: device, bytes: gibibytes * GIB, resource: 'nvidia.com/gpu' }, ...told });
}

describe('what servers of other people said when they started', () => {
  const rows = LOGS.map(log => [`${log.model} on ${log.count} × ${log.device} with ${log.engine} ${log.version}`, log] as const);

  test.each(rows)('%s: the cache lies between the least and the most of the plan', (_name, log) => {
    const { cacheBytes, mostCacheBytes } = planOf(log);
    expect(cacheBytes / GIB).toBeLessThanOrEqual(Math.max(0, log.cacheGibibytes));
    expect(mostCacheBytes / GIB).toBeGreaterThanOrEqual(log.cacheGibibytes);
  });

  test.each(rows.filter(([, { tokens }]) => tokens !== undefined))('%s: its tokens take as much as the plan says, within a thousandth', (_name, log) => {
    expect(Math.abs(log.cacheGibibytes * GIB / log.tokens! / planOf(log).cacheBytesPerToken - 1)).toBeLessThan(0.0011);
  });

  test.each(rows.filter(([, { weightGibibytes }]) => weightGibibytes !== undefined))('%s: its weights are those of the plan', (_name, log) => {
    const [weights, padding] = planOf(log).rows;
    const most = padding.what === 'padding of experts' ? padding.bytes + padding.uncertainty : 0;
    expect(log.weightGibibytes! * GIB).toBeGreaterThanOrEqual(weights.bytes - weights.uncertainty - 0.005 * GIB);
    expect(log.weightGibibytes! * GIB).toBeLessThanOrEqual(weights.bytes + weights.uncertainty + most + LEFT_BEHIND * GIB);
  });
});

describe('what servers refused', () => {
  test.each([
    ['gpt-oss 120B', '0.10.1'], ['gpt-oss 120B', '0.11.0'], ['gpt-oss 120B', '0.28.0'], ['DeepSeek R1 Distill Qwen 14B', '0.7.2'], ['DeepSeek V4 Flash', '0.22.0'],
    ['Llama 3.1 8B with 29000 tokens', '0.6.4'], ['Qwen 2.5 7B in AWQ', '0.7.3'],
  ])('is never said to fit: the context of %s on %s', (model, version) => {
    expect(planOf(LOGS.find(log => log.model === model && log.version === version)!).verdict).not.toBe('fits');
  });

  test.each(REFUSED.map(each => [each.model, each] as const))('is never said to fit: %s', (_model, each) => {
    expect(planOf(each).verdict).not.toBe('fits');
  });
});

describe('what llama.cpp and Ollama took of devices', () => {
  const device = { name: 'NVIDIA GeForce RTX 3090', bytes: 23.6 * GIB, resource: 'nvidia.com/gpu' };

  // https://github.com/ollama/ollama/issues/10740: about 36 GiB of three devices
  test('is planned for Qwen 3 32B in Q6_K with 32768 tokens', () => {
    const architecture = knownArchitecture('Qwen/Qwen3-32B', 'Q6_K');
    const plan = planMemory({ architecture, engine: 'ollama', version: '0.6.8', device, count: 3, maxModelLen: 32_768 });
    expect(plan.verdict).toBe('fits');
    const all = (sign: number) => 3 * (plan.wantedBytes + plan.rows.filter(({ what }) => what !== 'kept by the driver').reduce((sum, row) => sum + row.bytes + sign * row.uncertainty, 0)) / GIB;
    expect(all(-1)).toBeLessThan(36);
    expect(all(1)).toBeGreaterThan(36);
  });

  // https://github.com/ggml-org/llama.cpp/pull/6122: KV self size = 5120.00 MiB, on two devices
  test('has the keys and values of 4096 tokens of Command R', () => {
    const architecture = readArchitecture(configuration('ome command_r_35b').config, 'Command R 35B', { saidQuantization: 'Q4_K_S' });
    const { layout, cacheBytesPerToken: each } = planMemory({ architecture, engine: 'llama-cpp', version: 'b11434', device, count: 1, maxModelLen: 4096 });
    expect(layout).toBeDefined();
    expect(4096 * each / 1024 ** 2).toBe(5120);
  });
});
