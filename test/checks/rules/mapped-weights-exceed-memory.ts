import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, LlamaCppEngine, ModelSource } from '../../../src';
import { COMMIT, gpuCompute } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const llama = (gibibytes: number, args: string[] = []) => model({
  framework: Framework.CUSTOM,
  source: ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'llama.gguf', size: Size.gibibytes(8) }),
  args,
  profileProps: { engine: new LlamaCppEngine({ version: 'b11434' }), compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(gibibytes) }) },
});

const gguf = (size?: Size) => ({ framework: Framework.CUSTOM, source: ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'llama.gguf', size }) });

export const examples: RuleExamples = {
  fires: llama(7),
  holds: llama(8),
  spared: llama(16, ['--no-mmap']),
  more: {
    spared: [
      model({ ...gguf(), profileProps: { engine: new LlamaCppEngine({ version: 'b11434' }), compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(1) }) } }),
      model({ ...gguf(Size.gibibytes(80)), replicas: 2, profileProps: { engine: new LlamaCppEngine({ version: 'b11434' }), compute: gpuCompute() } }),
    ],
  },
  says: /8 GiB, and the memory limit, in which their mapped file is kept, is 7 GiB/,
  fixes: [{ fix: /raise memory well above the weights/, broken: llama(6), mended: [llama(16)] }],
};
