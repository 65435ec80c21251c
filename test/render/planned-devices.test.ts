import { App, Chart, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Findings, Framework, LlamaCppEngine, ModelArchitecture, ModelConstruct, ModelConstructProps, ModelSource, OllamaEngine,
  RuntimeProfile, SharingStrategy, SglangEngine, VllmEngine,
} from '../../src';

const GIB = 1024 ** 3;

interface Case extends Partial<ModelConstructProps> {
  readonly of?: string;
  readonly on?: Compute;
}

const gpu = (accelerator: Accelerator, count = 1): Compute => Compute.gpu(accelerator, { count, cpu: Cpu.units(8), memory: Size.gibibytes(64) });

/** An image of ours: there are official ones for some devices only. */
const vllm = (props: object = {}): VllmEngine => new VllmEngine({ version: '0.32.0', image: 'example.com/vllm:v0.32.0', ...props });

function planned({ of = 'meta-llama/Llama-3.1-8B', on = gpu(Accelerator.NVIDIA_L4), engine = vllm(), ...more }: Case): ModelConstruct {
  const chart = new Chart(new App(), 'chart');
  return new ModelConstruct(chart, 'model', {
    version: '1.0.0', framework: Framework.HUGGINGFACE, source: ModelSource.pvc('weights'), architecture: ModelArchitecture.of(of), profile: new RuntimeProfile(chart, 'profile', { engine, compute: on }), ...more,
  });
}

const rulesOf = (model: ModelConstruct): readonly string[] => Findings.of(model).map(({ rule }) => rule);

const CUSTOM = Accelerator.of({ name: 'NPU 1', resource: 'example.com/npu', memory: Size.gibibytes(32), cores: 2 });

const OTHERS: readonly (readonly [string, Compute, RegExp])[] = [
  ['Gaudi 2', gpu(Accelerator.INTEL_GAUDI2), /the plug-in of vLLM for Gaudi takes of Intel Gaudi 2 beside/],
  ['Gaudi 3', gpu(Accelerator.INTEL_GAUDI3, 2), /the plug-in of vLLM for Gaudi/],
  ['a TPU v5e', gpu(Accelerator.GOOGLE_TPU_V5E.topology('2x2'), 4), /the plug-in of vLLM for TPUs/],
  ['a TPU v6e', gpu(Accelerator.GOOGLE_TPU_V6E), /the plug-in of vLLM for TPUs/],
  ['a TPU v7 with two cores', gpu(Accelerator.GOOGLE_TPU_V7), /the plug-in of vLLM for TPUs/],
  ['a Trainium', gpu(Accelerator.AWS_TRAINIUM1), /what vllm takes of AWS Trainium1 beside/],
  ['an Ascend', gpu(Accelerator.HUAWEI_ASCEND_910B), /what vllm takes of Huawei Ascend 910B/],
  ['an Arc of Intel', gpu(Accelerator.INTEL_ARC_PRO_B60), /what vllm takes of Intel Arc Pro B60/],
  ['a device of nobody here', gpu(CUSTOM), /what vllm takes of NPU 1/],
];

