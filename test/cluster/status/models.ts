import { App, Chart } from 'cdk8s';
import { Framework, ModelConstruct, ModelConstructProps, RuntimeProfile } from '../../../src';
import { stderrOf } from '../../fixtures';
import { KubeObject } from '../harness/api-client';
import { anyServer, anySource, SMALL } from '../workloads/models';

/** What is special about a model. */
export type ServedProps = Partial<Omit<ModelConstructProps, 'profile' | 'name'>>;

/** The objects of a Model with its runtime, as a user of the library renders them. */
export function renderServed(name: string, props: ServedProps = {}): KubeObject[] {
  const chart = new Chart(new App(), 'chart');
  const profile = new RuntimeProfile(chart, 'profile', { engine: anyServer(), compute: SMALL });
  new ModelConstruct(chart, name, { version: '1.0.0', framework: Framework.CUSTOM, source: anySource(), replicas: 1, ...props, name, profile });
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return objects;
}

/** The objects with members of the Deployment's specification replaced. */
export function withDeployment(objects: readonly KubeObject[], change: object): KubeObject[] {
  return objects.map((object) => object.kind === 'Deployment' ? { ...object, spec: { ...object.spec as object, ...change } } : object);
}
