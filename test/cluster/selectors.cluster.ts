import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { describeOnCluster } from './harness/suite';
import { addNodes } from './nodes/simulated-node';
import { eventually } from './workloads/eventually';
import { Deployment, renderModel } from './workloads/models';
import { isReady, Workspace } from './workloads/workspace';
import { TritonEngine } from '../../src';

/** Models whose names, versions and engines are alike, as they meet in one namespace: each a Deployment with a Service, or two. */
function models(): KubeObject[] {
  return [
    ...renderModel({ name: 'ranker', version: '1.0.0' }).objects,
    ...renderModel({ name: 'ranker-v2', version: '2.0.0', servedName: 'ranker' }).objects,
    ...renderModel({ name: 'ranker-v2-canary', version: '2.0.0', servedName: 'ranker', replicas: 1 }).objects,
    ...renderModel({ name: 'resnet', version: '2.0.0', engine: new TritonEngine({ version: '26.07' }) }).objects,
  ];
}

/** Deployment that a Service of the library stands in front of: a second Service, for gRPC, has the first one's name and `-grpc`. */
const deploymentOf = (service: string) => service.replace(/-grpc$/, '');

interface EndpointSlice extends KubeObject {
  readonly metadata: { readonly name: string; readonly labels: { readonly [key: string]: string } };
  readonly endpoints?: readonly { readonly targetRef: { readonly name: string }; readonly conditions: { readonly ready: boolean } }[];
}

/** Names of the Pods that each Service sends requests to. */
async function endpoints(workspace: Workspace): Promise<{ [service: string]: string[] }> {
  const services = await workspace.list('v1', 'services');
  const slices = await workspace.list<EndpointSlice>('discovery.k8s.io/v1', 'endpointslices');
  return Object.fromEntries(services.map(({ metadata }) => {
    const own = slices.filter((slice) => slice.metadata.labels['kubernetes.io/service-name'] === metadata!.name);
    const targets = own.flatMap((slice) => slice.endpoints ?? []).filter(({ conditions }) => conditions.ready).map(({ targetRef }) => targetRef.name);
    return [metadata!.name!, targets.sort()];
  }));
}

/** Names of the ready Pods of the Deployment behind each Service, told by their owners. */
async function expectedEndpoints(workspace: Workspace): Promise<{ [service: string]: string[] }> {
  const services = await workspace.list('v1', 'services');
  return Object.fromEntries(await Promise.all(services.map(async ({ metadata }) => {
    const pods = await workspace.podsOf(deploymentOf(metadata!.name!));
    return [metadata!.name!, pods.filter(isReady).map((pod) => pod.metadata.name).sort()];
  })));
}

async function rolledOut(workspace: Workspace, objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects) {
    if (object.kind === 'Deployment') await workspace.rolledOut(object as Deployment);
  }
}

/** Applies objects, waits for their Pods, and compares where each Service leads with the Pods of its own Deployment. */
async function expectExactEndpoints(workspace: Workspace, objects: readonly KubeObject[]): Promise<void> {
  await workspace.apply(...objects);
  await rolledOut(workspace, objects);
  const expected = await expectedEndpoints(workspace);
  expect(Object.values(expected).map((pods) => pods.length)).toEqual([2, 2, 1, 2, 2]);
  await eventually(() => endpoints(workspace), (found) => JSON.stringify(found) === JSON.stringify(expected));
}

/** What the disruption budgets count as theirs, by name. */
async function budgets(workspace: Workspace): Promise<{ [name: string]: number | undefined }> {
  const found = await workspace.list<KubeObject & { status?: { expectedPods?: number } }>('policy/v1', 'poddisruptionbudgets');
  return Object.fromEntries(found.map(({ metadata, status }) => [metadata!.name!, status?.expectedPods]));
}

/** The objects with a Service whose selector is one of the recommended labels, as many hand-written manifests have it. */
function selectedByInstance(objects: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) => object.kind !== 'Service' ? object : {
    ...object,
    spec: { ...object.spec as object, selector: { 'app.kubernetes.io/instance': deploymentOf(object.metadata!.name!) } },
  });
}

/**
 * Argo CD with label tracking (`application.resourceTrackingMethod: label`, the default before 3.0): it writes the application's name
 * into the label `app.kubernetes.io/instance` of each object that it applies, over what is there; neither selectors nor Pod
 * templates are touched. https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 */
function trackedByArgoCd(objects: readonly KubeObject[], application: string): KubeObject[] {
  return objects.map((object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata?.labels as object, 'app.kubernetes.io/instance': application } },
  }));
}

