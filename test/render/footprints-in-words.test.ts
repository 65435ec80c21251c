import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, FootprintOptions, Framework, LlamaCppEngine, ModelArchitecture, ModelSource, OllamaEngine, ServingEngine, SglangEngine,
  SharingStrategy, TextGenerationInferenceEngine, VllmEngine,
} from '../../src';
import { chartIn, plainModel } from '../fixtures';

/* What is not counted of a footprint, or not known, and what is refused, word for word: `npm run test:update` writes it anew. */

interface Given {
  readonly of?: string;
  readonly on?: Accelerator | 'CPU';
  readonly count?: number;
  readonly engine?: ServingEngine;
  readonly words?: string;
  readonly source?: ModelSource;
  readonly footprint?: FootprintOptions;
}

const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
const ofImage = () => vllm({ image: 'example.com/v:0.32.0' });
const sglang = () => new SglangEngine({ version: '0.5.21' });
const llama = () => new LlamaCppEngine({ version: 'b11434' });
const FILE = ModelSource.huggingFace('org/m', { file: 'm-Q4_K_M.gguf' });
const DRAFT = ModelArchitecture.of('meta-llama/Llama-3.2-1B');
const SLICES = { on: Accelerator.NVIDIA_H100.shared({ replicas: 4 }) };

const MODELS: { readonly [what: string]: Given } = {
  'one that is planned': {},
  'a server of which nothing is known': { engine: sglang(), words: '--torchao-config int4wo-128' },
  'a method that is not known': { words: '--quantization humming' },
  'a method that is': { words: '--quantization fp8' },
  'a model that drafts, and is not given': { words: '--speculative-config {"method":"eagle3","model":"org/e"}' },
  'a model that drafts': { words: '--speculative-config {"method":"eagle3","model":"org/e"}', footprint: { draft: DRAFT } },
  'drafts without weights': { words: '--speculative-config {"method":"ngram"}' },
  'layers that draft, and that there are not': { words: '--speculative-config {"method":"mtp"}' },
  'layers that draft': { of: 'Qwen/Qwen3.5-27B', on: Accelerator.NVIDIA_H200, words: '--speculative-config {"method":"mtp"}' },
  'a draft of which no server is told': { footprint: { draft: DRAFT } },
  'a draft beside one that needs none': { words: '--speculative-config {"method":"ngram"}', footprint: { draft: DRAFT } },
  'a file whose name says its type': { engine: llama(), source: FILE },
  'a projector of a model that reads no images': { engine: llama(), source: FILE, words: '--mmproj /mnt/models/p.gguf' },
  'a projector of one that does': { engine: llama(), of: 'google/gemma-3-4b-it', source: FILE, words: '--mmproj /mnt/models/p.gguf' },
  'sequences that share a context': { engine: llama(), source: FILE, words: '--ctx-size 8192 --parallel 4' },
  'fewer of them than are wanted': { engine: llama(), source: FILE, words: '--ctx-size 8192 --parallel 2', footprint: { concurrency: 5 } },
  'sequences that each have theirs': { engine: new OllamaEngine({ version: '0.32.15' }), source: FILE, footprint: { concurrency: 2 } },
  'Pods that take turns': SLICES,
  'Pods that take turns, each with its share': { ...SLICES, words: '--gpu-memory-utilization 0.25' },
  'Pods that take turns, each with more': { ...SLICES, words: '--gpu-memory-utilization 0.26' },
  'shares that are kept to': { on: Accelerator.NVIDIA_H100.shared({ replicas: 4, strategy: SharingStrategy.MPS }) },
  'a slice': { on: Accelerator.NVIDIA_H100.mig('3g.40gb') },
  'several slices': { on: Accelerator.NVIDIA_H100.mig('1g.10gb'), count: 2 },
  'a device of which nothing is measured': { engine: ofImage(), on: Accelerator.of({ name: 'six', resource: 'example.com/six', memory: Size.gibibytes(48) }) },
  'a device of no known memory': { engine: ofImage(), on: Accelerator.of({ name: 'seven', resource: 'example.com/seven' }) },
  'no device': { on: 'CPU' },
  'a cache of a size that is fixed': { footprint: { fixedCache: true } },
  'one that the user fixes too': { footprint: { fixedCache: true }, words: '--kv-cache-memory-bytes 1000000000' },
  'one of a model that does not fit': { of: 'meta-llama/Llama-3.1-70B', footprint: { fixedCache: true } },
  'one without a device': { on: 'CPU', footprint: { fixedCache: true } },
  'one of an older server': { engine: vllm({ version: '0.10.2' }), footprint: { fixedCache: true } },
  'one of another server': { engine: new TextGenerationInferenceEngine({ version: '3.3.7' }), footprint: { fixedCache: true } },
  'arguments that are derived': { on: Accelerator.NVIDIA_L4, count: 4 },
  'arguments that are not': { on: Accelerator.NVIDIA_L4, count: 4, footprint: { deriveArguments: false } },
  'arguments that are derived for another server': { engine: sglang(), on: Accelerator.NVIDIA_L4, count: 4 },
};

/** All that a server is told, and what the footprint says beside numbers. */
function said({ of = 'meta-llama/Llama-3.1-8B', on = Accelerator.NVIDIA_H100, count = 1, engine = vllm(), words = '', ...more }: Given): unknown {
  const resources = { cpu: Cpu.units(8), memory: Size.gibibytes(64) };
  const compute = on === 'CPU' ? Compute.cpu(resources) : Compute.gpu(on, { count, ...resources });
  const model = plainModel(chartIn('ml'), 'model', {
    framework: engine.frameworks[0] ?? Framework.CUSTOM,
    source: ModelSource.pvc('weights'),
    architecture: ModelArchitecture.of(of),
    profileProps: { engine, compute },
    ...words !== '' && { args: words.split(' ') },
    ...more,
  });
  const manifest = model.runtime.deployment.toJson() as { spec: { template: { spec: { containers: { args: string[] }[] } } } };
  const { verdict, maxContext, maxConcurrency } = model.footprint;
  const sentences = model.footprint.explain().split('\n').filter(line => /not (counted|known)|turns|say|given|measured/.test(line)).map(line => line.trim());
  return { args: manifest.spec.template.spec.containers[0].args.join(' '), verdict, maxContext, maxConcurrency, sentences };
}

test.each(Object.keys(MODELS))('%s', what => {
  let answer: unknown;
  try {
    answer = said(MODELS[what]);
  } catch (error) {
    answer = (error as Error).message;
  }
  expect(answer).toMatchSnapshot();
});
