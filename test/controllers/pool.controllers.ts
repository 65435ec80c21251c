import { Size } from 'cdk8s';
import { installPoolCrds, isPicker, startPicker } from './harness/endpoint-picker';
import { gatewayObjects, isIstioProxy, startIstio, startIstioProxy } from './harness/istio';
import { OwnCluster } from './harness/own-cluster';
import { describeWithControllers } from './harness/suite';
import { post } from './pods/ask';
import { Answer, startModelServer } from './pods/model-server';
import { HostedPod, RunningPod } from './pods/pod-host';
import { rendered, the } from './pods/rendered';
import { ServedLoad, vllmMetrics } from './pods/served-load';
import { Cpu, EndpointPicker, GatewayDialect, GatewayRef, InferencePool, LlmDPickerOptions, ModelRoute, ModelSource, PickerFailureMode } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually, eventuallyHolds } from '../cluster/workloads/eventually';
import { Deployment } from '../cluster/workloads/models';
import { Condition, Workspace } from '../cluster/workloads/workspace';

const NAMESPACE = 'pooled';

const GATEWAY = 'gateway';

/** The port of the proxy. */
const GATEWAY_PORT = 18_080;

const URL = `http://${GATEWAY}.${NAMESPACE}/v1/completions`;

/** A model of three Pods with an adapter, its pool, a route to it, and a model that is not in it. */
function pooled(options: LlmDPickerOptions = {}): KubeObject[] {
  return rendered(NAMESPACE, ({ chart, model }) => {
    model('other', { replicas: 1 });
    const adapters = { sql: ModelSource.huggingFace('acme/sql', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', size: Size.gibibytes(1) }) };
    const picker = EndpointPicker.llmD({ cpu: Cpu.units(1), memory: Size.gibibytes(1), ...options });
    const pool = new InferencePool(chart, 'pool', { target: model('llama', { replicas: 3, adapters }), picker });
    new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway(GATEWAY)], dialect: GatewayDialect.ISTIO }, routes: [{ to: pool }] });
  });
}

/** What each Pod has to do; those that are not named have nothing to do. */
const loads = new Map<string, ServedLoad>();

let own: OwnCluster;

function startPod(pod: HostedPod, address: string): Promise<RunningPod> {
  if (isIstioProxy(pod)) return startIstioProxy(own, pod, address);
  if (isPicker(pod)) return startPicker(own, pod, address);
  return startModelServer(pod, address, { metrics: () => vllmMetrics('llama', loads.get(pod.metadata.name) ?? {}) });
}

/** The condition of what a Gateway says of an object. */
interface Routed extends KubeObject { readonly status?: { readonly parents?: readonly { readonly conditions: readonly Condition[] }[] } }

function accepted({ status }: Routed): string[] {
  return (status?.parents ?? []).flatMap(({ conditions }) => conditions).filter((condition) => condition.status === 'True').map(({ type }) => type).sort();
}

