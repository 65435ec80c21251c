import { CARDS, configuration, NIM_PROFILES, PublishedSetup, SGLANG_COOKBOOK, withoutQuantization } from './data/read';
import { Gaps, testEach } from './gaps';
import { SglangEngine } from '../../src';
import { ACCELERATORS } from '../../src/facts/accelerators';
import { Architecture } from '../../src/fit/architecture';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan, PlannedDevice, planMemory } from '../../src/fit/memory-plan';
import { tryPlanOpen } from '../../src/fit/open-plan';
import { memoryFlags } from '../../src/render/footprint-flags';

const CARD_OF = new Map(CARDS);

/** Presets of the cookbook that no server starts with; its guides beside them say others. */
const PRESETS: Gaps = Object.fromEntries(SGLANG_COOKBOOK.flatMap((setup): [string, string][] => {
  const { model, device, args = '' } = setup;
  if (model.startsWith('MiniMaxAI/') && args.endsWith('--tp-size 8')) return [[nameOf(setup), 'the guide has --ep-size 8 beside it: 192 channels are no multiple of its blocks of 128']];
  if (model === 'deepseek-ai/DeepSeek-R1-0528' && device === 'H100' && !args.includes('--enable-dp-attention')) return [[nameOf(setup), '671 GB of weights in 640 GB: the guide recommends H200 and MI300X']];
  if (args.endsWith('--tp-size 8 --dp-size 2')) return [[nameOf(setup), 'two copies of eight devices are sixteen']];
  return [];
}));

function nameOf({ model, device, count, args = '', said, version = '' }: PublishedSetup): string {
  return [model, said, 'on', count, '×', device, args, version].filter(word => word !== null && word !== '').join(' ');
}

function architectureOf({ model, config, said }: PublishedSetup): Architecture {
  const saidQuantization = said === 'none' ? undefined : said ?? undefined;
  if (typeof config !== 'string') return readArchitecture(config, model, { saidQuantization });
  const [collection, name] = [config.slice(0, config.indexOf(' ')), config.slice(config.indexOf(' ') + 1)];
  if (collection === 'known') return knownArchitecture(name, saidQuantization);
  if (collection === 'card') return readArchitecture(CARD_OF.get(name)!.config, model, { saidQuantization });
  const { config: real, quantization } = configuration(config);
  return readArchitecture(said === 'none' ? withoutQuantization(real) : real, model, said === null ? { quantization } : { saidQuantization });
}

function deviceOf({ device }: PublishedSetup): PlannedDevice {
  const isAmd = device.startsWith('MI');
  const name = `${isAmd ? 'AMD' : 'NVIDIA'} ${device === 'A100' ? 'A100 80GB' : device}`;
  return { name, bytes: ACCELERATORS.find(row => row.name === name)!.mebibytes! * 1024 ** 2, resource: isAmd ? 'amd.com/gpu' : 'nvidia.com/gpu' };
}

/** Plans that were asked for: each is looked at several times. */
const PLANS = new Map<PublishedSetup, MemoryPlan>();

function ofSglang(setup: PublishedSetup): MemoryPlan {
  const known = PLANS.get(setup) ?? planOfSglang(setup);
  PLANS.set(setup, known);
  return known;
}

/** The plan of SGLang; a context that is left open is derived, as in an app. */
function planOfSglang(setup: PublishedSetup): MemoryPlan {
  const { version, count, args } = setup;
  const told = memoryFlags(new SglangEngine({ version: version! }), args!.split(' '), {})!;
  const { drafting, slotsHaveAll: _slots, hasProjector: _projector, ...said } = told;
  return tryPlanOpen({
    architecture: architectureOf(setup),
    engine: 'sglang',
    version: version!,
    device: deviceOf(setup),
    count,
    ...said,
    draft: drafting === 'own' ? 'own' : undefined,
  }, said.maxModelLen === undefined ? ['context'] : [])!;
}

const ofNim = (setup: PublishedSetup, engine: string, version: string): MemoryPlan =>
  planMemory({ architecture: architectureOf(setup), engine, version, device: deviceOf(setup), count: setup.count, maxModelLen: 4096 });

describe('the cookbook of SGLang', () => {
  const setups = SGLANG_COOKBOOK.map(setup => [nameOf(setup), setup] as const);

  test('has at least 390 set-ups, of which at least 300 have a verdict', () => {
    expect(setups.length).toBeGreaterThanOrEqual(390);
    expect(setups.filter(([, setup]) => ofSglang(setup).verdict !== 'unknown').length).toBeGreaterThanOrEqual(300);
  });

  testEach('%s is never called impossible', setups, PRESETS, setup => {
    const { verdict, reason } = ofSglang(setup);
    expect([verdict === 'impossible', reason]).toEqual([false, reason]);
  });

  test('are impossible in devices that hold four fifths of their weights', () => {
    const possible = setups.filter(([name]) => !Object.hasOwn(PRESETS, name)).flatMap(([name, setup]) => {
      const [plan, architecture] = [ofSglang(setup), architectureOf(setup)];
      const small = { name: 'a small device', bytes: 0.8 * plan.rows[0]!.bytes, resource: 'nvidia.com/gpu' };
      const { verdict } = planMemory({ architecture, engine: 'sglang', version: setup.version!, device: small, count: setup.count, tensorParallel: plan.tensorParallel, utilization: 1 });
      return verdict === 'impossible' || architecture.unknowns.length > 0 ? [] : [`${name}: ${verdict}`];
    });
    expect(possible).toEqual([]);
  });
});

describe('profiles of NIM', () => {
  const setups = NIM_PROFILES.map(setup => [nameOf(setup), setup] as const);

  test('are at least 65', () => { expect(setups.length).toBeGreaterThanOrEqual(65); });

  test.each(setups)('%s is never called impossible, in TensorRT-LLM or vLLM', (_name, setup) => {
    for (const [engine, version] of [['tensorrt-llm', '1.0.0'], ['vllm', '0.32.0']] as const) {
      const { verdict, reason } = ofNim(setup, engine, version);
      expect([engine, verdict === 'impossible', reason]).toEqual([engine, false, reason]);
    }
  });
});
