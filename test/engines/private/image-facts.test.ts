import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ServingEngine } from '../../../src';
import { IMAGE_FACTS, hardeningOf } from '../../../src/engines/private/image-facts';
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
const named = Object.keys(IMAGE_FACTS).map(name => [name, ENGINES.get(name)!] as const);

describe('what is known of images', () => {
  test('is a row for every engine with an official image, and for no other', () => {
    const published = [...ENGINES.values()].filter(({ officialImages }) => officialImages.length > 0);
    expect(Object.keys(IMAGE_FACTS).sort()).toEqual(published.map(({ name }) => name).sort());
  });

  test.each(named)('of %s names where it is from, and no read-only root with accelerators', (name, engine) => {
    for (const { source } of IMAGE_FACTS[name]) expect(source).toMatch(/\w{3}/);
    for (const resource of RESOURCES) expect(engine.hardening(on(resource)).readOnlyRootFilesystem).toBe(false);
  });

  test.each(named)('of %s is root where devices belong to groups of the node, unless its makers say a user', (name, engine) => {
    const users = ['amd.com/gpu', 'gpu.intel.com/xe', 'google.com/tpu', 'huawei.com/Ascend910', 'rebellions.ai/ATOM'].map(resource => engine.hardening(on(resource)).runAsUser);
    const known = { 'nim': Array(5).fill(1000), 'openvino-model-server': [undefined, 5000, undefined, undefined, undefined] }[name as string];
    expect(users).toEqual(known ?? Array(5).fill(undefined));
  });

  test.each(named)('of %s is not known of an image of another repository', (_, engine) => {
    for (const compute of [CPU, ...RESOURCES.map(on)]) {
      const own = hardeningOf(engine, compute, OWN);
      expect(own.readOnlyRootFilesystem).toBe(false);
      // Root is a warning of its own.
      expect([own.runAsUser === undefined, own.proven]).not.toEqual([false, true]);
      expect(own.runAsUser === undefined ? false : own.proven).toBe(false);
    }
  });

  test.each(named)('of %s is known of the official image that is named, by another variant, or mirrored', (_, engine) => {
    const [official] = engine.officialImages;
    const image = official.endsWith('/') ? `${official}meta/llama` : official;
    for (const reference of [`${image}:v1.2.3-other`, `mirror.example.com/hub/${image.slice(image.indexOf('/') + 1)}@sha256:${'0'.repeat(64)}`]) {
      expect(hardeningOf(engine, CPU, reference)).toEqual(hardeningOf(engine, CPU, undefined));
      expect(hardeningOf(engine, CPU, reference).proven).toBeUndefined();
    }
  });
});
