import { within } from './within';
import { blocks, blocksOfSequence, cacheLayout } from '../../src/fit/cache';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { weightBytesOfRank } from '../../src/fit/parameters';

/** A Whisper of a width and of so many layers on each side. */
function whisper(width: number, encoder: number, decoder: number): object {
  return {
    model_type: 'whisper',
    is_encoder_decoder: true,
    d_model: width,
    encoder_layers: encoder,
    decoder_layers: decoder,
    encoder_attention_heads: width / 64,
    decoder_attention_heads: width / 64,
    encoder_ffn_dim: 4 * width,
    decoder_ffn_dim: 4 * width,
    num_mel_bins: width === 384 ? 80 : 128,
    max_source_positions: 1500,
    max_target_positions: 448,
    vocab_size: width === 384 ? 51_865 : 51_866,
    torch_dtype: 'bfloat16',
  };
}

const CASES = [
  ['whisper-tiny', whisper(384, 4, 4), 1, 75_530_496, 2543],
  ['whisper-large-v3', whisper(1280, 32, 32), 1, 3_087_226_880, 95],
  ['whisper-large-v3 on 4 ranks', whisper(1280, 32, 32), 4, 884_172_800, 381],
  ['whisper-large-v3-turbo', whisper(1280, 32, 4), 1, 1_617_858_560, 762],
] as const;

describe('a decoder that keeps what its encoder has heard', () => {
  test.each(CASES)('%s has the bytes and the blocks that vLLM 0.32.0 says of 2 GB on a CPU', (name, config, tensorParallel, bytes, count) => {
    const architecture = readArchitecture({ ...config }, name);
    const options = { engine: 'vllm', version: '0.32.0', cacheType: 'auto', dataType: 'bfloat16', tensorParallel, pipelineParallel: 1, contextParallel: 1, maxBatchedTokens: 4096, maxModelLen: 448, onCpu: true };
    const layout = cacheLayout(architecture, options)!;
    expect(blocks(layout, 2_000_000_001)).toBe(count);
    expect(weightBytesOfRank(architecture, { tensorParallel, pipelineParallel: 1, expertParallel: 1 }, 'bfloat16')).toEqual(within(0.005, bytes));
    expect(blocksOfSequence(layout, 448, options)).toBe(Math.ceil(448 / 128) + Math.ceil(1500 / 128));
    expect(blocksOfSequence(layout, 1, options)).toBe(1 + Math.ceil(1500 / 128)); // a recording is kept whole, however little is said of it
  });

  test('fits on a device by all of it, on servers that are known to keep it so', () => {
    const device = { name: 'NVIDIA L4', bytes: 22.35 * 1024 ** 3, resource: 'nvidia.com/gpu' };
    const planOn = (engine: string, version: string) => planMemory({ architecture: readArchitecture({ ...whisper(1280, 32, 32) }, 'whisper-large-v3'), engine, version, device, count: 1 });
    expect(planOn('vllm', '0.32.0').verdict).toBe('fits');
    expect(planOn('sglang', '0.5.23')).toMatchObject({ verdict: 'unknown', reason: 'what sglang keeps of each recording that the encoder has heard is not known' });
  });
});
