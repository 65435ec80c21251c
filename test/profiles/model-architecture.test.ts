import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ModelArchitecture } from '../../src';

const inFile = (content: object | string, more?: object) => {
  const path = join(mkdtempSync(join(tmpdir(), 'architecture-')), 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return ModelArchitecture.fromConfigFile(path, more);
};

const LLAMA = {
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

describe('an architecture', () => {
  test('has the same parameters from a name, a file and numbers', () => {
    const given = ModelArchitecture.from({
      layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 128256, maxContext: 131072,
    });
    for (const one of [ModelArchitecture.of('meta-llama/Llama-3.1-8B'), inFile(LLAMA), given]) {
      expect([one.parameters, one.weightBytes(), one.maxContext, one.unknowns]).toEqual([8_030_261_248, 16_060_522_496, 131072, []]);
    }
  });

  test('says its parameters by family', () => {
    expect(ModelArchitecture.of('openai/gpt-oss-20b').parametersByFamily).toMatchObject({ embedding: 579_133_440, head: 579_133_440, experts: expect.any(Number) as number });
  });

  test('of mixed windows, latent attention and experts is read from numbers', () => {
    const latent = ModelArchitecture.from({
      layers: 2,
      hiddenSize: 64,
      attentionHeads: 4,
      headSize: 16,
      intermediateSize: 128,
      vocabularySize: 512,
      maxContext: 1024,
      latentSize: 32,
      ropeSize: 8,
      experts: 4,
      expertSize: 32,
      sharedExperts: 1,
    });
    // Of each layer: queries 4×(16+8)×64, down (32+8)×64, norm 32, up 4×(16+16)×32, output 64×4×16, two norms; router 4×64+4; (4+1) experts 3×64×32
    const layer = 6144 + 2560 + 32 + 4096 + 4096 + 128 + 260 + 5 * 6144;
    expect(latent.parameters).toBe(2 * layer + 2 * 512 * 64 + 64);
  });

  test('is loaded in another type, and quantized as is said', () => {
    expect(inFile(LLAMA).weightBytes('float32')).toBe(32_121_044_992);
    expect(inFile(LLAMA, { quantization: 'Q4_K_M' }).weightBytes() / 2 ** 30).toBeCloseTo(4.57, 1);
  });

  test('reads JSON as Python writes it', () => {
    expect(inFile(JSON.stringify({ ...LLAMA, limit: 1 }).replace('"limit":1', '"limit": Infinity')).parameters).toBe(8_030_261_248);
  });

  test.each([
    ['a kind that is not known', { ...LLAMA, model_type: 'no-such-model' }, /"no-such-model" are not known/],
    ['a method that is not known', { ...LLAMA, quantization_config: { quant_method: 'aqlm' } }, /quantized by "aqlm"/],
    ['an encoder beside the decoder', { ...LLAMA, is_encoder_decoder: true }, /an encoder beside its decoder/],
    ['a tower without its configuration', { architectures: ['LlavaForConditionalGeneration'], model_type: 'llava', text_config: LLAMA }, /vision_config/],
    ['modules that nobody knows', { ...LLAMA, quantization_config: { quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers: { 'odd.module': { quant_algo: 'FP8' } } } }, /which of them is not known/],
  ])('says that it does not know %s', (_case, config, says) => {
    expect(inFile(config).unknowns.join()).toMatch(says);
  });

  test.each([
    ['no object', '[]', /is no object/],
    ['no model', '{}', /has no model_type/],
    ['without a width', { ...LLAMA, hidden_size: undefined }, /has no hidden_size/],
    ['no JSON', 'odd', /cannot be read/],
    ['of a part that is a text', { model_type: 'llava', text_config: 'x' }, /cannot be read: its text_config is "x", and has to be an object; take/],
    ['of such a part, and of a kind that is not known', { model_type: 'odd', text_config: 'x' }, /cannot be read: its text_config is "x"/],
    ['of more layers than any model has', { ...LLAMA, num_hidden_layers: 1e9 }, /has 1000000000 layers, and at most 10000/],
    ['of more layers of an encoder than any model has', { ...LLAMA, model_type: 'bert', num_hidden_layers: 1e9 }, /has 1000000000 layers, and at most 10000/],
  ])('fails on a configuration that is %s', (_case, content, says) => {
    expect(() => inFile(content)).toThrow(says);
  });

  test.each<[string, string, RegExp]>([
    ['empty', '', /cannot be read: the file is empty; put/], ['only spaces', ' \n', /the file is empty/],
    ['a GGUF file', 'GGUF\u0003\u0000', /cannot be read: it is a GGUF file, whose type is given as quantization, such as Q4_K_M; put the config\.json/],
  ])('fails on a file that is %s, in words', (_case, content, says) => {
    expect(() => inFile(content)).toThrow(says);
  });

  test('fails on a file of its quantization, and says which', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'config.json');
    writeFileSync(path, JSON.stringify(LLAMA));
    writeFileSync(path.replace('config.json', 'hf_quant_config.json'), '{');
    const says = /^the configuration of the quantization "[^"]*hf_quant_config\.json" cannot be read: .*; put the hf_quant_config\.json that the model brings in the folder/;
    expect(() => ModelArchitecture.fromConfigFile(path)).toThrow(says);
  });

  test('fails on a folder, in words', () => {
    expect(() => ModelArchitecture.fromConfigFile(mkdtempSync(join(tmpdir(), 'empty-')))).toThrow(/config\.json" cannot be read: ENOENT, there is no such file; put/);
  });

  test('fails on a file that is not there, and on a name that is not known', () => {
    expect(() => ModelArchitecture.fromConfigFile('/no/such/config.json')).toThrow(/cannot be read: ENOENT/);
    expect(() => ModelArchitecture.of('no/such-model')).toThrow(/unknown model "no\/such-model": known are meta-llama/);
    for (const name of ['Qwen3-8B', 'qwen3-8b', 'nobody/Qwen3-8B', 'https://huggingface.co/Qwen/Qwen3-8B', 'https://hf.co/Qwen/Qwen3-8B/']) {
      expect(() => ModelArchitecture.of(name)).toThrow(/; did you mean Qwen\/Qwen3-8B\?: known of Qwen are Qwen\//);
    }
    expect(() => ModelArchitecture.of('google/gemma-2b')).toThrow(/unknown model "google\/gemma-2b".*: known of google are google\/gemma-2-2b, [^;]*google\/gemma-4-26B-A4B; for others/);
  });

  test.each([
    ['no whole number', { layers: 1.5 }, /layers/],
    ['more layers than any model has', { layers: 1e9 }, /layers: got 1000000000, allowed is a whole number from 1 to 10000/],
    ['heads of keys that do not divide those of queries', { keyValueHeads: 3 }, /keyValueHeads: got 3, allowed is a divisor of attentionHeads, 4/],
    ['more heads of keys than of queries', { keyValueHeads: 8 }, /keyValueHeads: got 8/],
    ['more heads than any model has', { attentionHeads: 2 ** 20 }, /attentionHeads/],
    ['heads that do not divide the width', { attentionHeads: 3 }, /attentionHeads.*a divisor of hiddenSize/],
    ['a type that no server loads', { dataType: 'fp4' }, /dataType: got "fp4", allowed is bfloat16, float16.*give a method of quantization/],
    ['experts\' width without experts', { expertSize: 32 }, /expertSize: got 32, allowed is expertSize together with experts; give experts as well/],
    ['experts of all tokens without others', { sharedExperts: 1 }, /sharedExperts: got 1/],
    ['latent positions without a latent vector', { ropeSize: 64 }, /ropeSize: got 64.*give latentSize/],
    ['layers with a window that nobody says', { slidingLayersPerFull: 5 }, /slidingLayersPerFull: got 5.*give slidingWindow/],
    ['a quantization that is not known', { quantization: 'odd' }, /invalid quantization: got "odd"/],
  ])('fails on numbers with %s', (_case, more, says) => {
    const numbers = { layers: 2, hiddenSize: 64, attentionHeads: 4, intermediateSize: 128, vocabularySize: 512, maxContext: 1024 };
    expect(() => ModelArchitecture.from({ ...numbers, ...more })).toThrow(says);
  });

  test('fails on the size of weights in a type that no server loads', () => {
    const model = ModelArchitecture.of('Qwen/Qwen3-0.6B');
    expect(model.weightBytes('float32')).toBe(2 * model.weightBytes('bfloat16'));
    expect(() => model.weightBytes('foo')).toThrow(/dataType: got "foo", allowed is bfloat16/);
  });
});
