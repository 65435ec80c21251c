import { knownArchitecture } from '../../src/fit/config/known-models';
import { tokensOnTop } from '../../src/fit/engines/sglang-drafts';
import { mostPrefill } from '../../src/fit/engines/tgi';
import { planMemory } from '../../src/fit/memory-plan';
import { PlanRequest } from '../../src/fit/plan-request';

const GIB = 1024 ** 3;
const H100 = { name: 'NVIDIA H100', bytes: 80 * GIB, resource: 'nvidia.com/gpu' };
const LLAMA = knownArchitecture('meta-llama/Llama-3.1-8B');
const Q4 = knownArchitecture('meta-llama/Llama-3.1-8B', 'Q4_K_M');
const GEMMA2 = knownArchitecture('google/gemma-2-2b-it', 'Q4_K_M');

const plan = (more: Partial<PlanRequest>) => planMemory({ architecture: LLAMA, engine: 'sglang', version: '0.5.23', device: H100, count: 1, maxModelLen: 4096, ...more });
const rowOf = (more: Partial<PlanRequest>, begins: string) => plan(more).rows.find(({ what }) => what.startsWith(begins));

describe('more sequences than a server takes at once', () => {
  test.each<[string, Partial<PlanRequest>]>([
    ['vllm', { engine: 'vllm', version: '0.32.0', maxSequences: 4 }], ['sglang', { maxSequences: 4 }], ['tensorrt-llm', { engine: 'tensorrt-llm', version: '1.1.0', maxSequences: 4 }],
    ['lmdeploy', { engine: 'lmdeploy', version: '0.13.0', maxSequences: 4 }], ['llama-cpp', { engine: 'llama-cpp', version: 'b11434', architecture: Q4, atOnce: 4 }],
    ['text-generation-inference', { engine: 'text-generation-inference', version: '3.3.7', atOnce: 4 }],
  ])('of %s wait, though there is room', (_engine, told) => {
    const { verdict, reason, maxConcurrency } = plan({ ...told, concurrency: 16 });
    expect({ verdict, reason, maxConcurrency }).toEqual({
      verdict: 'probably-not', reason: 'the server takes 4 sequences at once, and 16 are wanted: the others wait', maxConcurrency: 4,
    });
    expect(plan({ ...told, concurrency: 4 }).verdict).toBe('fits');
  });

  test('have a place in each copy of the server', () => {
    expect(plan({ engine: 'vllm', version: '0.32.0', count: 2, dataParallel: 2, maxSequences: 8, concurrency: 16 }).verdict).toBe('fits');
  });
});

describe('Text Generation Inference', () => {
  const TGI = { engine: 'text-generation-inference', version: '3.3.7' };

  test.each<[string, string, number | undefined, number]>([['a tenth', '3.3.7', undefined, 0.9], ['a tenth of its share', '3.3.7', 0.5, 0.45], ['a twentieth, before', '2.4.1', undefined, 0.95]])(
    'leaves %s free', (_part, version, utilization, share) => {
      expect(plan({ ...TGI, version, utilization }).utilization).toBeCloseTo(share, 9);
    },
  );

  test('prefills as many tokens as the device computes in a second', () => {
    const [small, large] = [plan({ ...TGI, maxBatchedTokens: 4096 }), plan(TGI)].map(({ cacheBytes }) => cacheBytes);
    expect(mostPrefill({ ...TGI, architecture: LLAMA, device: H100, count: 1 })).toBeGreaterThan(56_000);
    expect(small - large).toBeGreaterThan(6 * GIB);
  });

  test.each<[string, object]>([['before 3.0.0', { version: '2.4.1' }], ['on a device that it does not know', { device: { name: 'NVIDIA B200' } }], ['and other servers do not', { engine: 'vllm' }]])(
    'does not so %s', (_case, more) => {
      expect(mostPrefill({ ...TGI, architecture: LLAMA, device: H100, count: 1, ...more })).toBe(0);
    },
  );

  test('scored all tokens of a prefill before 3.0.0', () => {
    const [older, newer] = ['2.4.1', '3.3.7'].map(version => rowOf({ ...TGI, version, maxBatchedTokens: 4096 }, 'activations')!.bytes);
    expect(older - newer).toBeGreaterThan(4096 * 128_256 * 4);
  });
});

test('a model without a cache fits, in words', () => {
  const { reason } = plan({ engine: 'text-embeddings-inference', version: '1.9.3', architecture: knownArchitecture('google-bert/bert-base-uncased'), maxModelLen: 512 });
  expect(reason).toMatch(/^the model keeps no cache, and at least [\d.]+ GiB are left beside it$/);
});

