import { fit } from '../../src/cli/fit';
import { cacheNumbers } from '../../src/fit/cache-types';
import { lmdeployCacheType } from '../../src/fit/engines/lmdeploy';
import { FlagTable } from '../../src/flags/flag-table';
import { flagsFile } from '../../src/flags/flags-file';
import { DataType } from '../../src/values/data-type';

const ask = (...words: string[]) => fit(['--model=Qwen/Qwen3-8B', ...words], { isTTY: false });

const TYPES = /takes auto, bfloat16, float16, float32; give a method/;
const CACHES = /takes auto, bfloat16, .*fp8, /;
const METHODS = /fp8, awq, gptq, mxfp4, nvfp4, bitsandbytes, and types of GGUF files/;
const ENGINES = /known are vllm, sglang, llama-cpp, ollama, lmdeploy, tensorrt-llm/;
const GPUS = /known are NVIDIA V100 16GB, .*H100/;
const NUMBER = /needs a whole number from 1 to \d+, got/;
const SHARE = /needs a share above 0 and at most 1, got/;

/** For each option: what is unknown, empty, out of range and in the wrong case, and what is said: what is allowed. */
const MISTAKES: readonly (readonly [option: string, got: string, says: RegExp])[] = [
  ['--engine', 'steam', ENGINES], ['--engine', 'VLM', /unknown engine "VLM"; did you mean vllm\?: known are /], ['--engine', '@1.0', ENGINES], ['--engine', 'vllm@', /for example vllm@0\./], ['--engine', 'vllm@latest', /for example vllm@0\./],
  ['--engine', 'llama-cpp@1.2.3', /for example llama-cpp@b\d+/], ['--engine', 'vllm@b11434', /for example vllm@0\./],
  ['--gpu', 'abacus', GPUS], ['--gpu', ':2', GPUS], ['--gpu', 'h100:', /from 1 to 9999, got ""/], ['--gpu', 'h100:-1', /from 1 to 9999, got "-1"/], ['--gpu', 'h100:1.5', /from 1 to 9999/], ['--gpu', 'h100:99999', /from 1 to 9999/],
  ['--gpu', 'h100:1,', /got "h100:1,", where a name is missing beside a comma/], ['--gpu', ',l4', /a name is missing/],
  ['--gpu', 'h100-mig-9g.10gb', /known are 1g\.10gb/],
  ['--dtype', 'half', TYPES], ['--dtype', 'float', TYPES], ['--dtype', 'fp4', TYPES], ['--dtype', 'BFLOAT16', TYPES],
  ['--cache-type', 'foo', CACHES], ['--cache-type', 'FP8', CACHES], ['--cache-type', 'q8_0', CACHES],
  ['--quantization', 'foo', METHODS], ['--quantization', 'Q9_K', METHODS],
  ['--context', '0', NUMBER], ['--context', '-1', NUMBER], ['--context', '1.5k', NUMBER], ['--context', '9999999999', NUMBER], ['--context', '32g', NUMBER],
  ['--concurrency', '0', NUMBER], ['--concurrency', 'all', NUMBER], ['--concurrency', '1000001', NUMBER],
  ['--utilization', '0', SHARE], ['--utilization', '1.1', SHARE], ['--utilization', '90%', SHARE], ['--utilization', '-0.5', SHARE],
  ['--svg', 'yes', /takes no value, got "yes"/], ['--json', '', /takes no value, got ""/],
];

/** Settings that an engine does not have, or has other words for. */
const OF_OTHERS: readonly (readonly [engine: string, option: string, got: string, says: RegExp])[] = [
  ['sglang', '--cache-type', 'q8_0', /sglang 0\.5\.\d+ takes auto, .*fp8_e4m3/],
  ['llama-cpp', '--cache-type', 'fp8', /takes auto, f32, f16, .*q8_0/],
  ['ollama', '--cache-type', 'fp8', /takes auto, f16, q8_0/],
  ['lmdeploy', '--cache-type', 'q8_0', /takes auto, .*int8/],
  ['tensorrt-llm', '--cache-type', 'int8', /takes auto, fp8, nvfp4/],
  ['text-generation-inference', '--cache-type', 'fp8', /takes auto, fp8_e4m3fn, fp8_e5m2/],
  ['text-embeddings-inference', '--cache-type', 'fp8', /has no such setting; leave --cache-type out/],
  ['lmdeploy', '--dtype', 'float32', /takes auto, bfloat16, float16;/],
  ['text-generation-inference', '--dtype', 'float32', /takes auto, bfloat16, float16;/],
  ['llama-cpp', '--dtype', 'float16', /has no such setting/],
  ['ollama', '--dtype', 'float16', /has no such setting/],
  ['llama-cpp', '--utilization', '0.5', /has no such setting/],
  ['ollama', '--utilization', '0.5', /has no such setting/],
  ['text-embeddings-inference', '--utilization', '0.5', /has no such setting/],
  ['llama-cpp', '--quantization', 'awq', /the type of the file, such as Q4_K_M/],
  ['tensorrt-llm', '--quantization', 'Q4_K_M', /reads none; give a method such as fp8/],
];

