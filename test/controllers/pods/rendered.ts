import { App, Chart, Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelConstructProps, ModelSource, Monitoring, RuntimeProfile, ScalingBehavior, ScalingStep, VllmEngine,
} from '../../../src';
import { KubeObject } from '../../cluster/harness/api-client';
import { stderrOf } from '../../fixtures';

/** One Pod at a time, up every six seconds, and down every four, as long as the last five seconds have wanted less. */
export const BEHAVIOR: ScalingBehavior = {
  scaleUp: { stabilizationWindow: Duration.seconds(0), steps: [ScalingStep.pods(1, Duration.seconds(6))] },
  scaleDown: { stabilizationWindow: Duration.seconds(5), steps: [ScalingStep.pods(1, Duration.seconds(4))] },
};

/** What the suites make models in: a chart of a namespace, and a profile with GPUs. */
export interface Surroundings {
  readonly chart: Chart;
  /** Makes a model of vLLM on GPUs, without replicas unless they are given. */
  model(id: string, props?: Partial<ModelConstructProps>): ModelConstruct;
}

/** All objects that the library renders of what is made in a namespace; what it has to say of them is not printed. */
export function rendered(namespace: string, make: (surroundings: Surroundings) => void): KubeObject[] {
  const chart = new Chart(new App(), 'models', { namespace });
  const profile = new RuntimeProfile(chart, 'profile', {
    engine: new VllmEngine({ version: '0.32.0' }),
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
  });
  const source = ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', size: Size.gibibytes(13) });
  make({ chart, model: (id, props) => new ModelConstruct(chart, id, { version: '1.0.0', framework: Framework.PYTORCH, source, profile, ...props }) });
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return objects;
}

/** Scraped once a second, with nothing that Prometheus' operator would have to read but the monitor. */
export const SCRAPED = Monitoring.prometheus({ interval: Duration.seconds(1) });

/** The one object of a kind. */
export function the<T extends KubeObject>(kind: string, objects: readonly KubeObject[]): T {
  const found = objects.filter((object) => object.kind === kind);
  if (found.length !== 1) throw new Error(`there are ${found.length} objects of kind ${kind}`);
  return found[0] as T;
}
