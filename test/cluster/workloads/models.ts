import { App, Chart, Size } from 'cdk8s';
import { ContainerEngine, Cpu, Compute, Finding, Findings, ModelRuntime, ModelRuntimeProps, ModelSource, RuntimeProfile, SecretKey, ServerProbe } from '../../../src';
import { stderrOf } from '../../fixtures';
import { KubeObject } from '../harness/api-client';

/** A Deployment, as far as the suites read it. */
export interface Deployment extends KubeObject {
  readonly metadata: { readonly name: string; readonly generation?: number };
  readonly spec: { readonly replicas: number; readonly strategy: object; readonly template: PodTemplate };
}

/** A Pod's labels and specification. */
export interface PodTemplate {
  readonly metadata: { readonly labels: { readonly [key: string]: string }; readonly annotations?: { readonly [key: string]: string } };
  readonly spec: { readonly volumes?: readonly { readonly image?: object }[]; readonly [field: string]: unknown };
}

/** What the library makes of one model, and what it has to say of it. */
export interface RenderedModel {
  readonly objects: readonly KubeObject[];
  readonly deployment: Deployment;
  readonly findings: readonly Finding[];
}

/** What a model is rendered from; what is left out is the smallest that serves. */
export type ModelProps = Partial<Omit<ModelRuntimeProps, 'profile'>> & { readonly name: string };

/** A model without accelerators, of which a node of the CPU pool holds several. */
export const SMALL = Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(4) });

/** A server of one's own, which needs no file to be of any form. */
export function anyServer(): ContainerEngine {
  return new ContainerEngine({ image: 'registry.example.com/server:1.0.0', port: 8000, readiness: ServerProbe.http('/ready') });
}

/** Weights that are downloaded into the Pod, so that no claim has to be there before a Pod is scheduled. */
export function anySource(): ModelSource {
  const key = (name: string) => SecretKey.of('weights', name);
  return ModelSource.s3('s3://models/any/', { accessKeyId: key('id'), secretAccessKey: key('secret'), size: Size.gibibytes(2) });
}

/**
 * Renders a model as a user of the library would, each time anew; what is found is given back, not printed.
 *
 * @param path ids of the constructs that the model is in.
 */
export function renderModel(props: ModelProps, path: readonly [string, string] = ['chart', 'model']): RenderedModel {
  const { objects, findings } = renderApp([props], path);
  return { objects, findings, deployment: objects.find(({ kind }) => kind === 'Deployment') as Deployment };
}

/** Renders models of one app, of which the library knows that they are in the same cluster. */
export function renderApp(models: readonly ModelProps[], [chartId, modelId]: readonly [string, string] = ['chart', 'model']): Omit<RenderedModel, 'deployment'> {
  const chart = new Chart(new App(), chartId);
  const profile = new RuntimeProfile(chart, 'profile', { engine: anyServer() });
  models.forEach((props, index) => {
    new ModelRuntime(chart, index === 0 ? modelId : `${modelId}-${index}`, { source: anySource(), compute: SMALL, version: '1.0.0', replicas: 2, ...props, profile });
  });
  const findings = Findings.of(chart);
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return { objects, findings };
}

/** The Pod that a Deployment's controller would make from a template. */
export function podOf(name: string, { metadata, spec }: PodTemplate): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: metadata.labels, annotations: metadata.annotations }, spec };
}
