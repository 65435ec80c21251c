import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, LmdeployEngine, ModelSource, ServingEngine, SglangEngine, TensorRtLlmEngine, VllmEngine } from '../../../src';
import { chartIn, findingsOf, gpuCompute, plainModel, rulesOf, serverOf } from '../../fixtures';

const FLAGS = [
  '--prefill-context-parallel-size', '--decode-context-parallel-size',
  '--tensor-parallel-size', '--tp-size', '--tp_size', '--tp', '--pipeline-parallel-size', '--pp_size', '--data-parallel-size', '--dp-size', '--ep-size', '--ep_size',
  '--enable-expert-parallel', '--enable-dp-attention',
];

function modelOn(engine: ServingEngine, compute: Compute, args?: string[]) {
  const chart = chartIn();
  plainModel(chart, 'model', { framework: Framework.HUGGINGFACE, source: ModelSource.pvc('weights'), replicas: 2, args, profileProps: { engine, compute } });
  return chart;
}

/** The degrees that a server is told. */
function degrees(engine: ServingEngine, compute: Compute = gpuCompute(8), args?: string[]): string {
  const words = serverOf(modelOn(engine, compute, args)).args as string[];
  return words.flatMap((word, index) => {
    const [flag, value] = word.split('=');
    if (!FLAGS.includes(flag)) return [];
    const next = value ?? words[index + 1] ?? '';
    return [/^\d+$/.test(next) ? `${flag} ${next}` : flag];
  }).join(' ');
}

const refusal = (engine: ServingEngine, compute: Compute = gpuCompute(8), args?: string[]) => (
  findingsOf(modelOn(engine, compute, args), 'engine-refuses').map(({ what }) => what).join()
);
const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
const sglang = (props: object = {}) => new SglangEngine({ version: '0.5.21', ...props });
const trtllm = (props: object = {}) => new TensorRtLlmEngine({ version: '1.2.1', ...props });