describeWithControllers('an InferencePool by Istio and the endpoint picker of llm-d', startPod, (cluster) => {
  let workspace: Workspace;
  let objects: KubeObject[];
  let prompts = 0;
  beforeAll(async () => {
    own = cluster();
    await startIstio(own);
    await installPoolCrds(own);
    workspace = await Workspace.make(own.plane, NAMESPACE);
    objects = pooled();
    await workspace.apply(...gatewayObjects(GATEWAY, NAMESPACE, GATEWAY_PORT), ...objects);
    await eventually(() => send(), ({ status }) => status === 200);
  }, 240_000);
  beforeEach(() => loads.clear());

  const send = (model = 'llama', prompt = `prompt ${prompts++}`) => post<Answer>(URL, { model, prompt });
  /** Which Pods answer so many requests, each with a prompt of its own; the status where none answers. */
  const picked = async (requests: number, model?: string) => {
    const replies = await Promise.all(Array.from({ length: requests }, () => send(model)));
    return [...new Set(replies.map(({ status, body }) => status === 200 ? body!.pod : String(status)))].sort();
  };
  const podsOf = async (deployment: string) => (await workspace.podsOf(deployment)).map(({ metadata }) => metadata.name).sort();

  test('is accepted by the gateway, with a picker that is ready by its probe', async () => {
    for (const kind of ['InferencePool', 'HTTPRoute']) {
      await eventuallyHolds(async () => { expect(accepted(await workspace.read(the<Routed>(kind, objects)))).toEqual(['Accepted', 'ResolvedRefs']); });
    }
    await workspace.rolledOut(objects.find(isPickerDeployment) as Deployment);
  });

  test('leads requests to all Pods of the model, and to no others', async () => {
    const pods = await podsOf('llama');
    await eventuallyHolds(async () => { expect(await picked(60)).toEqual(pods); });
  });

  test.each([
    ['what waits', { waiting: 20 }],
    ['the cache that is in use', { cache: 0.9 }],
  ])('goes by %s', async (_of, busy) => {
    const pods = await podsOf('llama');
    for (const free of pods.slice(0, 2)) {
      for (const pod of pods) loads.set(pod, pod === free ? {} : busy);
      await eventuallyHolds(async () => { expect(await picked(30)).toEqual([free]); });
    }
  });

  test('asks the Pod that answered the same prompt before', async () => {
    const prompt = 'You are a helpful assistant. '.repeat(200);
    const first = await send('llama', prompt);
    for (let again = 0; again < 12; again++) expect((await send('llama', prompt)).body).toMatchObject({ pod: first.body!.pod });
  });

  test('leads requests for an adapter to the Pod that has it loaded', async () => {
    for (const pod of (await podsOf('llama')).slice(0, 2)) {
      loads.clear();
      loads.set(pod, { adapters: ['sql'] });
      await eventuallyHolds(async () => { expect(await picked(30, 'sql')).toEqual([pod]); });
    }
  });

  test('asks no Pod that is not ready, and loses no request when Pods go', async () => {
    const [first, ...others] = await podsOf('llama');
    await workspace.setReady(first!, false);
    await eventuallyHolds(async () => { expect(await picked(60)).toEqual(others); });
    await workspace.setReady(first!, true);
    await eventuallyHolds(async () => { expect(await picked(60)).toEqual([first, ...others]); });
    const scaled = workspace.scale('llama', 1);
    const answers = new Set<string>();
    await eventually(async () => {
      for (const answer of await picked(10)) answers.add(answer);
      return (await workspace.podsOf('llama')).length;
    }, (left) => left === 1);
    await scaled;
    expect(await picked(30)).toEqual(await podsOf('llama'));
    expect([...answers].filter((answer) => /^\d+$/.test(answer))).toEqual([]);
  });

  test('lets several pickers take turns, with the rights that this needs', async () => {
    // Its Deployment wants two; here both would listen on the same ports.
    await workspace.apply(...pooled({ replicas: 2 }).map((object) => isPickerDeployment(object) ? withReplicas(object, 1) : object));
    await workspace.rolledOut(withReplicas(objects.find(isPickerDeployment)!, 1) as Deployment);
    const leases = await workspace.list<KubeObject>('coordination.k8s.io/v1', 'leases');
    expect(leases).toHaveLength(1);
    await eventuallyHolds(async () => {
      expect(await workspace.list<KubeObject>('v1', 'events')).toContainEqual(expect.objectContaining({ reason: 'LeaderElection' }));
    });
    await eventuallyHolds(async () => { expect(await picked(10)).toEqual(await podsOf('llama')); });
  });

  test('without a picker, answers by any Pod, or by none, as its failure mode has it', async () => {
    await workspace.scale('llama-epp', 0);
    await eventually(() => podsOf('llama-epp'), (left) => left.length === 0);
    await eventuallyHolds(async () => { expect(await picked(10)).toEqual(await podsOf('llama')); });
    await workspace.apply(...pooled({ failureMode: PickerFailureMode.CLOSE }).filter(({ kind }) => kind === 'InferencePool'));
    await eventuallyHolds(async () => { expect(await picked(10)).toEqual(['500']); });
  });
});

function isPickerDeployment({ kind, metadata }: KubeObject): boolean {
  return kind === 'Deployment' && metadata!.name === 'llama-epp';
}

function withReplicas(object: KubeObject, replicas: number): KubeObject {
  return { ...object, spec: { ...object.spec as object, replicas } };
}
