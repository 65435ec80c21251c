import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, EngineFacts, Framework, ExtraContainer, ModelConstruct, ModelConstructProps, ModelInfer, ModelInferProps, ModelRef,
  ModelSource, RuntimeProfile, ServerProbe,
  ServerProbeOptions, ServingEngine, SourceBinding, SourceContext, VllmEngine,
} from '../../src';

/** Renders something with a value of a prop, or without one. */
export interface Rendering {
  /** A value that is not the default: where it makes no difference, the rendering proves nothing. */
  readonly other: unknown;
  render(value?: unknown): unknown;
}

/** A rendering whose parts agree in the type of the prop. */
export function rendering<T>(other: T, render: (value?: T) => unknown): Rendering {
  return { other, render };
}

/** One GiB, for whatever needs a size. */
export const GIB = Size.gibibytes(1);

/** The compute of all models here. */
export function gpu(count?: number): Compute {
  return Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
}

/** What is special about a model. */
export interface ModelProps extends Partial<Omit<ModelConstructProps, 'profile'>> {
  readonly engine?: ServingEngine;
}

/** All objects of one model. */
export function model({ engine, ...props }: ModelProps): unknown[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  new ModelConstruct(chart, 'model', {
    version: '1.0.0',
    framework: engine?.frameworks[0] ?? Framework.PYTORCH,
    source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: 'd04e592bb4f6aa9cfee91e2e20afa771667e1d4b' }),
    profile: new RuntimeProfile(chart, 'profile', { engine: engine ?? new VllmEngine({ version: '0.32.0' }), compute: gpu() }),
    replicas: 2,
    ...props,
  });
  return chart.toJson();
}

/** All objects of a ModelInfer. */
export function infer(props: Partial<ModelInferProps>): unknown[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  const profile = new RuntimeProfile(chart, 'profile', { engine: new VllmEngine({ version: '0.32.0' }), compute: gpu() });
  new ModelInfer(chart, 'infer', { model: ModelRef.named('model'), source: ModelSource.pvc('weights', { path: 'model' }), profile, ...props });
  return chart.toJson();
}

/** All objects of a model that an engine serves from a claim. */
export function served(engine: ServingEngine, props: ModelProps = {}): unknown[] {
  return model({ engine, source: ModelSource.pvc('weights', { path: 'model' }), ...props });
}

/** An engine that loads nothing by itself. */
export class OwnEngine extends ServingEngine {
  public constructor(options?: ServerProbeOptions, facts: Partial<EngineFacts> = {}) {
    const asked = ServerProbe.http('/', options);
    super({ name: 'own', ports: { http: 8080 }, probes: { startup: asked, readiness: asked, liveness: asked }, drainTimeout: Duration.seconds(5), ...facts });
  }

  public imageFor(): string {
    return 'example.com/own:1';
  }

  public bind() {
    return {};
  }
}

/** A source that an init container downloads; it renders the Kubernetes version that it is told. */
export class DownloadedSource extends ModelSource {
  public readonly uri: string = 'own://model';

  public constructor(private readonly container: Partial<ExtraContainer> = {}) {
    super({ size: GIB });
  }

  public bind(context: SourceContext): SourceBinding {
    return {
      model: { path: context.targetPath, hub: false },
      needsModelVolume: true,
      initContainers: [{ name: 'download', image: 'example.com/download:1', mounts: [context.modelMount], ...this.container }],
      env: { KUBERNETES_MINOR: String(context.kubernetesVersion.minor) },
    };
  }
}
