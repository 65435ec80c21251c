import { execFileSync, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { kubernetesPrograms } from './binaries/programs';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { ControlPlane } from './harness/control-plane';
import { describeOnCluster } from './harness/suite';
import { addNodes } from './nodes/simulated-node';
import { eventuallyHolds } from './workloads/eventually';
import { PLAYGROUND_NODES } from '../../scripts/playground/nodes';
import { follow, stepsOf } from '../examples/page-in-order';
import { NEWEST, UserProject } from '../package/packed-package';

/*
 * The pages that can be pasted from their first block to their last, kubectl and all, on a real control plane with simulated nodes.
 */
const MINUTES = 60_000;

/** Runs a command of a page in a shell, where `kubectl` is there and leads to the cluster. */
async function shellOf(plane: ControlPlane, project: UserProject): Promise<(command: string) => string> {
  const { kubectl } = await kubernetesPrograms(NEWEST_KUBERNETES, ['kubectl']);
  const env = { ...process.env, KUBECONFIG: plane.kubeconfigFile, PATH: `${dirname(kubectl)}:${process.env.PATH}`, HF_TOKEN: 'a-token' };
  return command => execFileSync('bash', ['-e', '-o', 'pipefail', '-c', command], { cwd: project.folder, env, encoding: 'utf8', stdio: 'pipe' });
}

interface Slice {
  readonly endpoints?: readonly { readonly addresses: readonly string[]; readonly conditions: { readonly ready?: boolean } }[];
}

const slicesOf = (namespace: string, service: string): string =>
  `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D${service}`;

const readyIn = (slices: readonly Slice[]): string[] =>
  slices.flatMap(({ endpoints }) => (endpoints ?? []).filter(({ conditions }) => conditions.ready).flatMap(({ addresses }) => addresses));

/** Addresses that a Service leads to now. */
async function endpointsOf(plane: ControlPlane, namespace: string, service: string): Promise<string[]> {
  return readyIn((await plane.api.must('GET', slicesOf(namespace, service))).body.items as Slice[]);
}

const PARTS = { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true };

describeOnCluster('pages', PARTS, (cluster) => {
  let project: UserProject;
  /** Waits until the Service `assistant` leads to so many Pods: endpoints are written by another controller than the one that a rollout waits for. */
  const leadsTo = (namespace: string, pods: number) => eventuallyHolds(async () => {
    expect(await endpointsOf(cluster(), namespace, 'assistant')).toHaveLength(pods);
  });
  beforeAll(async () => { await addNodes(cluster(), ...PLAYGROUND_NODES); }, MINUTES);
  beforeEach(() => { project = new UserProject(NEWEST); }, MINUTES);
  afterEach(() => { project.remove(); });

  test('getting started ends with models that are rolled out', async () => {
    const printed = follow(stepsOf('docs/getting-started.md'), project, await shellOf(cluster(), project));
    expect(printed.filter((text) => /successfully rolled out/.test(text))).toHaveLength(2);
  }, 5 * MINUTES);

  test('a model over a Deployment of the same name takes the service down, as the page on migrating says', async () => {
    // GIVEN what the page has before its first step
    const shell = await shellOf(cluster(), project);
    const [old] = stepsOf('docs/migrating.md');
    project.write('old.yaml', old!.text.replaceAll('namespace: ml', 'namespace: same-name'));
    shell('kubectl create namespace same-name && kubectl apply -f old.yaml && kubectl rollout status deployment/assistant --namespace same-name');
    await leadsTo('same-name', 2);

    // WHEN
    const main = stepsOf('docs/migrating.md').find(({ marker }) => marker === 'file: main.ts')!.text;
    follow([
      { ...old!, marker: 'file: cdk8s.yaml', text: 'language: typescript\napp: tsx main.ts' },
      { ...old!, marker: 'file: main.ts', text: main.replace("namespace: 'ml'", "namespace: 'same-name'").replace("  name: 'assistant-model',\n", '') },
      { ...old!, marker: 'run', text: 'npx cdk8s synth' },
    ], project);
    shell('kubectl apply -f dist/crds.k8s.yaml && kubectl wait --for=condition=Established crd/models.registry.matrixinfer.ai');

    // THEN
    expect(() => shell('kubectl apply -f dist/models.k8s.yaml')).toThrow(/spec\.selector: Invalid value: .*field is immutable/);
    await leadsTo('same-name', 0);
  }, 5 * MINUTES);

  test('the two steps of migrating leave the address with Pods behind it all the time', async () => {
    // GIVEN somebody who sees every change of the endpoints
    const steps = stepsOf('docs/migrating.md');
    const before = steps.findIndex(({ marker }) => marker === 'in the cluster') + 1;
    const shell = await shellOf(cluster(), project);
    follow(steps.slice(0, before), project, shell);
    await leadsTo('ml', 2);
    const { kubectl } = await kubernetesPrograms(NEWEST_KUBERNETES, ['kubectl']);
    const watching = spawn(kubectl, ['--kubeconfig', cluster().kubeconfigFile, 'get', '--raw', `${slicesOf('ml', 'assistant')}&watch=true`], { stdio: ['ignore', 'pipe', 'ignore'] });
    let seen = '';
    watching.stdout.on('data', (chunk: Buffer) => { seen += chunk.toString(); });

    // WHEN
    follow(steps.slice(before), project, shell);
    await new Promise((resolve) => { setTimeout(resolve, 3_000); });
    watching.kill();

    // THEN
    const ready = seen.trim().split('\n').map((line) => readyIn([(JSON.parse(line) as { object: Slice }).object]).length);
    expect(ready.length).toBeGreaterThan(1); // the old Pods, and the new ones
    expect(Math.min(...ready)).toBe(2);
    const service = (await cluster().api.must('GET', '/api/v1/namespaces/ml/services/assistant')).body.spec as { selector: object };
    expect(service.selector).toEqual({ 'registry.matrixinfer.ai/model': 'assistant-model' });
    expect((await cluster().api.send('GET', '/apis/apps/v1/namespaces/ml/deployments/assistant')).status).toBe(404);
  }, 5 * MINUTES);
});
