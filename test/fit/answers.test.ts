import { CONFIGURATIONS } from './data/read';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, planMemory, PlanRequest } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;
const DEVICES = [['NVIDIA L4', 22.35], ['NVIDIA A100 80GB', 80], ['NVIDIA H200', 141]] as const;
const SERVERS = [['vllm', '0.32.0'], ['vllm', '0.10.0'], ['sglang', '0.5.23'], ['lmdeploy', '0.15.0'], ['text-generation-inference', '3.3.7'], ['llama-cpp', 'b6000']] as const;

const known = CONFIGURATIONS.filter(({ name, counted }) => counted !== undefined && name !== 'ome clip_vision_model').flatMap(({ name, config, quantization }) => {
  const architecture = readArchitecture(config, name, { quantization });
  return architecture.unknowns.length === 0 && architecture.maxPositions > 0 ? [architecture] : [];
});

/** Each third model on each server and device, with one accelerator and with eight. */
const requests: readonly PlanRequest[] = SERVERS.flatMap(([engine, version], first) => DEVICES.flatMap(([name, gibibytes], second) => {
  const device = { name, bytes: gibibytes * GIB, resource: 'nvidia.com/gpu' };
  const some = known.filter((_one, index) => index % 3 === (first + second) % 3);
  return [1, 8].flatMap(count => some.map(architecture => ({ architecture, engine, version, count, concurrency: 2, device })));
}));

const hasRoom = ({ wantedBytes, cacheBytes }: MemoryPlan): boolean => wantedBytes <= cacheBytes;
const shortly = ({ architecture, engine, version, count, device }: PlanRequest): string => (
  `${architecture.name} on ${count} × ${device.name}, ${engine} ${version}`
);

test('the longest context that a plan names has room, and so have the most sequences', () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const request of requests) {
    const { maxContext = 0, maxConcurrency = 0, maxModelLen } = planMemory(request);
    if (maxContext > 0 && !hasRoom(planMemory({ ...request, maxModelLen: maxContext }))) wrong.push(`${shortly(request)}: ${maxContext} tokens`);
    if (maxConcurrency > 0 && !hasRoom(planMemory({ ...request, maxModelLen, concurrency: maxConcurrency }))) wrong.push(`${shortly(request)}: ${maxConcurrency} at once`);
    asked += maxContext > 0 ? 1 : 0;
  }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(500);
});

test('the context that follows from a plan leaves room beside the share, where a shorter one does', () => {
  const scout = known.find(({ name }) => name === 'ome llama4_scout_17b_16e')!;
  const request = { architecture: scout, engine: 'vllm', version: '0.32.0', count: 8, device: { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' } };
  const { maxContext } = planMemory(request);
  expect(maxContext).toBeGreaterThan(2 ** 20);
  expect(planMemory({ ...request, maxModelLen: maxContext }).verdict).toBe('fits');
  expect(planMemory({ ...request, maxModelLen: maxContext! * 1.02 }).verdict).toBe('probably-not');
});