describe('a plan on devices whose constants are not known', () => {
  test.each(OTHERS)('counts weights and cache on %s, and says that no more is known', (_name, on, says) => {
    const model = planned({ on, engine: vllm({ maxModelLen: 4096 }), footprint: { fixedCache: true } });
    const { footprint } = model;
    expect([footprint.verdict, footprint.reason]).toEqual(['unknown', expect.stringMatching(says) as string]);
    expect(footprint.explain()).toMatch(/\n {2}weights +\d+\.\d\d/);
    expect(footprint.maxContext).toBeUndefined();
    expect(rulesOf(model)).toContain('memory-plan-unknown');
    expect(rulesOf(model)).not.toContain('model-cannot-fit');
    expect(JSON.stringify(model.runtime.deployment.toJson())).not.toContain('--kv-cache-memory-bytes');
  });

  test.each(OTHERS)('is an error on %s where the weights alone do not fit', (_name, on) => {
    const model = planned({ on, of: 'deepseek-ai/DeepSeek-V3' });
    expect([model.footprint.verdict, model.footprint.reason]).toEqual(['impossible', expect.stringMatching(/^the weights of deepseek-ai\/DeepSeek-V3 take \d/) as string]);
    expect(rulesOf(model)).toContain('model-cannot-fit');
  });

  test('has the cores of a device for ranks, with a part of its memory each', () => {
    expect(planned({ on: gpu(Accelerator.GOOGLE_TPU_V7) }).footprint.explain()).toMatch(/memory of the device +96\.00[^]* {2}weights +7\.48/);
  });

  test('takes the share as each plug-in does', () => {
    const most = (on: Compute) => Number(/left for the cache, at most +([\d.]+)/.exec(planned({ on }).footprint.explain())![1]);
    const weights = 14.957 * 0.995;
    expect(most(gpu(Accelerator.INTEL_GAUDI2))).toBeCloseTo((89 - weights) * 0.9 * 0.9, 1); // a tenth of it is for graphs
    expect(most(gpu(Accelerator.GOOGLE_TPU_V6E))).toBeCloseTo(32 * 0.9 - weights, 1);
    expect(most(gpu(Accelerator.HUAWEI_ASCEND_910B))).toBeCloseTo(64 - weights, 1);
  });

  test('pads the heads of the cache on a TPU', () => {
    const perToken = (headSize: number) => {
      const architecture = ModelArchitecture.from({
        layers: 10, hiddenSize: 1024, attentionHeads: 8, keyValueHeads: 8, headSize, intermediateSize: 4096, vocabularySize: 32_000, maxContext: 4096,
      });
      return Number(/(\d+) bytes of each further token/.exec(planned({ on: gpu(Accelerator.GOOGLE_TPU_V6E), architecture }).footprint.explain())![1]);
    };
    expect([64, 96, 128, 160].map(size => perToken(size) / (10 * 8 * 2 * 2))).toEqual([64, 128, 128, 256]); // heads of 64 have a kernel of their own
  });

  test('calls a context that no rounding has room for an error', () => {
    const model = planned({ on: gpu(Accelerator.GOOGLE_TPU_V5E, 2), engine: vllm({ maxModelLen: 131_072 }), of: 'meta-llama/Llama-2-7b-hf' });
    expect(model.footprint.verdict).toBe('impossible');
  });

  test.each([
    ['a variable that quantizes weights', { env: { QUANT_CONFIG: '/etc/inc.json' } }, /what QUANT_CONFIG changes/],
    ['settings of a plug-in', { args: ['--additional-config={"quantization": {}}'] }, /what --additional-config changes/],
  ])('is unknown with %s', (_name, more, says) => {
    const { footprint } = planned({ on: gpu(Accelerator.INTEL_GAUDI2), of: 'meta-llama/Llama-3.1-70B', ...more });
    expect([footprint.verdict, footprint.reason]).toEqual(['unknown', expect.stringMatching(says) as string]);
  });
});

describe('a plan on a share of a device', () => {
  const shared = (replicas: number, strategy?: SharingStrategy) => gpu(Accelerator.NVIDIA_H100.shared({ replicas, strategy }));
  const sharing = (gpuMemoryUtilization?: number) => vllm({ maxModelLen: 4096, gpuMemoryUtilization });

  test('of which Pods take turns says by which share each keeps to its part', () => {
    const { footprint } = planned({ on: shared(2), engine: sharing() });
    expect([footprint.verdict, footprint.reason]).toEqual(['unknown', expect.stringMatching(/2 Pods take turns on the memory of 1\/2 NVIDIA H100.*at most 0\.50 of it/) as string]);
  });

  test('is of that part where each keeps to it', () => {
    const { footprint } = planned({ on: shared(2), engine: sharing(0.45) });
    expect(footprint.verdict).toBe('fits');
    expect(footprint.explain()).toMatch(/memory of the device +80\.00[^]*a share of 0\.45 is 36\.00 GiB/);
    expect(planned({ on: shared(8), engine: sharing(0.12) }).footprint.verdict).toBe('impossible');
  });

  test('is an error where the whole device is too small', () => {
    expect(rulesOf(planned({ on: shared(2), engine: sharing(), of: 'meta-llama/Llama-3.1-70B' }))).toContain('model-cannot-fit');
  });

  test('of a server that takes no share is not known', () => {
    expect(planned({ on: shared(4), engine: new SglangEngine({ version: '0.5.21' }) }).footprint.verdict).toBe('unknown');
  });

  test('with memory of its own is of that', () => {
    expect(planned({ on: shared(2, SharingStrategy.MPS), engine: sharing() }).footprint.explain()).toMatch(/memory of the device +40\.00/);
  });
});

