import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelSource, NimEngine, ServingEngine, VllmEngine } from '../../../src';
import { chartIn, findingsOf, plainModel } from '../../fixtures';

const on = (accelerator: Accelerator, count = 1) => Compute.gpu(accelerator, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const vllm = new VllmEngine({ version: '0.32.0', image: 'example.com/vllm-neuron:0.32.0' });
const nim = new NimEngine({ version: '1.8.0', image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.0' });

function found(engine: ServingEngine, compute: Compute, env: { [name: string]: string }, args: string[] = []): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, profileProps: { engine, compute }, env, args });
  return findingsOf(chart, 'devices-mismatch').map(({ what }) => what);
}

describe('cores of Neuron', () => {
  test.each([
    ['NEURON_RT_NUM_CORES', '12', 'needs 12 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0-11', 'needs 12 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0,2', 'needs 3 cores'],
    ['NEURON_RT_VISIBLE_CORES', '0', 'lets the server see 1 cores, for 2 processes'],
    ['NEURON_RT_VISIBLE_CORES', '1', 'lets the server see 1 cores, for 2 processes'],
    ['NEURON_RT_VISIBLE_CORES', '1, ', 'lets the server see 1 cores, for 2 processes'],
    ['NEURON_RT_VISIBLE_CORES', '0-2000', 'needs 2001 cores'],
    ['NEURON_RT_NUM_CORES', '1', 'lets the server see 1 cores, for 2 processes'],
  ])('are held against those of the devices: %s=%s', (name, value, said) => {
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2), { [name]: value })).toEqual([`"${name}=${value}" ${said}, the replica has 2, numbers 0 to 1`]);
  });

  test.each([['NEURON_RT_NUM_CORES', '2'], ['NEURON_RT_VISIBLE_CORES', '0-1'], ['NEURON_RT_VISIBLE_CORES', '0, 1'], ['NEURON_RT_VISIBLE_CORES', 'all'], ['NEURON_RT_VISIBLE_CORES', ''], ['NEURON_RT_VISIBLE_CORES', '0,x']])('hold where they are all: %s=%s', (name, value) => {
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2), { [name]: value })).toEqual([]);
  });

  test.each(['0-3', '0,1,2-3'])('of several devices hold where they are all: %s', cores => {
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2, 2), { NEURON_RT_VISIBLE_CORES: cores })).toEqual([]);
  });

  test('are wanted by the processes of each stage and of each copy', () => {
    const one = ['"NEURON_RT_NUM_CORES=1" lets the server see 1 cores, for 2 processes, the replica has 2, numbers 0 to 1'];
    const staged = new VllmEngine({ version: '0.32.0', image: 'example.com/vllm-neuron:0.32.0', pipelineParallelSize: 2 });
    expect(found(staged, on(Accelerator.AWS_INFERENTIA2), { NEURON_RT_NUM_CORES: '1' })).toEqual(one);
    expect(found(vllm, on(Accelerator.AWS_INFERENTIA2), { NEURON_RT_NUM_CORES: '1' }, ['--data-parallel-size=2'])).toEqual(one);
  });

  test('are not counted where they are cut in another way, or there are none', () => {
    expect(found(vllm, on(Accelerator.AWS_TRAINIUM2), { NEURON_LOGICAL_NC_CONFIG: '1', NEURON_RT_NUM_CORES: '8' })).toEqual([]);
    expect(found(vllm, on(Accelerator.NVIDIA_L4), { NEURON_RT_NUM_CORES: '8' })).toEqual([]);
  });
});

describe('profiles of NIM', () => {
  test.each([['tensorrt_llm-h100-fp8-tp2-throughput', 2], ['vllm-bf16-tp2-pp2', 4], ['tp2-bf16', 2]])('take no more accelerators than there are: %s', (profile, needed) => {
    expect(found(nim, on(Accelerator.NVIDIA_L4), { NIM_MODEL_PROFILE: profile })).toEqual([`"NIM_MODEL_PROFILE=${profile}" takes ${needed} accelerators, the replica has 1, number 0`]);
    expect(found(nim, on(Accelerator.NVIDIA_L4, 4), { NIM_MODEL_PROFILE: profile })).toEqual([]);
  });

  test('may take more than nine', () => {
    expect(found(nim, on(Accelerator.NVIDIA_L4, 8), { NIM_MODEL_PROFILE: 'vllm-bf16-tp16' })).toEqual(['"NIM_MODEL_PROFILE=vllm-bf16-tp16" takes 16 accelerators, the replica has 8, numbers 0 to 7']);
  });

  test('say nothing where they are a hash', () => {
    expect(found(nim, on(Accelerator.NVIDIA_L4), { NIM_MODEL_PROFILE: 'e45b4b991bbc51d0df3ce53e87060fc3a7f76555406ed534a8479c6faa706987' })).toEqual([]);
  });
});

describe('accelerators that a server sees', () => {
  test.each([
    ['0,1,1', 'names one of them twice'], ['8,9', 'names 8, 9'], ['0', 'lets the server see 1'], ['GPU-8', 'lets the server see 1'], ['0,-1,1', 'lets the server see 1'], ['0,4', 'names 4'],
  ])('are told where they are not those of the replica: %s', (ids, said) => {
    expect(found(vllm, on(Accelerator.NVIDIA_L4, 2), { CUDA_VISIBLE_DEVICES: ids })).toEqual([`"CUDA_VISIBLE_DEVICES=${ids}" ${said}, the replica has 2, numbers 0 to 1`]);
  });

  test.each(['0,1', '1, 0', 'GPU-8,GPU-9', '0,1, -1', 'all'])('are those of the replica: %s', ids => {
    expect(found(vllm, on(Accelerator.NVIDIA_L4, 2), { CUDA_VISIBLE_DEVICES: ids })).toEqual([]);
  });

  test('are divided by a degree that shares them', () => {
    expect(found(vllm, on(Accelerator.NVIDIA_L4), {}, ['-dcp=2'])).toEqual(['"-dcp=2" does not divide the 1 accelerator of the replica']);
  });
});
