import { knownArchitecture } from '../../src/fit/config/known-models';
import { planMemory } from '../../src/fit/memory-plan';

const GIB = 1024 ** 3;

function plan(engine: string, name: string, quantization?: string, gibibytes: number = 80) {
  return planMemory({
    architecture: knownArchitecture(name, quantization), engine, version: '1.2.0', device: { name: 'NVIDIA H100', bytes: gibibytes * GIB, resource: 'nvidia.com/gpu' }, count: 1, maxModelLen: 4096,
  });
}

const BERT = 'google-bert/bert-base-uncased';

describe('what a server loads', () => {
  test.each([
    ['a model that a server of vectors does not know', 'text-embeddings-inference', 'deepseek-ai/DeepSeek-V3', /whether text-embeddings-inference serves models of the type "deepseek_v3" is not known/],
    ['vectors of a server that generates', 'lmdeploy', BERT, /whether lmdeploy serves models of the type "bert"/],
    ['vectors of another', 'text-generation-inference', BERT, /whether text-generation-inference/],
  ])('is not known: %s', (_case, engine, name, says) => {
    expect(plan(engine, name)).toMatchObject({ verdict: 'unknown', reason: expect.stringMatching(says) as string });
  });

  test('may be a GGUF file of any type: it fits where the largest does, and else nobody can say', () => {
    expect(plan('llama-cpp', 'Qwen/Qwen3-8B').verdict).toBe('fits');
    expect(plan('llama-cpp', 'meta-llama/Llama-3.1-70B')).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('of which type the GGUF file is, is not known') as string });
    expect(plan('ollama', 'Qwen/Qwen3-8B', 'awq').rows[0]).toMatchObject({ source: expect.stringContaining('in bfloat16') as string });
    expect(plan('llama-cpp', 'meta-llama/Llama-3.1-70B', 'awq').verdict).toBe('unknown');
    expect(plan('llama-cpp', 'meta-llama/Llama-3.1-70B', 'Q4_K_M').verdict).toBe('fits');
    expect(plan('llama-cpp', 'meta-llama/Llama-3.1-405B', 'Q8_0').verdict).toBe('impossible');
  });

  test('keeps no cache where it only turns texts into vectors', () => {
    const vectors = plan('text-embeddings-inference', 'Qwen/Qwen3-8B', undefined, 22);
    expect(vectors).toMatchObject({ verdict: 'fits', cacheBytesPerToken: 0, wantedBytes: 0 });
    expect(vectors.rows.map(({ what }) => what)).not.toContain('CUDA graphs');
    expect(plan('text-embeddings-inference', BERT).verdict).toBe('fits');
  });
});