describe('the words of cdk8s-matrixinfer fit', () => {
  test.each([
    [['--gpu=h100', '--dtype=fp16'], ['--gpu=h100', '--dtype=float16']],
    [['--gpu=h100', '--dtype=BF16'], ['--gpu=h100', '--dtype=bfloat16']],
    [['--gpu=h100,l4:2'], ['--gpu=h100', '--gpu=l4:2']],
    [['--gpu=H100 SXM'], ['--gpu=h100']],
    [['--gpu=h100', '--gpu=l4,H100'], ['--gpu=h100,l4']],
    [['--gpu=h100', '--context=1M'], ['--gpu=h100', '--context=1048576']],
    [['--gpu=h100', '--context=1e4'], ['--gpu=h100', '--context=10000']],
  ])('take %j for %j', async (short, long) => {
    expect(await ask(...short)).toEqual(await ask(...long));
  });

  test.each(MISTAKES)('fails on %s %j, and says what is allowed', async (option, got, says) => {
    await expect(ask(`${option}=${got}`)).rejects.toThrow(says);
  });

  test.each(['--engine', '--gpu', '--dtype', '--cache-type', '--quantization', '--context', '--concurrency', '--utilization'])('fails on %s without a value', async option => {
    await expect(ask(`${option}=`)).rejects.toThrow(`${option} needs a value`);
    await expect(ask(option)).rejects.toThrow(`${option} needs a value`);
  });

  test.each(OF_OTHERS)('fails with %s on %s %s', async (engine, option, got, says) => {
    await expect(ask(`--engine=${engine}`, `${option}=${got}`)).rejects.toThrow(says);
  });

  test.each(Object.values(DataType))('takes what DataType has: %s', async type => {
    expect((await ask('--gpu=h100', `--dtype=${type}`)).code).toBe(0);
  });

  test.each(['qwen/qwen3-8b', 'QWEN/QWEN3-8B'])('takes a name in any case: %s', async model => {
    expect((await fit(['--model', model, '--gpu', 'H100'], { isTTY: false })).code).toBe(0);
  });
});

/** Types of caches whose size is not published. */
const UNSIZED = /turboquant|turbo_quant|ultraquant|ds_mla|^42$|nvfp4_|fp4_mx/;

describe('types of caches that servers take', () => {
  test.each([['vllm', '--kv-cache-dtype'], ['sglang', '--kv-cache-dtype'], ['llama-cpp', '--cache-type-k'], ['lmdeploy', '--quant-policy']])('have a known size, or are named here: %s', (engine, flag) => {
    const version = { 'vllm': '0.32.0', 'sglang': '0.5.23', 'llama-cpp': 'b11434', 'lmdeploy': '0.18.0' }[engine]!;
    const types = FlagTable.read(flagsFile(engine)).of(version).shape(flag)!.choices!;
    const unsized = types.filter(type => cacheNumbers(lmdeployCacheType({ engine, cacheType: type }) ?? type, 'bfloat16') === undefined);
    expect(unsized.filter(type => !UNSIZED.test(type))).toEqual([]);
  });
});

describe('what cdk8s-matrixinfer fit says beside the verdict', () => {
  test.each([
    ['a version whose flags are not known', ['--gpu=h100', '--engine=vllm@9.9.9'], 0, /\[warning\] engine-version-unverified: the flags of vllm 9\.9\.9 are not known, and are checked as those of 0\.\d+\.\d+/],
    ['a version of a server without a table', ['--gpu=h100', '--engine=ollama@9.9.9', '--quantization=Q4_K_M'], 0, /\[warning\] engine-version-unverified: the memory of ollama 9\.9\.9 is not known/],
    ['more devices than a node has', ['--gpu=h100:16'], 3, /\[warning\] pod-fits-no-known-node: one replica asks for 16 × NVIDIA H100, known nodes have at most 8/],
    ['more of a small node', ['--gpu=t4g:4'], 3, /pod-fits-no-known-node: one replica asks for 4 × NVIDIA T4G, known nodes have at most 2/],
    ['a number that no node has', ['--gpu=l4:3'], 0, /accelerator-count-odd: one replica asks for 3 × NVIDIA L4, and no known node has 3/],
    ['far more than is needed', ['--gpu=h100:8', '--context=4k'], 0, /accelerators-oversized: 8 × NVIDIA H100 serve 1 × 4096 tokens, and 1 would/],
    ['a type that a device only emulates', ['--gpu=a100-80gb', '--quantization=fp8'], 0, /data-type-emulated: .*8 bits \(fp8\), and NVIDIA A100/],
  ] as const)('names %s', async (_case, words, code, says) => {
    const answer = await ask(...words);
    expect(answer.text).toMatch(says);
    expect(answer.code).toBe(code);
    expect((await ask(...words, '--json')).text).toContain('"findings": [');
    expect((await ask(...words, '--svg')).text).toMatch(/<desc>\[warning\] /);
  });

  test('is nothing where all is known', async () => {
    expect((await ask('--gpu=h100')).text).not.toContain('[warning]');
    expect((await ask()).text).not.toContain('[warning]');
  });
});
