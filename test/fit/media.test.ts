import { within } from './within';
import { knownArchitecture } from '../../src/fit/config/known-models';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { weightBytes } from '../../src/fit/parameters';
import { PlanRequest } from '../../src/fit/plan-request';

const GIB = 1024 ** 3;
const H100 = { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' };
const GEMMA = knownArchitecture('google/gemma-3-4b-it');
const TEXT = weightBytes({ ...GEMMA, towers: [] });
const HEARS = { ...GEMMA, hears: true };

const plan = (more: Partial<PlanRequest>) => planMemory({ architecture: GEMMA, engine: 'vllm', version: '0.32.0', device: H100, count: 1, maxModelLen: 4096, ...more });
const encoder = ({ rows }: ReturnType<typeof plan>) => rows.find(({ what }) => what.startsWith('the encoder of images'));

describe('a server that is told to take no images', () => {
  test.each<[string, Partial<PlanRequest>]>([
    ['--language-model-only', { noMedia: ['all'] }], ['a limit of none for each kind', { noMedia: ['image', 'video'] }], ['and of sound', { architecture: HEARS, noMedia: ['video', 'image', 'audio'] }],
    ['llama.cpp without a projector', { engine: 'llama-cpp', version: 'b11434' }],
  ])('loads no tower: %s', (_case, more) => {
    const planned = plan(more);
    expect(planned.rows[0].bytes).toBe(TEXT);
    expect(encoder(planned)).toBeUndefined();
  });

  test.each<[string, Partial<PlanRequest>]>([
    ['some kinds alone', { noMedia: ['image'] }], ['not of sound', { architecture: HEARS, noMedia: ['image', 'video'] }], ['before 0.15.0 not of all models', { noMedia: ['all'], version: '0.13.0' }],
  ])('may load them: %s', (_case, more) => {
    const { rows: [weights], ...rest } = plan(more);
    expect(weights.bytes).toBe(weightBytes(GEMMA));
    expect(weights.bytes - weights.uncertainty).toBeLessThanOrEqual(TEXT);
    expect(encoder({ ...rest, rows: plan(more).rows })).toBeDefined();
  });

  test.each<[string, Partial<PlanRequest>]>([
    ['nothing of it', {}], ['SGLang', { engine: 'sglang', version: '0.5.23', noMedia: ['all'] }], ['llama.cpp with a projector', { engine: 'llama-cpp', version: 'b11434', hasProjector: true }],
  ])('loads them where it is told %s', (_case, more) => {
    const planned = plan(more);
    expect(planned.rows[0].bytes).toBe(weightBytes(GEMMA));
    expect(encoder(planned)).toBeDefined();
  });

  test('a projector is a file in 16 bits, whatever the type of the model is', () => {
    const quantized = knownArchitecture('google/gemma-3-4b-it', 'Q4_K_M');
    expect(weightBytes(quantized) - weightBytes({ ...quantized, towers: [] })).toEqual(within(0.02, weightBytes(GEMMA) - TEXT));
    expect(readArchitecture({ model_type: 'llama', hidden_size: 64, num_hidden_layers: 1, num_attention_heads: 1, intermediate_size: 64, vocab_size: 64 }, 'it').hears).toBeUndefined();
  });
});
