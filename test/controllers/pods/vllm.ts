import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, ModelRuntime, ModelSource, RuntimeProfile, VllmEngine } from '../../../src';
import { stderrOf } from '../../fixtures';
import { KubeObject } from '../../cluster/harness/api-client';

/** What the library renders of a model on GPUs that an autoscaler owns. */
export function vllmObjects(name: string, version: string): KubeObject[] {
  const chart = new Chart(new App(), 'chart');
  const profile = new RuntimeProfile(chart, 'profile', {
    engine: new VllmEngine({ version: '0.32.0' }),
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
  });
  const source = ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', size: Size.gibibytes(13) });
  new ModelRuntime(chart, 'model', { name, version, source, profile }).markHasAutoscaler();
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return objects;
}
