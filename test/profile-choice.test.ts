import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, FootprintProps, ModelArchitecture, ModelCache, ModelRuntime, ModelSource, ProfileChoice, RuntimeProfile, ServingEngine, SglangEngine, TritonEngine, VllmEngine } from '../src';
import { fit } from '../src/cli/fit';
import { knownNames } from '../src/fit/config/known-models';

const HOST = { cpu: Cpu.units(8), memory: Size.gibibytes(64) };
const VLLM = new VllmEngine({ version: '0.32.0' });
const ON_HOST = new VllmEngine({ version: '0.32.0', kvCacheSize: Size.gibibytes(8) });

const KINDS: { readonly [id: string]: Accelerator } = {
  't4': Accelerator.NVIDIA_T4, 'l4': Accelerator.NVIDIA_L4, 'l40s': Accelerator.NVIDIA_L40S, 'a100-80gb': Accelerator.NVIDIA_A100_80GB, 'h100': Accelerator.NVIDIA_H100, 'h200': Accelerator.NVIDIA_H200,
};

/** Profiles by the ids of their accelerators, in a chart of their own. */
function profiles(ids: readonly string[], engine: ServingEngine = VLLM): RuntimeProfile[] {
  const chart = new Chart(new App(), 'chart');
  return ids.map(id => new RuntimeProfile(chart, id, { engine, compute: Compute.gpu(KINDS[id]!, HOST) }));
}

const wanted = (model: string, more: Partial<FootprintProps> = {}): FootprintProps => ({
  source: ModelSource.pvc('weights'), architecture: ModelArchitecture.of(model), ...more,
});

const LLAMA = 'meta-llama/Llama-3.1-8B-Instruct';

/** Profile and count in a word. */
const said = ({ profile, compute }: ProfileChoice): string => `${profile.node.id}:${compute.acceleratorCount}`;

describe('ProfileChoice.of', () => {
  test.each<[string, Partial<FootprintProps>, string[], string]>([
    [LLAMA, {}, ['h100', 'l4'], 'h100:1'],
    [LLAMA, { engine: new VllmEngine({ version: '0.32.0', maxModelLen: 4096 }) }, ['h100', 'l4'], 'l4:1'],
    [LLAMA, { footprint: { concurrency: 4 } }, ['l4', 'h100', 'h200'], 'h200:1'],
    ['Qwen/Qwen3-8B', {}, ['h200', 'l40s', 'h100'], 'l40s:1'],
  ])('takes of %s, wanted with %p, among %p %s', (model, more, ids, choice) => {
    expect(said(ProfileChoice.of(profiles(ids), wanted(model, more)))).toBe(choice);
  });

  test('takes the first of equal ones, the fewest accelerators, and a host before all', () => {
    expect(said(ProfileChoice.of(profiles(['a100-80gb', 'h100']), wanted(LLAMA)))).toBe('a100-80gb:1');
    expect(said(ProfileChoice.of(profiles(['h100', 'a100-80gb']), wanted(LLAMA)))).toBe('h100:1');
    const [h100] = profiles(['h100']);
    const hosts = [256, 128].map(memory => new RuntimeProfile(h100!.node.scope as Chart, `host-${memory}`, {
      engine: ON_HOST, compute: Compute.cpu({ ...HOST, memory: Size.gibibytes(memory) }),
    }));
    const context = { args: ['--max-model-len=8192'] };
    expect(said(ProfileChoice.of([h100!, ...hosts], wanted(LLAMA, context)))).toBe('host-128:0');
  });

  test('is what the command says of one kind of device, of each model and engine', async () => {
    const differ: unknown[] = [];
    for (const model of knownNames().filter((_name, index) => index % 3 === 0)) {
      for (const id of Object.keys(KINDS)) {
        for (const [name, engine] of [['vllm@0.32.0', new VllmEngine({ version: '0.32.0', maxModelLen: 4096 })], ['sglang@0.5.23', new SglangEngine({ version: '0.5.23', maxModelLen: 4096 })]] as const) {
          const [{ count, verdict }] = JSON.parse((await fit([`--model=${model}`, `--gpu=${id}`, `--engine=${name}`, '--context=4096', '--json'], { isTTY: false })).text) as [{ count: number; verdict: string }];
          const there = tryChoice(() => ProfileChoice.of(profiles([id], engine), wanted(model)));
          if (there !== (verdict === 'fits' ? `${id}:${count}` : undefined)) differ.push({ model, id, name, count, verdict, there });
        }
      }
    }
    expect(differ).toEqual([]);
  });

  test('has the footprint of a model that is made of it, which has no finding of memory', () => {
    const [l4, h100] = profiles(['l4', 'h100']);
    const options = wanted('Qwen/Qwen3-32B', { engine: new VllmEngine({ version: '0.32.0', maxModelLen: 16384 }), footprint: { concurrency: 8 } });
    const { profile, compute, footprint, reason } = ProfileChoice.of([l4!, h100!, l4!], options);
    const runtime = new ModelRuntime(l4!.node.scope as Chart, 'model', { ...options, profile, compute });
    expect(runtime.footprint.explain()).toBe(footprint.explain());
    expect(footprint.verdict).toBe('fits');
    expect(reason).toBe('chart/h100 with 2 × NVIDIA H100 is the smallest that serves it; chart/l4 with 8 × NVIDIA L4 would serve it as well');
    expect(compute.memory.toGibibytes()).toBe(64);
  });

  test('asks a profile for the memory of adapters, its own arguments, and its lock, as a model does', () => {
    const [l4] = profiles(['l4']);
    const small = new RuntimeProfile(l4!.node.scope as Chart, 'small', { base: l4, args: ['--max-model-len=2048'], cache: ModelCache.emptyDir() });
    expect(said(ProfileChoice.of([l4!, small], wanted(LLAMA)))).toBe('small:1');
  });
});