describeOnCluster('selectors', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true }, (cluster) => {
  beforeAll(async () => { await addNodes(cluster(), { name: 'plenty', resources: { cpu: '256', memory: '1Ti' } }); });

  /**
   * The kustomize that is in kubectl. `commonLabels`, and `labels` with `includeSelectors`, write the labels into each object, each
   * selector (Service, Deployment, PodDisruptionBudget, NetworkPolicy) and each Pod template, over what is there.
   * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/commonlabels/
   */
  function kustomized(objects: readonly KubeObject[], kustomization: object): KubeObject[] {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-kustomize-'));
    try {
      writeFileSync(join(folder, 'all.yaml'), objects.map((object) => stringify(object)).join('---\n'));
      writeFileSync(join(folder, 'kustomization.yaml'), stringify({ resources: ['all.yaml'], ...kustomization }));
      return parseAllDocuments(cluster().kubectl('kustomize', folder)).map((document) => document.toJS() as KubeObject);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  const LABELS = { 'app.kubernetes.io/name': 'platform', 'app.kubernetes.io/instance': 'production', 'app.kubernetes.io/version': '7', 'team': 'ml' };
  const KUSTOMIZATIONS: [string, object][] = [
    ['commonLabels', { commonLabels: LABELS }],
    ['labels with selectors', { labels: [{ pairs: LABELS, includeSelectors: true }] }],
    ['labels with templates', { labels: [{ pairs: LABELS, includeTemplates: true }] }],
  ];

  test('lead each Service to the Pods of its own model, and to nothing else', async () => {
    const workspace = await Workspace.make(cluster(), 'plain');
    await expectExactEndpoints(workspace, models());
    expect(await eventually(() => budgets(workspace), (found) => Object.values(found).every((pods) => pods! > 0))).toEqual({ 'ranker': 2, 'ranker-v2': 2, 'resnet': 2 });
  });

  test('still do when one of the models has a new version', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster(), 'new-version');
    await expectExactEndpoints(workspace, models());
    const before = await endpoints(workspace);

    // WHEN
    await expectExactEndpoints(workspace, [...renderModel({ name: 'ranker', version: '1.1.0' }).objects]);

    // THEN
    const after = await endpoints(workspace);
    expect(after.ranker!.filter((pod) => before.ranker!.includes(pod))).toEqual([]);
    expect({ ...after, ranker: before.ranker }).toEqual(before);
  });

  test.each(KUSTOMIZATIONS)('still do after kustomize %s', async (what, kustomization) => {
    const workspace = await Workspace.make(cluster(), what.replace(/ /g, '-').toLowerCase());
    const objects = kustomized(models(), kustomization);
    expect(objects.filter(({ kind }) => kind === 'Deployment').map((deployment) => (deployment as Deployment).spec.template.metadata.labels)).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining(LABELS) as unknown),
    );
    await expectExactEndpoints(workspace, objects);
  });

  test('still do after Argo CD has labelled what it tracks, which changes no Pod', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster(), 'argo-cd');
    await expectExactEndpoints(workspace, models());
    const before = await endpoints(workspace);

    // WHEN
    await expectExactEndpoints(workspace, trackedByArgoCd(models(), 'production'));

    // THEN
    expect(await endpoints(workspace)).toEqual(before);
  });

  test('still do after both', async () => {
    const workspace = await Workspace.make(cluster(), 'both');
    await expectExactEndpoints(workspace, trackedByArgoCd(kustomized(models(), { commonLabels: LABELS }), 'production'));
  });

  test('change nothing when the construct moves, as the name is given', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster(), 'moved');
    const { objects, deployment } = renderModel({ name: 'ranker' });
    await workspace.apply(...objects);
    await workspace.rolledOut(deployment);
    const before = { generation: (await workspace.read(deployment)).metadata, pods: (await endpoints(workspace)).ranker };

    // WHEN
    const moved = renderModel({ name: 'ranker' }, ['elsewhere', 'another-id']);
    await workspace.apply(...moved.objects);

    // THEN
    expect(moved.objects).toEqual(objects);
    expect({ generation: (await workspace.read(deployment)).metadata, pods: (await endpoints(workspace)).ranker }).toEqual(before);
  });

  test('would not, by a recommended label: kustomize makes it the same for all', async () => {
    // GIVEN Services as many manifests have them
    const workspace = await Workspace.make(cluster(), 'contrast');
    const objects = kustomized(selectedByInstance(models()), { labels: [{ pairs: LABELS, includeSelectors: true }] });

    // WHEN
    await workspace.apply(...objects);
    await rolledOut(workspace, objects);

    // THEN each leads to all Pods of all models
    const everyPod = (await workspace.pods()).map(({ metadata }) => metadata.name).sort();
    expect(everyPod).toHaveLength(7);
    const found = await eventually(() => endpoints(workspace), (services) => Object.values(services).every((pods) => pods.length >= 7));
    for (const pods of Object.values(found)) expect(pods).toEqual(everyPod);
  });
});
