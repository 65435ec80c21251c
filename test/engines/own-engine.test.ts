import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EngineContainer, EngineContext, EngineFacts, Framework, ModelLayout, ModelLocation, ModelPlacement, ModelSource,
  PodVolume, SecretKey, ServerProbe, ServingEngine, SourceBinding, SourceContext, TritonEngine,
} from '../../src';
import { CPU, envOf, render } from '../conformance/render';

/** As little as an engine can be. */
class EchoEngine extends ServingEngine {
  public constructor(facts: Partial<EngineFacts> = {}) {
    super({
      name: 'echo',
      ports: { http: 9999 },
      probes: { startup: ServerProbe.http('/up'), readiness: ServerProbe.http('/up'), liveness: ServerProbe.tcp() },
      ...facts,
    });
  }

  public imageFor(_compute: Compute): string {
    return 'registry.example.com/echo:1.2.3';
  }

  public bind(context: EngineContext): EngineContainer {
    return { args: ['--name', context.servedName, '--model', context.model.path, '--port', String(this.ports.http)] };
  }
}

/** One that says everything. */
class TalkativeEngine extends EchoEngine {
  public constructor() {
    super({
      version: '1.2.3',
      frameworks: [Framework.CUSTOM],
      placement: ModelPlacement.REPOSITORY,
      preStopDelay: Duration.seconds(1),
      drainTimeout: Duration.seconds(2),
      scratchSize: Size.gibibytes(3),
      scratchCopies: 2,
      envPrefix: 'ECHO_SERVER',
      sharedMemory: Size.gibibytes(4),
      probes: {
        startup: ServerProbe.exec(['/bin/ask', '--model=$(MODEL_NAME)']),
        readiness: ServerProbe.http('/up/$(MODEL_NAME)'),
        liveness: ServerProbe.tcp(),
      },
    });
  }

  public bind(context: EngineContext): EngineContainer {
    if (context.servedName === 'mute') throw new Error('echo cannot serve a mute model; call it something');
    return super.bind(context);
  }
}

/** A source that the library has never heard of: files from a volume, and a helper that fetches an index. */
class ShelfSource extends ModelSource {
  public readonly uri: string = 'shelf://row-1/book-2';

  public get revision(): string | undefined { return 'second-edition'; }
  public get unpinnedReason(): string | undefined { return undefined; }
  public get secrets(): SecretKey[] { return [SecretKey.of('shelf', 'key')]; }

  public bind(context: SourceContext): SourceBinding {
    const model: ModelLocation = { path: context.targetPath, hub: false };
    return {
      model,
      needsModelVolume: true,
      initContainers: [{ name: 'fetch', image: 'registry.example.com/shelf:1.0.0', args: [this.uri, context.targetPath], mounts: [context.modelMount] }],
      volumes: [PodVolume.configMap('catalogue', 'shelf-catalogue')],
      mounts: [{ volume: 'catalogue', path: '/etc/shelf' }],
      env: { SHELF: context.engineName },
      secretEnv: { SHELF_KEY: this.secrets[0] },
    };
  }
}

