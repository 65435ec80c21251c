/*
 * What real engines say of the memory of small models, against what is kept in test/fit/data, with which test/fit compares the plan.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Answer, ask } from './fit/ask';
import { askFileSizes, askLlamaCpp } from './fit/ask-llama-cpp';
import { GGUF_MODELS, GGUF_TYPES } from './fit/gguf-types';
import { LLAMA_CPP_QUESTIONS, nameOf } from './fit/llama-cpp-models';
import { whyNot } from './harness/needs';
import { ASKED, EngineAnswer, GGUF_SIZES, LLAMA_CPP_ANSWERS, QUANTIZED_MODELS, RANKS, SMALL_MODELS, withoutQuantization } from '../fit/data/read';

const HAS_AVX_512 = existsSync('/proc/cpuinfo') && /\bavx512|\bamx_/.test(readFileSync('/proc/cpuinfo', 'utf8'));

const withVllm = whyNot('vllm') === undefined ? describe : describe.skip;

withVllm('vLLM 0.32.0', () => {
  let answers: ReadonlyMap<string, Answer & Partial<EngineAnswer>>;
  // On a CPU with AVX-512 BF16, as that of the kept answers, vLLM itself takes states in 32 bits: vllm/platforms/cpu.py.
  const asked = ASKED.map(one => ({ ...one, arguments: { mamba_ssm_cache_dtype: 'float32', ...one.arguments } }));
  beforeAll(async () => { answers = await ask('ask_vllm.py', asked); }, 900_000);

  for (const { name, answer: kept, arguments: said } of ASKED) {
    // vLLM: "FP8 KV cache on CPU requires x86 with AVX-512 or AMX."
    const testOrSkip = /^fp8/.test(String(said.kv_cache_dtype)) && !HAS_AVX_512 ? test.skip : test;
    testOrSkip(`${name} has the blocks, groups and bytes that are kept`, () => {
      const { error, blocks, groups, weightBytes } = answers.get(name)!;
      expect({ error, blocks, groups, weightBytes }).toEqual({ ...kept, error: undefined });
    });
  }
});

withVllm('the modules of vLLM 0.32.0, of small models', () => {
  const small = SMALL_MODELS.flatMap(([name, { config, cacheBytes, weightBytes, blocks, onTwo }]) => [
    { name, config, cacheBytes, ranks: 1, answer: { weightBytes, blocks } },
    ...(onTwo ? [{ name: `${name} on two ranks`, config, cacheBytes, ranks: 2, answer: onTwo }] : []),
  ]);
  const quantized = QUANTIZED_MODELS.map(({ name, config, weightBytes }) => (
    { name, config, cacheBytes: 2 ** 30, ranks: 1, answer: { weightBytes } }
  ));
  let answers: ReadonlyMap<string, Answer & Partial<EngineAnswer>>;
  beforeAll(async () => {
    answers = await ask('weigh_vllm.py', [...small, ...quantized].map(({ answer: _kept, ...asked }) => (
      { ...asked, arguments: { max_model_len: 1024, dtype: 'bfloat16', mamba_ssm_cache_dtype: 'float32' } }
    )));
  }, 900_000);

  test.each([...small, ...quantized])('$name: the bytes and blocks that are kept', ({ name, answer }) => {
    expect(answers.get(name)).toMatchObject(answer);
  });
});

withVllm('the modules of vLLM 0.32.0, as one of several ranks', () => {
  const named = RANKS.map(asked => ({ ...asked, name: `${asked.configuration.name} on ${asked.ranks}` }));
  let answers: ReadonlyMap<string, Answer & Partial<EngineAnswer>>;
  beforeAll(async () => {
    answers = await ask('weigh_vllm.py', named.map(({ name, configuration, ranks, cacheBytes }) =>
      ({ name, config: withoutQuantization(configuration.config), ranks, cacheBytes, arguments: { max_model_len: 4096 } })));
  }, 900_000);

  test.each(named.map(({ name, answer }) => [name, answer]))('%s: the bytes and blocks that are kept', (name, kept) => {
    const { error, weightBytes, blocks } = answers.get(name)!;
    expect({ error, weightBytes, blocks }).toEqual({ ...kept, error: undefined });
  });
});

const withLlamaCpp = whyNot('llama-cpp') === undefined ? describe : describe.skip;

withLlamaCpp('llama.cpp b11434', () => {
  test.each(LLAMA_CPP_QUESTIONS.map(question => [nameOf(question), question] as const))('%s: it prints the buffers that are kept', async (name, question) => {
    expect(await askLlamaCpp(question)).toEqual(LLAMA_CPP_ANSWERS[name]);
  });

  test.each(Object.keys(GGUF_MODELS))('%s: its files have the sizes that are kept', async model => {
    expect(await askFileSizes(GGUF_MODELS[model]!, GGUF_TYPES)).toEqual(GGUF_SIZES[model]);
  });
});
