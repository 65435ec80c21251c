import { setTimeout as sleep } from 'timers/promises';
import { KubeObject } from '../../test/cluster/harness/api-client';
import { ControlPlane } from '../../test/cluster/harness/control-plane';
import { established } from '../../test/cluster/harness/crds';
import { HTTP_ROUTE } from '../../test/cluster/status/http-route';

/*
 * What stands beside models and is not in the playground: Gateways and a load. They are simulated, as the Pods are, and the playground says so.
 */

const PATCH = 'application/merge-patch+json';
const HPAS = '/apis/autoscaling/v2/horizontalpodautoscalers';
const ROUTES = '/apis/gateway.networking.k8s.io/v1/httproutes';

/** How long the Pods of one step are waited for, in milliseconds. */
const STEP_WITHIN = 20_000;

interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
}

interface HttpRoute extends KubeObject { readonly spec: { readonly parentRefs?: readonly object[] } }

/** Installs what objects need that nobody brings: the kind of HTTPRoutes, without its rules. */
export async function installNeighbours(plane: ControlPlane, objects: readonly KubeObject[]): Promise<void> {
  if (!objects.some(({ kind }) => kind === 'HTTPRoute')) return;
  await plane.api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', HTTP_ROUTE);
  await established(plane, HTTP_ROUTE.metadata.name);
}

/** Takes every HTTPRoute, as the Gateways do that they name. */
export async function takeRoutes(plane: ControlPlane): Promise<void> {
  const { status, body } = await plane.api.send('GET', ROUTES);
  for (const { metadata, spec } of status === 200 ? body.items as HttpRoute[] : []) {
    const now = new Date().toISOString();
    const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: now }));
    const parents = (spec.parentRefs ?? []).map(parentRef => ({ parentRef, controllerName: 'example.com/simulated', conditions }));
    await plane.api.must(
      'PATCH',
      `/apis/gateway.networking.k8s.io/v1/namespaces/${metadata!.namespace}/httproutes/${metadata!.name}/status`,
      { status: { parents } },
      PATCH,
    );
    console.log(`\nsimulated: the Gateways take the HTTPRoute ${metadata!.namespace}/${metadata!.name}`);
  }
}

/** Scales what an autoscaler owns up and down again, as it would under a load: there are no metrics that it could read. */
export async function bringLoad(plane: ControlPlane): Promise<void> {
  const scalers = (await plane.api.must('GET', HPAS)).body.items as Autoscaler[];
  for (const { metadata, spec: { minReplicas = 1, maxReplicas, scaleTargetRef } } of scalers.filter(({ spec }) => spec.scaleTargetRef.kind === 'Deployment')) {
    const target = `/apis/apps/v1/namespaces/${metadata!.namespace}/deployments/${scaleTargetRef.name}`;
    console.log(
      `\nsimulated: a load for ${metadata!.namespace}/${scaleTargetRef.name}, which ${metadata!.name} lets have ${minReplicas} to ${maxReplicas} Pods`,
    );
    for (const replicas of [maxReplicas, minReplicas]) {
      await plane.api.must('PATCH', `${target}/scale`, { spec: { replicas } }, PATCH);
      console.log(`  ${replicas} wanted, ${await readyOf(plane, target, replicas)} ready`);
    }
  }
}

/** How many Pods are ready, once as many as wanted are, or they have had their time: there may be no node for more. */
async function readyOf(plane: ControlPlane, target: string, wanted: number): Promise<number> {
  for (const deadline = Date.now() + STEP_WITHIN; ; await sleep(200)) {
    const { readyReplicas = 0 } = ((await plane.api.must('GET', target)).body.status ?? {}) as { readonly readyReplicas?: number };
    if (readyReplicas === wanted || Date.now() > deadline) return readyReplicas;
  }
}
