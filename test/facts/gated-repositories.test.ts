import { isGated } from '../../src/facts/gated-repositories';

describe('a gated repository', () => {
  test.each([
    'meta-llama/Llama-2-7b-hf', 'meta-llama/Llama-4-Scout-17B-16E-Instruct', 'Meta-Llama/Llama-3.1-8B', 'google/gemma-2-9b-it', 'google/gemma-3-27b-it', 'google/codegemma-7b',
    'google/embeddinggemma-300m', 'google/paligemma2-3b-pt-224', 'mistralai/Mistral-7B-Instruct-v0.2', 'mistralai/Mixtral-8x7B-Instruct-v0.1', 'CohereLabs/c4ai-command-r-plus',
    'bigcode/starcoder', 'databricks/dbrx-instruct', 'pyannote/speaker-diarization-3.1', 'black-forest-labs/FLUX.1-dev', 'stabilityai/stable-diffusion-3.5-large',
  ])('is known: %s', repository => expect(isGated(repository)).toBe(true));

  test.each([
    'Qwen/Qwen3-8B', 'openai/gpt-oss-20b', 'bigcode/starcoder2-7b', 'google/flan-t5-xl', 'google-bert/bert-base-uncased', 'acme/meta-llama', 'acme/gemma-2-9b',
    'mistralai/Mamba-Codestral-7B-v0.1', 'deepseek-ai/DeepSeek-R1', 'BAAI/bge-m3', 'NousResearch/Meta-Llama-3-8B',
  ])('is none: %s', repository => expect(isGated(repository)).toBe(false));
});
