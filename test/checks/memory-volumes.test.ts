import { Size } from 'cdk8s';
import { Compute, Cpu, PodVolume } from '../../src';
import { chartIn, findingsOf, ModelOverrides, PlainEngine, plainModel, PlainSource } from '../fixtures';

const memory = Size.gibibytes(8);
const inMemory = (name: string, gib: number) => PodVolume.emptyDir(name, { sizeLimit: Size.gibibytes(gib), inMemory: true });
const mounted = (name: string, readOnly?: boolean) => ({ volume: name, path: `/${name}`, readOnly });

function said(overrides: ModelOverrides): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { compute: Compute.cpu({ cpu: Cpu.units(1), memory }), ...overrides });
  return findingsOf(chart, 'memory-below-shared-memory').map(({ what }) => what);
}

describe('volumes in memory', () => {
  test.each<[string, ModelOverrides]>([
    ['one that takes the whole limit', { pod: { volumes: [inMemory('ram', 8)], mounts: [mounted('ram')] } }],
    ['two that do together', { pod: { volumes: [inMemory('ram', 4), inMemory('more', 4)], mounts: [mounted('ram'), mounted('more')] } }],
    ['one of the profile and one of the model', { profileProps: { pod: { volumes: [inMemory('ram', 4)], mounts: [mounted('ram')] } }, pod: { volumes: [inMemory('more', 4)], mounts: [mounted('more')] } }],
    ['one together with /dev/shm', { pod: { volumes: [inMemory('ram', 5)], mounts: [mounted('ram')] }, profileProps: { engine: new PlainEngine({ sharedMemory: Size.gibibytes(3) }) } }],
    ['one of the source', { source: new PlainSource({ binding: { volumes: [inMemory('ram', 8)], mounts: [mounted('ram')] } }) }],
  ])('are counted against the server: %s', (_what, overrides) => {
    expect(said(overrides)).toEqual([expect.stringMatching(/^the memory limit of the server is 8 GiB, and its volumes in memory \(.*\) may take 8 GiB of it$/)]);
  });

  test.each<[string, ModelOverrides]>([
    ['a sidecar', { pod: { volumes: [inMemory('ram', 1)], sidecars: [{ name: 'log', image: 'a:1', mounts: [mounted('ram')] }] } }],
    ['an init container', { pod: { volumes: [inMemory('ram', 2)] }, source: new PlainSource({ initContainer: { name: 'log', memory: Size.gibibytes(2), mounts: [mounted('ram')] } }) }],
  ])('are counted against the container that writes to them: %s', (_what, overrides) => {
    expect(said(overrides)).toEqual([expect.stringMatching(/^the memory limit of log is \d GiB, and its volumes in memory \(ram\)/)]);
  });

  test.each<[string, ModelOverrides]>([
    ['that leave room', { pod: { volumes: [inMemory('ram', 7)], mounts: [mounted('ram')] } }],
    ['that are mounted twice', { pod: { volumes: [inMemory('ram', 7)], mounts: [mounted('ram'), { volume: 'ram', path: '/again', subPath: 'a' }] } }],
    ['that are only read', { pod: { volumes: [inMemory('ram', 8)], mounts: [mounted('ram', true)] } }],
    ['that are not mounted', { pod: { volumes: [inMemory('ram', 8)] } }],
    ['that are on disk after all', { pod: { volumes: [PodVolume.emptyDir('disk', { sizeLimit: Size.gibibytes(80) })], mounts: [mounted('disk')] } }],
  ])('%s are fine', (_what, overrides) => {
    expect(said(overrides)).toEqual([]);
  });
});