/** What is chosen; undefined where none is. */
function tryChoice(choose: () => ProfileChoice): string | undefined {
  try {
    return said(choose());
  } catch (error) {
    if (/^none of the profiles is known to serve /.test((error as Error).message)) return undefined;
    throw error;
  }
}

describe('a choice that cannot be made', () => {
  test('says of each profile why not', () => {
    const chart = new Chart(new App(), 'chart');
    const all = [
      ...profiles(['t4', 'l4']),
      new RuntimeProfile(chart, 'bare', { engine: VLLM }),
      new RuntimeProfile(chart, 'triton', { engine: new TritonEngine({ version: '26.07' }), compute: Compute.gpu(Accelerator.NVIDIA_H200, HOST) }),
      new RuntimeProfile(chart, 'slice', { engine: VLLM, compute: Compute.gpu(Accelerator.NVIDIA_H100.mig('1g.10gb'), HOST) }),
      new RuntimeProfile(chart, 'split', { engine: new VllmEngine({ version: '0.32.0', tensorParallelSize: 2 }), compute: Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count: 2 }) }),
    ];
    expect(() => ProfileChoice.of(all, wanted('meta-llama/Llama-3.3-70B-Instruct'))).toThrowErrorMatchingInlineSnapshot('"none of the profiles is known to serve meta-llama/Llama-3.3-70B-Instruct: chart/t4 with 8 × NVIDIA T4 cannot fit: the weights of meta-llama/Llama-3.3-70B-Instruct take 16.3 GiB of each device, NVIDIA T4 has 13.5 GiB for them; chart/l4 with 8 × NVIDIA L4 cannot fit: 1 × 131072 tokens take 5 GiB, and at most 3.8 GiB are left for the cache; chart/bare has no compute; chart/triton with 8 × NVIDIA H200 is not known to fit: the memory of triton is not known (take one of the engines whose memory is known: vllm, sglang, tensorrt-llm, llama-cpp, ollama, text-generation-inference, lmdeploy, text-embeddings-inference); chart/slice with 1 × NVIDIA H100 MIG 1g.10gb cannot fit: the weights of meta-llama/Llama-3.3-70B-Instruct take 130.8 GiB of each device, NVIDIA H100 MIG 1g.10gb has 8.6 GiB for them; chart/split with 8 × NVIDIA L4 cannot fit: the weights of meta-llama/Llama-3.3-70B-Instruct take 65.4 GiB of each device, NVIDIA L4 has 20.1 GiB for them; give larger accelerators or those with a name, less context (maxModelLen of the engine) or a lower footprint.concurrency"');
  });

  test.each<[string, () => ProfileChoice, string]>([
    ['no profiles', () => ProfileChoice.of([], wanted(LLAMA)), 'invalid profiles: got a list, allowed is one or more; give the profiles to choose from'],
    ['no architecture', () => ProfileChoice.of(profiles(['l4']), { source: ModelSource.pvc('weights') }), 'invalid architecture: got nothing, allowed is an architecture'],
    ['a compute of the model', () => ProfileChoice.of(profiles(['l4']), wanted(LLAMA, { compute: Compute.cpu(HOST) })), 'compute of the model is given to ProfileChoice.of'],
    ['a concurrency of nobody', () => ProfileChoice.of(profiles(['l4']), wanted(LLAMA, { footprint: { concurrency: 0 } })), 'invalid footprint.concurrency: got 0'],
    ['a profile that is none', () => ProfileChoice.of([{} as RuntimeProfile], wanted(LLAMA)), 'ProfileChoice.of'],
    ['a profile in no list', () => ProfileChoice.of(profiles(['l4'])[0] as unknown as RuntimeProfile[], wanted(LLAMA)), 'ProfileChoice.of'],
    ['an unknown member', () => ProfileChoice.of(profiles(['l4']), { ...wanted(LLAMA), concurrency: 4 } as FootprintProps), 'concurrency'],
  ])('says what is wrong with %s', (_what, choose, words) => {
    expect(choose).toThrow(words);
  });
});
