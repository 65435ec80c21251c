import { App, Chart, JsonPatch, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ModelArchitecture, ModelFootprint, ModelRuntime, ModelSource, RuntimeProfile, RuntimeProfileProps, VllmEngine } from '../src';

const HOST = { cpu: Cpu.units(8), memory: Size.gibibytes(64) };
const LLAMA = 'meta-llama/Llama-3.1-8B-Instruct';
const ENGINE = new VllmEngine({ version: '0.32.0' });

/** A model on some compute, in a chart of its own. */
function served(compute: Compute, options: Partial<RuntimeProfileProps> & { readonly model?: string } = {}): ModelRuntime {
  const { model = LLAMA, ...settings } = options;
  const chart = new Chart(new App(), 'chart');
  const profile = new RuntimeProfile(chart, 'profile', { engine: ENGINE, compute, ...settings });
  return new ModelRuntime(chart, 'model', { source: ModelSource.pvc('weights'), architecture: ModelArchitecture.of(model), profile });
}

const numbersOf = (footprint: ModelFootprint): string => footprint.explain();

describe('ModelFootprint#withAccelerators', () => {
  test.each([1, 2, 4, 8])('says of %i accelerators what a model with them would say', count => {
    const { footprint } = served(Compute.gpu(Accelerator.NVIDIA_L4, HOST));
    const there = served(Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count })).footprint;
    expect(numbersOf(footprint.withAccelerators(count))).toBe(numbersOf(there));
    expect(footprint.withAccelerators(count).acceleratorCount).toBe(count);
  });

  test('keeps what a patch of the Pods says', () => {
    const runtime = served(Compute.gpu(Accelerator.NVIDIA_L4, HOST));
    const without = runtime.footprint.withAccelerators(2).maxContext;
    runtime.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/args/-', '--enforce-eager'));
    const said = served(Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count: 2 }), { args: ['--enforce-eager'] });
    expect(runtime.footprint.withAccelerators(2).maxContext).toBe(said.footprint.maxContext);
    expect(runtime.footprint.withAccelerators(2).maxContext).toBeGreaterThanOrEqual(without!);
  });

  test.each([0, -1, 1.5, NaN, '2'])('refuses %p accelerators', count => {
    const { footprint } = served(Compute.gpu(Accelerator.NVIDIA_L4, HOST));
    expect(() => footprint.withAccelerators(count as number)).toThrow(/^\[chart\/model\] invalid count of .* got /);
  });

  test('refuses accelerators where there are none, several slices, and what the engine refuses', () => {
    expect(() => served(Compute.cpu(HOST), { engine: new VllmEngine({ version: '0.32.0', kvCacheSize: Size.gibibytes(4) }) }).footprint.withAccelerators(2))
      .toThrow('[chart/model] withAccelerators got 2, and the model has no accelerators; give it Compute.gpu');
    expect(() => served(Compute.gpu(Accelerator.NVIDIA_H100.mig('3g.40gb'), HOST)).footprint.withAccelerators(2)).toThrow(/^\[chart\/model\] .*one server cannot span MIG slices/);
    const engine = new VllmEngine({ version: '0.32.0', tensorParallelSize: 2 });
    expect(() => served(Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count: 2 }), { engine }).footprint.withAccelerators(1))
      .toThrow('[chart/model] tensorParallelSize 2 needs 2 devices, and a replica has the only accelerator');
  });
});

describe('ModelFootprint#tryWithMore', () => {
  test.each([[1, 2], [2, 4], [3, 4], [6, 8], [8, undefined]])('follows %i accelerators with %p', (count, next) => {
    const { footprint } = served(Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count }));
    expect(footprint.tryWithMore()?.acceleratorCount).toBe(next);
  });

  test('says what more would bring, in numbers and in the table', () => {
    const { footprint } = served(Compute.gpu(Accelerator.NVIDIA_L4, HOST));
    const more = footprint.tryWithMore()!;
    expect(more.maxContext).toBeGreaterThan(footprint.maxContext!);
    expect(footprint.explain()).toContain(`  with 2: fits, longest context ${more.maxContext} tokens (${footprint.maxContext} with 1), `);
  });

  test('is undefined for a slice, a host, and devices that cannot be divided so', () => {
    expect(served(Compute.gpu(Accelerator.NVIDIA_H100.mig('3g.40gb'), HOST)).footprint.tryWithMore()).toBeUndefined();
    expect(served(Compute.cpu(HOST), { engine: new VllmEngine({ version: '0.32.0', kvCacheSize: Size.gibibytes(4) }) }).footprint.tryWithMore()).toBeUndefined();
    const engine = new VllmEngine({ version: '0.32.0', pipelineParallelSize: 3 });
    expect(served(Compute.gpu(Accelerator.NVIDIA_L4, { ...HOST, count: 3 }), { engine }).footprint.tryWithMore()).toBeUndefined();
  });
});