describe('degrees of parallelism', () => {
  test('of tensors are what stages and copies leave', () => {
    expect(degrees(vllm())).toBe('--tensor-parallel-size 8');
    expect(degrees(vllm({ dataParallelSize: 2, pipelineParallelSize: 2 }))).toBe('--tensor-parallel-size 2 --pipeline-parallel-size 2 --data-parallel-size 2');
    expect(degrees(sglang({ dataParallelSize: 4 }))).toBe('--tp-size 2 --dp-size 4');
    expect(degrees(trtllm({ pipelineParallelSize: 2 }))).toBe('--tp_size 4 --pp_size 2');
    expect(degrees(new LmdeployEngine({ version: '0.16.0' }))).toBe('--tp 8');
  });

  test('count the cores of devices that are several', () => {
    const tpus = Compute.gpu(Accelerator.GOOGLE_TPU_V7.topology('2x2x1'), { cpu: Cpu.units(8), memory: Size.gibibytes(64) });
    expect(degrees(vllm({ dataParallelSize: 2 }), tpus)).toBe('--tensor-parallel-size 4 --data-parallel-size 2');
    expect(refusal(vllm({ dataParallelSize: 3 }), tpus)).toContain('dataParallelSize 3 does not divide the 8 cores of the accelerators of a replica; use a divisor of 8');
  });

  test('fail with their numbers where they do not divide the accelerators', () => {
    expect(refusal(vllm({ dataParallelSize: 3 }))).toContain('dataParallelSize 3 does not divide the 8 accelerators of a replica; use a divisor of 8');
    expect(refusal(vllm({ dataParallelSize: 2, pipelineParallelSize: 3 }))).toContain('pipelineParallelSize 3 with dataParallelSize 2 are 6, which does not divide the 8 accelerators');
    expect(refusal(vllm({ pipelineParallelSize: 2 }), gpuCompute(8), ['--prefill-context-parallel-size=3'])).toContain('pipelineParallelSize 2 with the data or context parallelism of 3 in args are 6');
  });

  test('that are told need no more devices than there are', () => {
    expect(degrees(vllm({ tensorParallelSize: 4, dataParallelSize: 2 }))).toBe('--tensor-parallel-size 4 --data-parallel-size 2');
    expect(refusal(vllm({ tensorParallelSize: 8, dataParallelSize: 2 }))).toContain('tensorParallelSize 8 with dataParallelSize 2 need 16 devices, and a replica has the 8 accelerators');
    expect(refusal(trtllm({ tensorParallelSize: 16 }))).toContain('tensorParallelSize 16 needs 16 devices');
  });

  test('that leave accelerators idle are a warning, which can be on purpose', () => {
    const chart = modelOn(vllm({ tensorParallelSize: 2 }), gpuCompute(8));
    expect(findingsOf(chart, 'accelerators-idle').map(({ what, severity }) => [severity, what])).toEqual([
      ['warning', 'the degrees of parallelism use 2 of the 8 accelerators of a replica'],
    ]);
    expect(rulesOf(modelOn(vllm({ dataParallelSize: 8 }), gpuCompute(8)))).not.toContain('accelerators-idle');
  });

  test('of experts take whole experts on each device, as each server is told it', () => {
    expect(degrees(vllm({ expertParallel: true }))).toBe('--tensor-parallel-size 8 --enable-expert-parallel');
    expect(degrees(sglang({ expertParallel: true }))).toBe('--tp-size 8 --ep-size 8');
    expect(degrees(trtllm({ expertParallel: true }))).toBe('--tp_size 8 --ep_size 8');
  });

  test('of attention alone share the devices of tensor parallelism, which has to be a multiple', () => {
    expect(degrees(sglang({ dataParallelSize: 4, dataParallelAttention: true }))).toBe('--tp-size 8 --enable-dp-attention --dp-size 4');
    expect(refusal(sglang({ dataParallelSize: 3, dataParallelAttention: true }))).toContain('dataParallelSize 3 with dataParallelAttention does not divide the tensor parallelism of 8');
    const odd = modelOn(sglang(), gpuCompute(8), ['--enable-dp-attention', '--dp-size=3']);
    expect(findingsOf(odd, 'devices-mismatch').map(({ what }) => what)).toEqual(['"--dp-size=3" does not divide the 8 accelerators of the replica']);
    expect(rulesOf(modelOn(sglang(), gpuCompute(8), ['--enable-dp-attention', '--dp-size=4']))).not.toContain('devices-mismatch');
  });

  test('of a context divide the accelerators while it is read, and share those of tensor parallelism while it is answered', () => {
    expect(degrees(vllm({ prefillContextParallelSize: 2, decodeContextParallelSize: 4 }))).toBe('--tensor-parallel-size 4 --prefill-context-parallel-size 2 --decode-context-parallel-size 4');
    expect(refusal(vllm({ prefillContextParallelSize: 3 }))).toContain('prefillContextParallelSize 3 does not divide the 8 accelerators');
    expect(refusal(vllm({ decodeContextParallelSize: 3 }))).toContain('decodeContextParallelSize 3 does not divide the tensor parallelism of 8');
    expect(refusal(vllm({ tensorParallelSize: 8, prefillContextParallelSize: 2 }))).toContain('tensorParallelSize 8 with prefillContextParallelSize 2 need 16 devices');
    expect(rulesOf(modelOn(vllm({ prefillContextParallelSize: 8 }), gpuCompute(8)))).not.toContain('accelerators-idle');
    expect(() => new VllmEngine({ version: '0.11.0', prefillContextParallelSize: 2 })).toThrow('0.12.0');
  });

  test('in args divide the accelerators as those of properties do', () => {
    expect(degrees(vllm(), gpuCompute(8), ['--data-parallel-size', '4'])).toBe('--tensor-parallel-size 2 --data-parallel-size 4');
    expect(rulesOf(modelOn(vllm({ dataParallelSize: 2 }), gpuCompute(8), ['--data-parallel-size', '4']))).toContain('arg-contradicts-derived');
  });

  test('without accelerators are those that somebody says', () => {
    const cpu = Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(64) });
    expect(degrees(vllm(), cpu)).toBe('--tensor-parallel-size 1');
    expect(degrees(vllm({ tensorParallelSize: 2 }), cpu)).toBe('--tensor-parallel-size 2');
  });

  test.each([0, -1, 1.5])('fail for %p', size => {
    expect(() => vllm({ tensorParallelSize: size })).toThrow('tensorParallelSize');
    expect(() => vllm({ dataParallelSize: size })).toThrow('dataParallelSize');
  });
});
