import { Duration, JsonPatch, Size } from 'cdk8s';
import { Compute, Cpu, Framework, KubernetesVersion, ModelCache, ModelLabels, PodVolume, Rollout, SecretKey } from '../../src';
import { caught, chartIn, findingsOf, gpuCompute, ModelOverrides, PlainEngine, plainModel, plainRuntime, PlainSource, rulesOf } from '../fixtures';

/** What the findings of one rule say. */
function said(rule: string, overrides: ModelOverrides): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  return findingsOf(chart, rule).map(({ what, fix }) => `${what} => ${fix}`);
}

const engine = (props: ConstructorParameters<typeof PlainEngine>[0]) => ({ profileProps: { engine: new PlainEngine(props) } });

describe('arguments', () => {
  const flags = engine({ aliases: { '-p': '--port' }, reserved: { '--api-key': 'use apiKey of the engine' }, repeatable: ['--lora'] });

  test.each([['--port', '1'], ['--port=1'], ['-p', '1'], ['-p=1']])('fail where they say what is derived: %s', (...args) => {
    expect(said('arg-contradicts-derived', { ...flags, args })).toEqual([`args has "${args.join(' ')}", derived is "--port 8080" => remove it from args: bind() of the engine plain renders it, and can be changed there`]);
  });

  test.each(['--api-key', '--api_key'])('fail where they say what has a place of its own, and name the place: %s', flag => {
    expect(said('arg-contradicts-derived', { ...flags, args: [flag] })).toEqual([`args has "${flag}" => remove it from args: use apiKey of the engine`]);
  });

  test('fail where a flag stands twice, in whichever spelling, but for those that may', () => {
    expect(said('arg-given-twice', { ...flags, args: ['--max-len', '1', '--max_len=2'] })).toEqual(['args has --max-len twice => keep one of them']);
    expect(said('arg-given-twice', { ...flags, args: ['--lora', 'a', '--lora', 'b'] })).toEqual([]);
  });

  test('are fine as words, as values, and for an engine that has none of its own', () => {
    expect(said('arg-contradicts-derived', { ...flags, args: ['word', '--x', '--y', 'port'] })).toEqual([]);
    expect(said('arg-contradicts-derived', { ...engine({ container: {} }), args: ['--port', '1'] })).toEqual([]);
  });
});

describe('variables', () => {
  test.each<[string, ModelOverrides, string]>([
    ['the engine', { env: { KEPT: 'x' }, ...engine({ container: { env: { KEPT: 'by-engine' } } }) }, 'env has KEPT, derived is "by-engine"'],
    ['a Secret of the engine', { env: { KEY: 'x' }, ...engine({ container: { secretEnv: { KEY: SecretKey.of('s', 'k') } } }) }, 'env has KEY, derived is a Secret'],
    ['the source', { env: { S: 'x' }, source: new PlainSource({ binding: { env: { S: 'y' } } }) }, 'env has S, derived is "y"'],
    ['a Secret of the source', { secretEnv: { S: SecretKey.of('a', 'b') }, source: new PlainSource({ binding: { secretEnv: { S: SecretKey.of('s', 'k') } } }) }, 'env has S, derived is a Secret'],
  ])('fail where they say what is derived by %s', (_what, overrides, what) => {
    expect(said('env-contradicts-derived', overrides)).toEqual([expect.stringContaining(what)]);
  });

  test('of a Secret alone are compared with what is derived too', () => {
    expect(said('env-contradicts-derived', { secretEnv: { KEPT: SecretKey.of('s', 'k') }, ...engine({ container: { env: { KEPT: 'by-engine' } } }) })).toHaveLength(1);
    expect(said('env-given-twice', { env: { A: '1' } })).toEqual([]);
  });
});

describe('frameworks', () => {
  test.each([
    [Framework.PYTORCH, 'LlamaCppEngine for .gguf files, TorchServeEngine for .mar files, VllmEngine'],
    [Framework.TENSORFLOW, 'TensorFlowServingEngine'],
    [Framework.ONNX, 'TritonEngine'],
    [Framework.of('constructor'), 'ContainerEngine'],
  ])(
    'fail on an engine that does not serve them, and name one that does: %j', (framework, named) => {
      expect(said('framework-engine-mismatch', { framework, ...engine({ frameworks: [Framework.CUSTOM] }) })).toEqual([expect.stringContaining(`use ${named}`)]);
    },
  );

  test('are not checked where a runtime names none', () => {
    const chart = chartIn();
    plainRuntime(chart, 'runtime', { engine: new PlainEngine({ frameworks: [Framework.CUSTOM] }) });
    expect(rulesOf(chart)).toEqual([]);
  });
});

