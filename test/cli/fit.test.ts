import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { fit } from '../../src/cli/fit';

const NO_TERMINAL = { isTTY: false, env: {} };
const run = async (...words: string[]) => (await fit(words, NO_TERMINAL)).text;

describe('cdk8s-matrixinfer fit', () => {
  test('prints a line and a bar for each known device', async () => {
    const text = await run('--model', 'Qwen/Qwen3-8B', '--context', '32k', '--concurrency', '4');
    expect(text).toContain('Qwen/Qwen3-8B, vllm 0.33.0, 4 × 32768 tokens');
    expect(text).toMatch(/^1 × NVIDIA H100 +fits +40960 +10 +#+\++=+\.*$/m);
    expect(text).toMatch(/^2 × NVIDIA T4G +cannot fit/m);
    expect(text.split('\n').length).toBeGreaterThan(30);
  });

  test('prints all numbers of one device, and what twice as many would bring', async () => {
    const text = await run('--model', 'meta-llama/Llama-3.1-70B', '--gpu', 'h100:4');
    expect(text).toContain('meta-llama/Llama-3.1-70B on 4 × NVIDIA H100, vllm 0.33.0, tensor parallelism 4: fits');
    expect(text).toMatch(/with 8: fits, longest context 131072/);
  });

  test.each<[string, boolean, { [name: string]: string }, boolean]>([
    ['in a terminal', true, {}, true],
    ['in a pipe', false, {}, false],
    ['where NO_COLOR says no', true, { NO_COLOR: '1' }, false],
    ['where NO_COLOR is empty', true, { NO_COLOR: '' }, true],
    ['in a terminal that knows none', true, { TERM: 'dumb' }, false],
    ['where FORCE_COLOR says so', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['where FORCE_COLOR is empty', false, { FORCE_COLOR: '' }, true],
    ['where FORCE_COLOR says no', true, { FORCE_COLOR: '0' }, false],
  ])('is in colour as other programs are: %s', async (_where, isTTY, env, isColoured) => {
    const { text } = await fit(['--model', 'Qwen/Qwen3-8B', '--gpu', 'l4'], { isTTY, env });
    expect(text.includes('\u001b[')).toBe(isColoured);
  });

  test.each([['vLLM', 'vllm'], ['llama.cpp', 'llama-cpp'], ['LLaMA_cpp', 'llama-cpp'], ['tgi', 'text-generation-inference'], ['TRTLLM', 'tensorrt-llm'], ['TensorRT-LLM@1.2.1', 'tensorrt-llm'], ['SGLang', 'sglang']])(
    'knows the engine %s', async (word, engine) => {
      const quantization = engine === 'llama-cpp' ? ['--quantization', 'Q4_K_M'] : [];
      expect(await run('--model', 'Qwen/Qwen3-8B', '--gpu', 'h100', '--engine', word, ...quantization)).toContain(`, ${engine} `);
    },
  );

  test.each([
    [['--gpus', 'l4'], 'unknown option "--gpus"; did you mean --gpu?'],
    [['-m', 'Qwen/Qwen3-8B'], 'unknown option "-m"; did you mean --model?'],
    [['--MODEL=Qwen/Qwen3-8B'], 'unknown option "--MODEL=Qwen/Qwen3-8B"; did you mean --model?'],
    [['--model', 'Qwen/Qwen3-8B', '--svg', 'bars.svg'], '--svg takes no value, got "bars.svg"; it prints to the terminal: write > bars.svg at the end'],
    [['Qwen/Qwen3-8B'], '"Qwen/Qwen3-8B" belongs to no option; did you mean --model Qwen/Qwen3-8B?'],
    [['--model', 'Qwen/Qwen3-8b-'], 'unknown model "Qwen/Qwen3-8b-"; did you mean Qwen/Qwen3-8B?'],
    [['--model', 'Qwen/Qwen3-8B', '--gpu', 'h10o'], 'unknown GPU "h10o"; did you mean NVIDIA H100?'],
    [['--model', 'Qwen/Qwen3-8B', '--engine', 'vlm'], 'unknown engine "vlm"; did you mean vllm?'],
  ])('asks what was meant: %j', async (words, says) => {
    await expect(run(...words)).rejects.toThrow(says);
  });

  test('reads a file, and draws', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'fit-')), 'config.json');
    writeFileSync(path, JSON.stringify({
      model_type: 'llama', hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, max_position_embeddings: 8192,
    }));
    const drawing = await run('--model', path, '--quantization', 'Q4_K_M', '--engine', 'llama-cpp', '--svg');
    expect(drawing).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(drawing).toContain('1 × NVIDIA L4: fits');
  });

  test('writes JSON of which the page about fit says each member', async () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'fit.md'), 'utf8').split('\n').filter(line => line.startsWith('| `'));
    const asked = ['--model', 'meta-llama/Llama-3.1-8B', '--gpu', 'h100:2', '--utilization', '0.999', '--json'];
    for (const engine of ['vllm@0.24.0', 'lmdeploy@0.7.2']) {
      const [one] = JSON.parse(await run(...asked, '--engine', engine)) as [{ readonly [name: string]: unknown; readonly rows: readonly object[]; readonly tight: object }];
      const names = [one, one.tight, ...one.rows].flatMap(part => Object.keys(part));
      expect([...new Set(names)].filter(name => !page.some(line => line.includes(`\`${name}\``)))).toEqual([]);
    }
  });

  test('writes JSON for programs', async () => {
    const [one] = JSON.parse(await run('--model', 'Qwen/Qwen3-8B', '--gpu', 'l4:1', '--engine', 'sglang@0.5.23', '--json')) as [{ readonly verdict: string; readonly device: string }];
    expect(one).toMatchObject({ model: 'Qwen/Qwen3-8B', engine: 'sglang', version: '0.5.23', device: 'NVIDIA L4', count: 1 });
    const bytes = [...Object.entries(one), ...(one as unknown as { readonly rows: readonly object[] }).rows.flatMap(row => Object.entries(row))]
      .filter(([name]) => /^(bytes|uncertainty)$|Bytes/.test(name));
    expect(bytes.filter(([, value]) => !Number.isInteger(value))).toEqual([]);
  });

  test.each([
    ['weights that a device is refused', ['openai/gpt-oss-120b', 't4:8'], /: cannot fit\n.*has weights of 4 bits \(mxfp4\), and NVIDIA T4/],
    ['a type that a device has not', ['Qwen/Qwen3-8B', 't4:4', '--dtype', 'bfloat16'], /: cannot fit\n.*has no bfloat16/],
    ['a type that the server refuses', ['google/gemma-3-4b-it', 'h100', '--dtype', 'float16'], /: cannot fit\n.*numbers overflow/],
    ['a method that a device is too old for', ['Qwen/Qwen3-1.7B', 'v10032gb', '--quantization', 'awq'], /: cannot fit\n.*\(awq\), and NVIDIA V100 32GB \(compute capability 7\.0\)/],
    ['a context above that of the model', ['Qwen/Qwen3-8B', 'h200', '--context', '200k'], /: probably does not fit\n.*was made for 40960 tokens/],
    ['a device without kernels', ['Qwen/Qwen3-1.7B', 'v10032gb'], /: is not known to fit\n.*kernels for NVIDIA V100/],
  ])('says as an app does: %s', async (_case, [model, gpu, ...more], says) => {
    expect(await run('--model', model, '--gpu', gpu, ...more)).toMatch(says);
  });

  test.each([
    ['a slice', 'h100-mig-1g.10gb', /on 1 × NVIDIA H100 MIG 1g\.10gb, .*\n[^]*memory of the device +9\.50/],
    ['a slice by its resource, of all that have it', 'nvidia.com/mig-2g.20gb', /1 × NVIDIA A100 80GB MIG 2g\.20gb +fits[^]*1 × NVIDIA H100 MIG 2g\.20gb +fits/],
    ['a slice in other words', 'NVIDIA H200 MIG 1g.18gb', /memory of the device +15\.86/],
  ])('knows %s', async (_case, gpu, says) => {
    expect(await run('--model', 'Qwen/Qwen3-1.7B', '--gpu', gpu)).toMatch(says);
  });

  test.each([
    ['fewer ranks and more stages', 'Qwen/Qwen2.5-7B-Instruct', 'l4:8', /tensor parallelism 4, 2 stages: fits/],
    ['an odd number of devices', 'Qwen/Qwen3-8B', 'a100-80gb:3', /3 × NVIDIA A100 80GB, .*, 3 stages: fits/],
    ['an open context', 'meta-llama/Llama-3.1-8B-Instruct', 'l4:1', /: fits\n +1 × 6400 tokens/],
    ['a type that the device has', 'google/gemma-3-4b-it', 't4:4', /in float32/],
  ])('derives as an app does: %s', async (_case, model, gpu, says) => {
    expect(await run('--model', model, '--gpu', gpu, '--engine', 'vllm@0.32.0')).toMatch(says);
  });

  test.each([
    ['it fits', ['--gpu=l4'], 0],
    ['it fits on one of several', ['--gpu=t4g', '--gpu=h100'], 0],
    ['it cannot fit', ['--gpu=t4:1', '--context', '40960'], 2],
    ['nobody can say', ['--gpu=v100-32gb'], 3],
  ])('ends as scripts want it where %s', async (_case, words, code) => {
    expect((await fit(['--model=Qwen/Qwen3-8B', ...words], NO_TERMINAL)).code).toBe(code);
  });

  test('reads a file with a mark of its byte order, and the folder that it is in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fit-'));
    writeFileSync(join(folder, 'config.json'), `\uFEFF${JSON.stringify({ model_type: 'llama', hidden_size: 2048, num_hidden_layers: 16, num_attention_heads: 32, intermediate_size: 8192, vocab_size: 32000 })}`);
    expect(await run('--model', folder, '--gpu', 'l4')).toContain(': fits');
  });

  test.each([
    ['no model', [], /--model is missing[^]*usage|--model is missing/],
    ['an option that it does not know', ['--modle', 'x'], /unknown option "--modle"/],
    ['an option without its value', ['--model'], /--model needs a value/],
    ['a model that it does not know', ['--model', 'no/such'], /unknown model "no\/such"/],
    ['a GPU that it does not know', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'abacus'], /unknown GPU "abacus": known are NVIDIA V100/],
    ['an engine that it does not know', ['--model', 'Qwen/Qwen3-8B', '--engine', 'steam'], /unknown engine "steam": known are vllm/],
    ['a version that is none', ['--model', 'Qwen/Qwen3-8B', '--engine', 'vllm@banana'], /--engine needs a version after "@", got "banana"/],
    ['an empty version', ['--model', 'Qwen/Qwen3-8B', '--engine', 'vllm@'], /--engine needs a version/],
    ['no device', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'a100:0'], /--gpu needs a number of devices from 1 to 9999/],
    ['a context that is no number', ['--model', 'Qwen/Qwen3-8B', '--context', 'long'], /--context needs a whole number/],
    ['several slices', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'h100-mig-1g.10gb:2'], /one server cannot span several/],
    ['a slice that its GPU does not have', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'h100-mig-1g.5gb'], /unknown MIG profile "1g.5gb": known are 1g.10gb/],
    ['a slice of a GPU that has none', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'l4-mig-1g.5gb'], /unknown MIG profile "1g.5gb": known are none of NVIDIA L4/],
    ['no sequence at once', ['--model', 'Qwen/Qwen3-8B', '--concurrency', '0'], /--concurrency needs a whole number from 1 to \d+, got "0"; use for example 16$/],
    ['a number of devices that is none', ['--model', 'Qwen/Qwen3-8B', '--gpu', 'h100:two'], /--gpu needs a number of devices from 1 to 9999, got "two"/],
    ['an option twice', ['--model', 'Qwen/Qwen3-8B', '--context', '8k', '--context=16k'], /--context is given 2 times/],
    ['two formats', ['--model', 'Qwen/Qwen3-8B', '--svg', '--json'], /--svg and --json cannot be given together/],
    ['an option in place of a value', ['--model', '--gpu', 'l4'], /--model needs a value/],
    ['a type that is none', ['--model', 'Qwen/Qwen3-8B', '--dtype', 'fp4'], /--dtype got "fp4": vllm 0\.\d+\.\d+ takes auto, bfloat16/],
    ['no version behind its v', ['--model', 'Qwen/Qwen3-8B', '--engine', 'vllm@0.32.x'], /--engine needs a version after "@", got "0\.32\.x"/],
    ['a share above 1', ['--model', 'Qwen/Qwen3-8B', '--utilization', '2'], /--utilization needs a share/],
  ])('fails on %s', async (_case, words, says) => {
    await expect(run(...words)).rejects.toThrow(says);
  });
});