describe('an engine of your own', () => {
  test('needs five members and is served like every other', () => {
    // WHEN
    const { server, pod, findings, objects } = render({ engine: new EchoEngine() });

    // THEN
    expect(findings).toEqual([]);
    expect(server.args).toEqual(['--name', 'resnet', '--model', '/mnt/models', '--port', '9999']);
    expect(server.readinessProbe!.httpGet!.path).toBe('/up');
    expect(pod.terminationGracePeriodSeconds).toBe(60);
    expect(objects.map(object => object.kind)).toEqual(['Model', 'Deployment', 'Service', 'PodDisruptionBudget']);
  });

  test('can say all the rest', () => {
    const { server, pod } = render({ engine: new TalkativeEngine() });
    expect(server.readinessProbe!.httpGet!.path).toBe('/up/resnet');
    expect(server.startupProbe!.exec).toEqual({ command: ['/bin/ask', '--model=resnet'] });
    expect(server.args).toContain('/mnt/models/resnet/1');
    expect(pod.terminationGracePeriodSeconds).toBe(1 + 2 + 15);
    expect(pod.volumes).toEqual(expect.arrayContaining([
      { name: 'scratch', emptyDir: { sizeLimit: '19Gi' } }, // of a model of 8 GiB at most
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '4Gi' } },
    ]));
  });

  test('refuses what it cannot do, in its own words', () => {
    expect(() => render({ engine: new TalkativeEngine(), servedName: 'mute' }))
      .toThrow(/engine-refuses: echo cannot serve a mute model; call it something/);
  });

  test('loads only plain files unless it says more', () => {
    expect(() => render({ engine: new EchoEngine(), source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }) })).toThrow(/echo loads a folder of model files/);
  });

  test.each([[1, 2], [4, 8], [8, 16], [16, 16]])('has shared memory for each of %i accelerators: %i GiB', (count, gibibytes) => {
    const engine = new EchoEngine({ sharedMemory: Size.gibibytes(2), sharedMemoryPerAccelerator: Size.gibibytes(2) });
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(engine.sharedMemory(compute)!.toGibibytes()).toBe(gibibytes);
    expect(engine.sharedMemory(CPU)!.toGibibytes()).toBe(2);
  });

  test('has shared memory in any unit', () => {
    const engine = new EchoEngine({ sharedMemory: Size.mebibytes(512), sharedMemoryPerAccelerator: Size.mebibytes(1536) });
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect([engine.sharedMemory(compute)!.toMebibytes(), engine.sharedMemory(CPU)!.toMebibytes()]).toEqual([1536, 512]);
  });

  test('has defaults that suit most servers', () => {
    const engine = new EchoEngine();
    const { envPrefix, loadsFromHuggingFace, knowsAliases, repeatableFlags, reservedFlags, flagAliases, warmup, scratchSize } = engine._facts;
    expect([engine.version, engine.metricsPath, engine.apiPath, envPrefix]).toEqual([undefined, undefined, '', undefined]);
    expect([loadsFromHuggingFace, engine.openAiCompatible, knowsAliases]).toEqual([false, false, false]);
    expect([engine.frameworks, repeatableFlags, reservedFlags, flagAliases]).toEqual([[], [], {}, {}]);
    expect([warmup.toMinutes(), scratchSize.toGibibytes(), engine.sharedMemory(CPU)]).toEqual([5, 2, undefined]);
    expect(engine._hardening(CPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: false });
  });
});

describe('a source of your own', () => {
  test('brings its containers, volumes and variables', () => {
    // WHEN
    const { server, pod, init, uri, deployment } = render({ engine: new EchoEngine(), source: new ShelfSource({ size: Size.gibibytes(1) }) });

    // THEN
    expect(uri).toBe('shelf://row-1/book-2');
    expect(deployment.spec.template!.metadata.annotations['registry.matrixinfer.ai/source']).toBe('shelf://row-1/book-2@second-edition');
    expect(init[0]).toMatchObject({ name: 'fetch', args: ['shelf://row-1/book-2', '/mnt/models'] });
    expect(envOf(server)).toMatchObject({ SHELF: 'echo', SHELF_KEY: 'shelf/key' });
    expect(pod.volumes.map(volume => volume.name)).toEqual(['model', 'scratch', 'catalogue']);
    expect(server.volumeMounts).toContainEqual({ name: 'catalogue', mountPath: '/etc/shelf' });
  });

  test('may keep its files elsewhere, and an engine with a repository looks there', () => {
    const elsewhere = new (class extends ModelSource {
      public readonly uri = 'elsewhere://x';
      public bind(_context: SourceContext): SourceBinding { return { model: { path: '/data/repository', hub: false }, needsModelVolume: false }; }
    })({ layout: ModelLayout.REPOSITORY });
    expect(render({ engine: new TritonEngine({ version: '26.07' }), source: elsewhere }).server.args![0]).toBe('--model-repository=/data/repository');
  });

  test('is silent about revisions, secrets and identities unless it wants to', () => {
    const plain = new (class extends ModelSource {
      public readonly uri = 'plain://x';
      public bind(context: SourceContext): SourceBinding { return { model: { path: context.targetPath, hub: false }, needsModelVolume: true }; }
    })();
    expect([plain.revision, plain.unpinnedReason, plain.secrets, plain.needsServiceAccount]).toEqual([undefined, undefined, [], false]);
    expect([plain.size, plain.layout]).toEqual([undefined, ModelLayout.FILES]);
  });
});
