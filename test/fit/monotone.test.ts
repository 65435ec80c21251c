import { CONFIGURATIONS } from './data/read';
import { Draw, drawConfig } from './slow/draw';
import { Config } from './slow/modules';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';
import { Verdict } from '../../src/fit/verdict';
import { Json } from '../../src/ground/objects';

const GIB = 1024 ** 3;

/** How many questions are drawn; more with FIT_DRAWS. */
const DRAWS = Number(process.env.FIT_DRAWS ?? 400);

const RANK: { readonly [verdict in Verdict]: number } = { 'unknown': 0, 'impossible': 0, 'probably-not': 1, 'fits': 2 };

const ENGINES: readonly (readonly [string, string])[] = [
  ['vllm', '0.8.5'], ['vllm', '0.18.0'], ['vllm', '0.32.0'], ['sglang', '0.5.23'], ['tensorrt-llm', '1.0.0'], ['lmdeploy', '0.9.2'],
  ['text-generation-inference', '3.3.7'], ['llama-cpp', 'b11434'], ['text-embeddings-inference', '1.9.0'],
];

/** A question, and the configuration that it is about. */
interface Drawn {
  readonly config: Config;
  readonly request: Omit<PlanRequest, 'architecture'>;
}

/** Real models, as far as they are known, on devices about as large as they are; and some drawn ones. */
function drawn(seed: number): Drawn {
  const draw = new Draw(seed);
  const config = draw.is() ? drawConfig(draw.int(0, 229)) : draw.of(REAL);
  const [engine, version] = draw.of(ENGINES);
  const count = draw.of([1, 1, 2, 4, 8]);
  const size = bytesOf(config) / count * (0.6 + draw.next());
  return {
    config,
    request: {
      engine,
      version,
      device: { name: 'a device', bytes: Math.max(size, 4 * GIB * draw.next()), resource: draw.next() < 0.1 ? undefined : 'nvidia.com/gpu' },
      count,
      maxModelLen: draw.of([512, 8_192, 100_000]),
      concurrency: draw.of([1, 4, 64]),
      utilization: draw.of([undefined, 0.5, 0.95]),
      cacheType: draw.of([undefined, 'fp8']),
      eager: draw.is(),
    },
  };
}

const verdictOf = ({ config, request }: Drawn): Verdict => planMemory({ architecture: readArchitecture(config as Json, 'drawn'), ...request }).verdict;

const bytesOf = (config: Config): number => {
  const { rows } = planMemory({ architecture: readArchitecture(config as Json, 'drawn'), engine: 'vllm', version: '0.32.0', device: { name: 'one', bytes: 1e15 }, count: 1 });
  return rows.reduce((sum, { bytes }) => sum + bytes, 0);
};

const REAL: readonly Config[] = CONFIGURATIONS.filter(({ config }) => JSON.stringify(config).length < 20_000)
  .filter(({ name, config }) => isKnown(config as Config, name)).map(({ config }) => config as Config);

function isKnown(config: Config, name: string): boolean {
  try {
    return readArchitecture(config as Json, name).unknowns.length === 0;
  } catch {
    return false;
  }
}

/** Changes after which what fitted still fits. */
const EASIER: { readonly [change: string]: (drawn: Drawn) => Drawn | undefined } = {
  'more memory': ({ config, request }) => ({ config, request: { ...request, device: { ...request.device, bytes: request.device.bytes * 1.07 } } }),
  'twice the memory': ({ config, request }) => ({ config, request: { ...request, device: { ...request.device, bytes: request.device.bytes * 2 } } }),
  'a shorter context': ({ config, request }) => ({ config, request: { ...request, maxModelLen: Math.ceil(request.maxModelLen! / 3) } }),
  'one token less': ({ config, request }) => ({ config, request: { ...request, maxModelLen: request.maxModelLen! - 1 } }),
  'fewer sequences': ({ config, request }) => ({ config, request: { ...request, concurrency: Math.ceil(request.concurrency! / 2) } }),
  'a smaller type of the cache': ({ config, request }) => (request.cacheType === undefined ? { config, request: { ...request, cacheType: 'fp8' } } : undefined),
  'no graphs': ({ config, request }) => ({ config, request: { ...request, eager: true } }),
  'a layer less': ({ config, request }) => {
    const layers = config.num_hidden_layers;
    const isPlain = typeof layers === 'number' && layers > 2 && config.layer_types === undefined && config.model_type !== 'nemotron_h' && config.quantization_config === undefined;
    return isPlain ? { config: { ...config, num_hidden_layers: layers - 1 }, request } : undefined;
  },
  'weights of half the size': ({ config, request }) => {
    const isQuantized = JSON.stringify(config).includes('quantization_config');
    return isQuantized ? undefined : { config: { ...config, quantization_config: { quant_method: 'fp8' } }, request };
  },
};

describe('a plan', () => {
  const all = Array.from({ length: DRAWS }, (_none, seed) => drawn(seed)).map(each => ({ each, verdict: verdictOf(each) }));

  test('comes to every verdict among those that are drawn', () => {
    for (const verdict of ['fits', 'probably-not', 'impossible']) expect(all.filter(each => each.verdict === verdict).length).toBeGreaterThan(20);
  });

  test.each(Object.entries(EASIER))('is never worse with %s', (_change, easier) => {
    const worse = all.flatMap(({ each, verdict }, seed) => {
      const changed = easier(each);
      if (changed === undefined || verdict === 'unknown') return [];
      const after = verdictOf(changed);
      return RANK[after] >= RANK[verdict] ? [] : [{ seed, model: each.config.model_type, engine: each.request.engine, before: verdict, after }];
    });
    expect(worse).toEqual([]);
  });
});