describe('a plan for Ollama', () => {
  const FILE = { source: ModelSource.pvc('weights', { path: 'llama-3.1-8b-Q4_K_M.gguf' }), framework: Framework.PYTORCH };
  const ollama = (props: object = {}, version = '0.32.15') => new OllamaEngine({ version, ...props });
  const wanted = (more: Case): string => planned({ ...FILE, ...more }).footprint.explain();

  test('is of the type that the file says', () => {
    const { footprint } = planned({ ...FILE, engine: ollama() });
    expect(footprint.verdict).toBe('fits');
    expect(Number(/ {2}weights +([\d.]+)/.exec(footprint.explain())![1]) * GIB / 8.03e9 * 8).toBeCloseTo(4.9, 0);
  });

  test.each([
    ['by the memory of its devices', ollama(), Accelerator.NVIDIA_L4, /1 × 4096 tokens/],
    ['more on a larger one', ollama(), Accelerator.NVIDIA_L40S, /1 × 32768 tokens/],
    ['at most that of the model', ollama(), Accelerator.NVIDIA_H100, /1 × 131072 tokens/],
    ['as older versions have it', ollama({}, '0.12.0'), Accelerator.NVIDIA_H100, /1 × 4096 tokens/],
    ['as the oldest have it', ollama({}, '0.6.0'), Accelerator.NVIDIA_H100, /1 × 2048 tokens/],
    ['as it is told, of each request', ollama({ maxModelLen: 8192, maxConcurrentRequests: 4 }), Accelerator.NVIDIA_L4, /4 × 8192 tokens/],
    ['never above that of the model', ollama({ maxModelLen: 500_000 }), Accelerator.NVIDIA_H200, /1 × 131072 tokens/],
  ])('has a context %s', (_case, engine, accelerator, says) => {
    expect(wanted({ engine, on: gpu(accelerator) })).toMatch(says);
  });

  test('has a cache of the type that it is told', () => {
    expect(wanted({ engine: ollama() })).toContain('131072 bytes of each further token');
    expect(wanted({ engine: ollama({ kvCacheDtype: 'q8_0' }) })).toContain('69632 bytes of each further token');
  });

  test('says what is not known: a type that no name says, a projector, what does not fit', () => {
    expect(planned({ ...FILE, source: ModelSource.pvc('weights', { path: 'model.gguf' }), engine: ollama({ maxModelLen: 131_072 }) }).footprint.reason).toMatch(/of which type the GGUF file is/);
    expect(planned({ ...FILE, engine: ollama({ maxModelLen: 131_072, maxConcurrentRequests: 8 }) }).footprint.reason).toMatch(/Ollama leaves layers that do not fit/);
    expect(planned({ ...FILE, engine: ollama(), env: { OLLAMA_GPU_OVERHEAD: '1000' } }).footprint.reason).toMatch(/what OLLAMA_GPU_OVERHEAD changes/);
  });

  test('is on a CPU as well, with 4096 tokens', () => {
    expect(wanted({ engine: ollama(), on: Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(64) }) })).toMatch(/1 × 4096 tokens/);
  });
});

describe('places that a server keeps for sequences', () => {
  test('count whether or not they are wanted', () => {
    const model = planned({
      source: ModelSource.pvc('weights', { path: 'llama-3.1-8b-Q4_K_M.gguf' }),
      framework: Framework.PYTORCH,
      engine: new LlamaCppEngine({ version: 'b11434', maxModelLen: 8192, maxConcurrentRequests: 4 }),
      footprint: { concurrency: 1 },
    });
    expect(model.footprint.explain()).toMatch(/4 × 8192 tokens/);
  });
});
