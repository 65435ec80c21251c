import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ServingEngine } from '../../../src';
import { hardeningFor } from '../../../src/engines/private/image-facts';
import { combinations } from '../../conformance/catalogue';

const RESOURCES = [
  'nvidia.com/gpu', 'nvidia.com/mig-1g.10gb', 'amd.com/gpu', 'amd.com/cpx_nps4', 'gpu.intel.com/i915', 'gpu.intel.com/xe', 'npu.intel.com/accel', 'google.com/tpu',
  'habana.ai/gaudi', 'huawei.com/Ascend910', 'aws.amazon.com/neuron', 'rebellions.ai/ATOM',
];
const CPU = Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(8) });
const on = (resource: string) => Compute.gpu(Accelerator.of({ name: resource, resource }), { cpu: Cpu.units(2), memory: Size.gibibytes(8) });
const OWN = 'registry.example.com/our-server:v1.2.3';

/** Every engine that has an image that its makers publish, by its name. */
const ENGINES = new Map<string, ServingEngine>(combinations().map(({ engine }) => [engine.name, engine]));
const published = [...ENGINES.values()].filter(engine => engine._facts.officialImages.length > 0);
const named = published.map(engine => [engine.name, engine] as const);
/** A reference to an official image. */
const official = ({ _facts: { officialImages: [image] } }: ServingEngine) => `${image.endsWith('/') ? `${image}nvidia/any` : image}:v1.2.3`;
const of = (engine: ServingEngine, compute: Compute, image = official(engine)) => hardeningFor(engine._facts, compute, image);

describe('what is known of images', () => {
  test('is said of every engine with an official image, and not the default', () => {
    const unsaid = published.filter(engine => engine._facts.hardening.some(({ source }) => source.startsWith('default of the library')));
    expect(unsaid.map(({ name }) => name)).toEqual([]);
  });

  test.each(named)('of %s names where it is from, and no read-only root with accelerators', (_, engine) => {
    for (const { source } of engine._facts.hardening) expect(source).toMatch(/\w{3}/);
    for (const resource of RESOURCES) expect(of(engine, on(resource)).readOnlyRootFilesystem).toBe(false);
  });

  test.each(named)('of %s is root where devices belong to groups of the node, unless its makers say a user', (name, engine) => {
    const users = ['amd.com/gpu', 'gpu.intel.com/xe', 'google.com/tpu', 'huawei.com/Ascend910', 'rebellions.ai/ATOM'].map(resource => of(engine, on(resource)).runAsUser);
    const known = { 'nim': Array(5).fill(1000), 'openvino-model-server': [undefined, 5000, undefined, undefined, undefined] }[name as string];
    expect(users).toEqual(known ?? Array(5).fill(undefined));
  });

  test.each(named)('of %s is not known of an image of another repository', (_, engine) => {
    for (const compute of [CPU, ...RESOURCES.map(on)]) {
      const own = of(engine, compute, OWN);
      expect(own.readOnlyRootFilesystem).toBe(false);
      // Root is a warning of its own.
      expect([own.runAsUser === undefined, own.proven]).not.toEqual([false, true]);
      expect(own.runAsUser === undefined ? false : own.proven).toBe(false);
    }
  });

  test.each(named)('of %s is known of the official image that is named, by another variant, or mirrored', (_, engine) => {
    const image = official(engine).split(':')[0];
    for (const reference of [`${image}:v1.2.3-other`, `mirror.example.com/hub/${image.slice(image.indexOf('/') + 1)}@sha256:${'0'.repeat(64)}`]) {
      expect(of(engine, CPU, reference)).toEqual(of(engine, CPU));
      expect(of(engine, CPU, reference).proven).toBeUndefined();
    }
  });
});