describe('images', () => {
  test('are looked at in volumes too', () => {
    const volumes = [PodVolume.image('files', 'ghcr.io/files/x:stable'), PodVolume.image('pinned', 'ghcr.io/files/x:1.2.3')];
    expect(said('image-not-pinned', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes } }).map(text => text.split(' =>')[0])).toEqual([
      'the image of the volume files is "ghcr.io/files/x:stable"',
    ]);
  });

  test('are looked at in every container', () => {
    expect(said('image-not-pinned', {
      ...engine({ image: 'plain:latest' }),
      source: new PlainSource({ initContainer: { image: 'fetch' } }),
      pod: { sidecars: [{ name: 'log', image: 'log:latest' }] },
    }).map(text => text.split(' =>')[0])).toEqual(['the image of the server is "docker.io/library/plain:latest"', 'the image of fetch is "fetch"', 'the image of log is "log:latest"']);
  });
});

describe('sizes', () => {
  const accelerated = { ...engine({ sharedMemory: Size.gibibytes(4) }), compute: gpuCompute(), replicas: 2 };

  test('are not compared where they are unknown', () => {
    expect(said('weights-exceed-accelerators', accelerated)).toEqual([]);
    expect(said('cache-too-small', { cache: ModelCache.emptyDir({ size: Size.mebibytes(1) }) })).toEqual([]);
    expect(said('startup-below-loading', { timing: { startup: Duration.seconds(1) } })).toEqual([]);
  });

  test('of weights may exceed the memory of the host where there is an accelerator to hold them', () => {
    const compute = Compute.gpu(gpuCompute(2).accelerator!, { count: 2, cpu: Cpu.units(1), memory: Size.gibibytes(16) });
    expect(said('memory-below-weights', { compute, source: new PlainSource({ size: Size.gibibytes(40) }), replicas: 2 })).toEqual([]);
  });

  test('of shared memory count against the limit and not the request', () => {
    const compute = (limit: number) => Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(limit) });
    expect(said('memory-below-shared-memory', { ...accelerated, compute: compute(8) })).toEqual([]);
    expect(said('memory-below-shared-memory', { ...accelerated, compute: compute(7) })).toEqual([expect.stringContaining('raise memory to at least twice that, 8 GiB')]);
  });

  test('of a claim are compared with the weights too, where they are known', () => {
    const cache = ModelCache.existingClaim('c', { size: Size.gibibytes(9) });
    expect(said('cache-too-small', { cache, rollout: Rollout.recreate(), source: new PlainSource({ size: Size.gibibytes(10) }) })).toEqual([expect.stringContaining('the cache holds 9 GiB, the weights take 10 GiB')]);
  });
});

describe('a claim that one node can mount', () => {
  const claim = (mode: 'ReadWriteMany' | 'ReadWriteOnce' | 'ReadOnlyMany' = 'ReadWriteOnce') => ModelCache.existingClaim('c', { accessMode: mode as never });

  test.each<[string, ModelOverrides, string[]]>([
    ['several replicas', { cache: claim(), replicas: 2 }, ['the cache is a ReadWriteOnce claim, and 2 replicas may mount it on several nodes']],
    ['a surge', { cache: claim(), rollout: Rollout.surge(3) }, ['the cache is a ReadWriteOnce claim, and a rollout with maxSurge 3 may mount it on several nodes']],
    ['a mode that nobody says', { cache: ModelCache.existingClaim('c'), replicas: 2 }, ['the cache is a claim without a stated access mode (ReadWriteOnce is assumed), and 2 replicas may mount it on several nodes']],
    ['one replica that leaves first', { cache: claim(), rollout: Rollout.withoutSurge() }, []],
    ['nothing, when it is one for many', { cache: claim('ReadWriteMany'), replicas: 2 }, []],
    ['nothing, when no file lands on it', { cache: claim(), replicas: 2, source: new PlainSource({ binding: { needsModelVolume: false } }) }, []],
    ['the claim of a source', { replicas: 2, source: new PlainSource({ binding: { needsModelVolume: false, volumeAccessMode: 'ReadWriteOnce' as never } }) },
      ['the source is a ReadWriteOnce claim, and 2 replicas may mount it on several nodes']],
    ['nothing, when the claim of a source is to be read by many', { replicas: 2, source: new PlainSource({ binding: { needsModelVolume: false, volumeAccessMode: 'ReadOnlyMany' as never } }) }, []],
  ])('is found with %s', (_what, overrides, expected) => {
    expect(said('cache-not-shared', overrides).map(text => text.split(' =>')[0])).toEqual(expected);
  });

  test('is found with an autoscaler', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { cache: claim(), rollout: Rollout.recreate() }).runtime.markHasAutoscaler();
    expect(findingsOf(chart, 'cache-not-shared')[0].what).toContain('autoscaled replicas');
  });
});

describe('replicas', () => {
  test.each<[string, ModelOverrides, string[]]>([
    ['one with accelerators', { compute: gpuCompute() }, ['the only replica leaves before the new one comes, because its accelerators may be the last free ones']],
    ['one without', { rollout: Rollout.withoutSurge() }, ['the only replica leaves before the new one comes']],
    ['several at once', { replicas: 3, rollout: Rollout.recreate() }, ['each of the 3 replicas leaves before the new one comes']],
    ['none', { replicas: 0, rollout: Rollout.recreate() }, []],
    ['enough', { replicas: 3, rollout: Rollout.withoutSurge(2) }, []],
  ])('are interrupted by a rollout, or not: %s', (_what, overrides, expected) => {
    expect(said('rollout-interrupts-serving', overrides).map(text => text.split(' =>')[0])).toEqual(expected);
  });
});

