import { Size } from 'cdk8s';
import { Compute, Cpu, LlamaCppEngine, ModelArchitecture, ModelSource, OllamaEngine, ServingEngine, VllmEngine } from '../../src';
import { chartIn, plainModel, rulesOf, templateOf } from '../fixtures';

const LLAMA = ModelArchitecture.of('meta-llama/Llama-3.1-8B-Instruct');
const llama = (modelFile?: string) => new LlamaCppEngine({ version: 'b11434', maxModelLen: 2048, modelFile });

/** The cache that a model of so many bytes gets on the node's disk, 1.2 times those; and what is found about the memory. */
function made(engine: ServingEngine, path: string, { architecture = LLAMA, memory = 8 } = {}) {
  const chart = chartIn();
  plainModel(chart, 'model', {
    architecture,
    source: ModelSource.s3(`s3://models/${path}`),
    profileProps: { engine, compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(memory) }) },
  });
  const { volumes } = templateOf(chart).spec;
  return { disk: volumes.find(({ name }: { name: string }) => name === 'model').emptyDir.sizeLimit as string, rules: rulesOf(chart).filter(rule => /memory|fit/.test(rule)) };
}

describe('weights in a GGUF file', () => {
  test.each<[string, ServingEngine, string, string]>([
    ['a file of 4 bits', llama(), 'llama-Q4_K_M.gguf', '6Gi'],
    ['one that the engine names in a folder', llama('llama-Q8_0.gguf'), 'llama/', '10Gi'],
    ['Ollama', new OllamaEngine({ version: '0.17.0' }), 'llama-Q4_K_M.gguf', '6Gi'],
  ])('have the size of their type: %s', (_case, engine, path, disk) => {
    expect(made(engine, path).disk).toBe(disk);
  });

  test('that memory has room for are no error, though those of the model would be', () => {
    expect(made(new OllamaEngine({ version: '0.17.0' }), 'llama-Q4_K_M.gguf').rules).not.toContain('memory-below-weights');
    expect(made(llama(), 'llama-Q4_K_M.gguf').rules).not.toContain('mapped-weights-exceed-memory');
  });

  test('have no known size where the name does not say their type: there is disk for all that memory can hold', () => {
    expect(made(llama(), 'llama.gguf', { memory: 32 }).disk).toBe('39Gi');
  });

  test('of other engines are those of the model', () => {
    expect(made(new VllmEngine({ version: '0.32.0' }), 'llama/', { memory: 48 }).disk).toBe('18Gi');
  });
});
