import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelSource, NimEngine, ServingEngine, VllmEngine } from '../../../src';
import { chartIn, findingsOf, plainModel } from '../../fixtures';

const on = (accelerator: Accelerator, count = 1) => Compute.gpu(accelerator, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const vllm = new VllmEngine({ version: '0.32.0', image: 'example.com/vllm-neuron:0.32.0' });
const nim = new NimEngine({ version: '1.8.0', image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.0' });

function found(engine: ServingEngine, compute: Compute, env: { [name: string]: string }): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, profileProps: { engine, compute }, env });
  return findingsOf(chart, 'devices-mismatch').map(({ what }) => what);
}

describe('cores of Neuron', () => {
  test.each([
    ['NEURON_RT_NUM_CORES', '12', 'needs 12 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0-11', 'needs 12 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0,2', 'needs 3 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0', 'lets the server see 1 cores, for 2 processes'],
    ['NEURON_RT_NUM_CORES', '1', 'lets the server see 1 cores, for 2 processes'],
  ])('are held against those of the devices: %s=%s', (name, value, said) => {
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2), { [name]: value })).toEqual([`"${name}=${value}" ${said}, the replica has 2, numbers 0 to 1`]);
  });

  test.each([['NEURON_RT_NUM_CORES', '2'], ['NEURON_RT_VISIBLE_CORES', '0-1'], ['NEURON_RT_VISIBLE_CORES', '0, 1'], ['NEURON_RT_VISIBLE_CORES', 'all']])('hold where they are all: %s=%s', (name, value) => {
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2), { [name]: value })).toEqual([]);
  });

  test('are not counted where they are cut in another way, or there are none', () => {
    expect(found(vllm, on(Accelerator.AWS_TRAINIUM2), { NEURON_LOGICAL_NC_CONFIG: '1', NEURON_RT_NUM_CORES: '8' })).toEqual([]);
    expect(found(vllm, on(Accelerator.NVIDIA_L4), { NEURON_RT_NUM_CORES: '8' })).toEqual([]);
  });
});

describe('profiles of NIM', () => {
  test.each([['tensorrt_llm-h100-fp8-tp2-throughput', 2], ['vllm-bf16-tp2-pp2', 4]])('take no more accelerators than there are: %s', (profile, needed) => {
    expect(found(nim, on(Accelerator.NVIDIA_L4), { NIM_MODEL_PROFILE: profile })).toEqual([`"NIM_MODEL_PROFILE=${profile}" takes ${needed} accelerators, the replica has 1, number 0`]);
    expect(found(nim, on(Accelerator.NVIDIA_L4, 4), { NIM_MODEL_PROFILE: profile })).toEqual([]);
  });

  test('say nothing where they are a hash', () => {
    expect(found(nim, on(Accelerator.NVIDIA_L4), { NIM_MODEL_PROFILE: 'e45b4b991bbc51d0df3ce53e87060fc3a7f76555406ed534a8479c6faa706987' })).toEqual([]);
  });
});