describe('labels', () => {
  test('of every object are looked at, and each key is said once', () => {
    const labels = { [ModelLabels.MODEL]: 'mine' };
    expect(said('user-labels-overwrite', { pod: { labels }, deploymentMetadata: { labels }, serviceMetadata: { labels } })).toEqual([expect.stringContaining(`${ModelLabels.MODEL} is the library's own (model)`)]);
  });

  test('that are the same as the library\'s are fine', () => {
    expect(said('user-labels-overwrite', { pod: { labels: { [ModelLabels.MODEL]: 'model' } } })).toEqual([]);
  });
});

describe('volumes', () => {
  test('that no one made are missed in every container, and each is said once', () => {
    const mounts = [{ volume: 'gone', path: '/gone' }];
    expect(said('volume-undefined', { pod: { mounts, sidecars: [{ name: 'log', image: 'log:1', mounts: [...mounts, { volume: 'lost', path: '/lost' }] }] } }).map(text => text.split(',')[0]))
      .toEqual(['a container mounts the volume "gone"', 'a container mounts the volume "lost"']);
  });

  test('that are there may be mounted anywhere', () => {
    expect(said('volume-undefined', { pod: { volumes: [PodVolume.configMap('here', 'x')], sidecars: [{ name: 'log', image: 'log:1', mounts: [{ volume: 'here', path: '/x' }, { volume: 'model', path: '/y' }] }] } })).toEqual([]);
  });
});

describe('patches', () => {
  const patched = (...patches: JsonPatch[]) => ({ pod: { patches } });

  test.each<[string, JsonPatch]>([
    ['changes spec.template.metadata.labels["registry.matrixinfer.ai/model"]', JsonPatch.replace('/metadata/labels/registry.matrixinfer.ai~1model', 'x')],
    ['changes spec.template.spec.containers[server].image', JsonPatch.replace('/spec/containers/0/image', 'other:1')],
    ['removes spec.template.spec.containers[server].ports[http]', JsonPatch.remove('/spec/containers/0/ports/0')],
    ['changes spec.template.spec.containers[server].resources.limits["memory"]', JsonPatch.replace('/spec/containers/0/resources/limits/memory', '1Gi')],
    ['changes spec.template.spec.terminationGracePeriodSeconds', JsonPatch.replace('/spec/terminationGracePeriodSeconds', 5)],
    ['removes spec.template.spec.containers[server]', JsonPatch.remove('/spec/containers/0')],
    ['removes spec.template.spec.containers[server]', JsonPatch.replace('/spec/containers', 'none')],
    ['removes spec.template.spec', JsonPatch.remove('/spec')],
  ])('fail where one %s', (what, patch) => {
    expect(said('patch-contradicts-derived', patched(patch))).toContainEqual(expect.stringContaining(`a patch ${what} of the Deployment`));
  });

  test('may change the rest', () => {
    expect(said('patch-contradicts-derived', patched(JsonPatch.add('/spec/hostIPC', true), JsonPatch.add('/metadata/labels/a', 'b')))).toEqual([]);
  });

  test('that do not apply are said with the reason, and nothing else is judged by them', () => {
    const chart = chartIn();
    plainModel(chart, 'model', patched(JsonPatch.test('/spec/enableServiceLinks', true)));
    expect(rulesOf(chart)).toEqual(['patch-failed']);
    expect(findingsOf(chart, 'patch-failed')[0].what).toContain('a patch of the Pod template does not apply: ');
  });

  test('that take out what the API server needs are errors of the object too', () => {
    const chart = chartIn();
    plainModel(chart, 'model', patched(JsonPatch.replace('/spec/containers', 'none'), JsonPatch.replace('/spec/initContainers', ['odd'])));
    expect(findingsOf(chart, 'object-schema').map(({ what, fix }) => `${what} => ${fix}`)).toEqual([
      'the Deployment has "none" at spec.template.spec.containers, allowed is a list => correct the patch that puts it there, or args, env, secretEnv or pod.mounts, pod.containers, or the engine',
      'the Deployment has "odd" at spec.template.spec.initContainers[0], allowed is an object => correct the patch that puts it there, or pod.initContainers, pod.sidecars or the source',
    ]);
  });
});

test('a mistake in the program of an engine is no refusal: it is thrown with what it is the cause of', () => {
  const bug = new TypeError('a bug');
  const broken = new PlainEngine({ bind: () => { throw bug; } });
  const thrown = caught(() => said('engine-refuses', { profileProps: { engine: broken } }));
  expect(thrown.message).toBe('[chart/model/Runtime] the engine PlainEngine failed in bind(): TypeError: a bug');
  expect(thrown.cause).toBe(bug);
});
