import { Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ModelArchitecture, VllmEngine } from '../../src';
import { ModelOverrides } from '../fixtures';
import { model, vllm } from './rule-examples';

/** What differs from a model that fits. */
interface Differing {
  readonly of?: string;
  readonly on?: Accelerator;
  readonly count?: number;
  readonly engine?: object;
  readonly more?: ModelOverrides;
}

/** A model whose architecture is given, on vLLM. */
export const fitted = ({ of = 'Qwen/Qwen3-8B', on = Accelerator.NVIDIA_H100, count = 1, engine = {}, more = {} }: Differing = {}): (chart: Chart) => unknown => vllm({
  architecture: ModelArchitecture.of(of),
  ...more,
  profileProps: {
    engine: new VllmEngine({ version: '0.32.0', ...engine }),
    compute: Compute.gpu(on, { count, cpu: Cpu.units(8), memory: Size.gibibytes(64) }),
  },
});

/** A model whose architecture is not given. */
export const unplanned = model();
