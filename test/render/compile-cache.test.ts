import { PodVolume, ProjectedSource, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { COMPILING_ENGINES, compileCacheEnv } from '../../src/facts/compile-caches';
import { combinations, SAMPLED } from '../conformance/catalogue';
import { envOf, GPU, render, Rendered } from '../conformance/render';

const compileCache = PodVolume.existingClaim('compiled', 'kernels');
const of = (engine: ServingEngine, settings: object = { compileCache }, compute = GPU): Rendered => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return render({ engine, compute, settings });
  } finally {
    write.mockRestore();
  }
};
/** One combination of each engine. */
const samples = SAMPLED.engines.map(name => combinations().find(one => one.engineClass === name)!);

describe('compileCache', () => {
  test('is a volume of its own, with a folder for each version of the server', () => {
    const { server, pod } = of(new VllmEngine({ version: '0.32.0' }));
    expect(server.volumeMounts).toContainEqual({ name: 'compiled', mountPath: '/mnt/compile-cache' });
    expect(pod.volumes).toContainEqual({ name: 'compiled', persistentVolumeClaim: { claimName: 'kernels' } });
    expect(envOf(server)).toMatchObject({
      VLLM_CACHE_ROOT: '/mnt/compile-cache/vllm-0.32.0/vllm',
      TORCHINDUCTOR_CACHE_DIR: '/mnt/compile-cache/vllm-0.32.0/torchinductor',
      TRITON_CACHE_DIR: '/mnt/compile-cache/vllm-0.32.0/triton',
      CUDA_CACHE_PATH: '/mnt/compile-cache/vllm-0.32.0/cuda',
      HOME: '/tmp/home', // what is no cache stays on the scratch volume
    });
    expect(envOf(of(new SglangEngine({ version: '0.5.21' })).server)).toMatchObject({ SGLANG_CACHE_DIR: '/mnt/compile-cache/sglang-0.5.21/sglang' });
  });

  test.each<[string, PodVolume]>([
    ['secret', PodVolume.secret('k', 'kernels', { a: 'b' })],
    ['configMap', PodVolume.configMap('k', 'kernels')],
    ['projected', PodVolume.projected('k', [ProjectedSource.configMap('kernels')])],
    ['image', PodVolume.image('k', 'example.com/kernels:1.0.0')],
    ['readOnly', PodVolume.existingClaim('k', 'kernels', { readOnly: true })],
    ['readOnly', PodVolume.nfs('k', 'nfs.example.com', '/kernels', { readOnly: true })],
    ['readOnly', PodVolume.csi('k', 'csi.example.com', { readOnly: true })],
  ])('fails on a volume that cannot be written: %s', (got, volume) => {
    expect(() => of(new VllmEngine({ version: '0.32.0' }), { compileCache: volume })).toThrow(`invalid volume k of compileCache: got ${JSON.stringify(got)}, allowed is one that can be written`);
  });

  test('is asked for by nobody: without it every cache is on the scratch volume', () => {
    expect(JSON.stringify(of(new VllmEngine({ version: '0.32.0' }), {}).objects)).not.toContain('compile-cache');
  });

  test('names engines that there are', () => {
    expect(samples.map(({ engine }) => engine.name)).toEqual(expect.arrayContaining([...COMPILING_ENGINES]));
  });

  test.each(samples.map(({ engine, compute }) => [engine.name, engine, compute] as const))('moves every cache of compiled kernels of %s, or is refused with those that have one', (name, engine, compute) => {
    if (!COMPILING_ENGINES.includes(name)) {
      expect(compileCacheEnv(name, '/x')).toBeUndefined();
      expect(() => of(engine, { compileCache }, compute)).toThrow(new RegExp(`${name} keeps no compiled kernels, got compileCache compiled; leave it out: it is for .*vllm`));
      return;
    }
    const left = Object.entries(envOf(of(engine).server)).filter(([, value]) => /\/tmp\/cache\/(torchinductor|triton|cuda|vllm|sglang)/.test(value));
    expect(left).toEqual([]);
  });
});