describe('SGLang', () => {
  const DRAFT = { draft: LLAMA, drafts: true };

  test('loads a draft model after its cache before 0.5.14: it has to have room in the rest', () => {
    const [older, newer] = ['0.5.12', '0.5.14'].map(version => plan({ ...DRAFT, version, architecture: knownArchitecture('Qwen/Qwen3-8B'), utilization: 0.85 }));
    expect([older, newer].map(({ verdict }) => verdict)).toEqual(['probably-not', 'fits']);
    expect(older.reason).toMatch(/are left beside it, and up to \S+ GiB may be needed there/);
  });

  test('has drafted tokens on top of its share before 0.5.9, of each request that it takes', () => {
    const asked = { engine: 'sglang', version: '0.5.8', drafts: true, draftTokens: 4, maxSequences: 512, sequencesAreOpen: false };
    expect(tokensOnTop(asked)!.most).toBe(512 * 24);
    expect(tokensOnTop({ ...asked, sequencesAreOpen: true })!.most).toBe(48 * 24);
    expect([{ version: '0.5.9' }, { drafts: false }, { engine: 'vllm' }].map(more => tokensOnTop({ ...asked, ...more }))).toEqual([undefined, undefined, undefined]);
    expect(rowOf({ ...DRAFT, version: '0.5.8' }, 'drafted tokens')).toMatchObject({ inside: false });
  });

  test('takes 0.85 of its share on devices of AMD, where its context is long', () => {
    const [amd, nvidia] = [{ ...H100, name: 'AMD MI300X', resource: 'amd.com/gpu' }, H100].map(device => plan({ device, utilization: 0.8 }).utilization);
    expect([amd, nvidia]).toEqual([0.8 * 0.85, 0.8]);
  });
});

describe('llama.cpp', () => {
  const LLAMA_CPP = { engine: 'llama-cpp', version: 'b11434', architecture: Q4, maxModelLen: 131_072 };

  test('keeps which tokens a batch sees, four times where several devices compute one after another', () => {
    const most = (more: Partial<PlanRequest>) => {
      const { bytes, uncertainty } = rowOf({ ...LLAMA_CPP, ...more }, 'which tokens')!;
      return bytes + uncertainty;
    };
    expect(most({ maxBatchedTokens: 2048 })).toBeGreaterThanOrEqual(6 * 2048 * 131_072);
    expect(most({ count: 2 })).toBeGreaterThanOrEqual(18 * 512 * 131_072);
    expect(rowOf({ engine: 'vllm', version: '0.32.0' }, 'which tokens')).toBeUndefined();
  });

  test('unpacks the keys and values of a layer, where the cache is quantized', () => {
    const { bytes, uncertainty } = rowOf({ ...LLAMA_CPP, cacheType: 'q8_0' }, 'keys and values')!;
    expect(bytes + uncertainty).toBe(8 * 256 * 2 * 131_072);
    expect(rowOf(LLAMA_CPP, 'keys and values')).toBeUndefined();
  });

  test.each<[string, Partial<PlanRequest>]>([['scores', { version: 'b5000' }], ['masks', { maxBatchedTokens: 4096 }], ['unpacked layers', { cacheType: 'q8_0' }]])('has %s that grow with the context: the longest in the table fits', (_what, more) => {
    const asked = { ...LLAMA_CPP, ...more, maxModelLen: 4096, device: { name: 'NVIDIA L4', bytes: 22.35 * GIB, resource: 'nvidia.com/gpu' } };
    const { maxContext } = plan(asked);
    expect(plan({ ...asked, maxModelLen: maxContext }).verdict).toBe('fits');
    expect(plan({ ...asked, maxModelLen: maxContext! + 512 }).verdict).not.toBe('fits');
  });

  test.each<[string, string, boolean]>([['llama-cpp', 'b5000', true], ['llama-cpp', 'b11434', false], ['ollama', '0.12.0', true], ['ollama', '0.32.15', false]])('%s %s keeps tokens behind a window: %s', (engine, version, isKept) => {
    const bytes = plan({ engine, version, architecture: GEMMA2, maxModelLen: 8192, sharedBy: 1, flashAttention: true }).wantedBytes;
    expect(bytes >= 26 * 4 * 512 * 2 * 8192).toBe(isKept);
  });

  test.each<[string, string, string]>([['llama-cpp', 'b7000', 'unknown'], ['llama-cpp', 'b11434', 'fits'], ['ollama', '0.12.0', 'unknown'], ['ollama', '0.32.15', 'fits']])('%s %s with latent attention: %s', (engine, version, verdict) => {
    expect(plan({ engine, version, architecture: knownArchitecture('deepseek-ai/DeepSeek-V2-Lite', 'Q4_K_M') }).verdict).toBe(verdict);
  });
});
