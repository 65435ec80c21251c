import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Findings, KubernetesVersion, ModelCache, ModelLabels, Rollout } from '../../src';
import { Json } from '../../src/ground/objects';
import { chartIn, plainModel } from '../fixtures';

/* What is said of patches of objects and Pods, word for word: `npm run test:update` writes it anew. */

const TEMPLATE = '/spec/template';
const POD = `${TEMPLATE}/spec`;
const SERVER = `${POD}/containers/0`;
const add = (path: string, value: Json) => JsonPatch.add(path, value);
const { remove, replace, test: must, move, copy } = JsonPatch;

const OBJECTS: readonly [what: string, kind: string, ...patches: JsonPatch[]][] = [
  ['another image', 'Deployment', replace(`${SERVER}/image`, 'other:1.0.0')], ['no image', 'Deployment', remove(`${SERVER}/image`)], ['another word', 'Deployment', replace(`${SERVER}/args/1`, '9')], ['no words', 'Deployment', remove(`${SERVER}/args`)],
  ['another command', 'Deployment', replace(`${SERVER}/command`, ['other'])], ['another variable', 'Deployment', replace(`${SERVER}/env/0/value`, '/other')], ['a credential', 'Deployment', replace(`${SERVER}/env/0`, { name: 'HOME', value: `hf_${'aB3'.repeat(12)}` })], ['a list for a word', 'Deployment', replace(`${SERVER}/env/0/value`, ['a', 'b'])], ['an object for a word', 'Deployment', replace(`${SERVER}/env/0/value`, {})],
  ['another port', 'Deployment', replace(`${SERVER}/ports/0/containerPort`, 9)], ['a port of another container', 'Deployment', add(`${POD}/containers/-`, { name: 'log', image: 'log:1.0.0', ports: [{ name: 'http', containerPort: 9 }] })], ['a probe elsewhere', 'Deployment', replace(`${SERVER}/readinessProbe/httpGet/path`, '/other')], ['no probe', 'Deployment', remove(`${SERVER}/startupProbe`)],
  ['other resources', 'Deployment', replace(`${SERVER}/resources/limits/memory`, '1Gi')], ['another resource', 'Deployment', add(`${SERVER}/resources/limits/example.com~1nic`, '1')], ['a shorter end', 'Deployment', replace(`${POD}/terminationGracePeriodSeconds`, 1)], ['a shorter deadline', 'Deployment', replace('/spec/progressDeadlineSeconds', 1)], ['more replicas', 'Deployment', replace('/spec/replicas', 5)], ['no replicas', 'Deployment', remove('/spec/replicas')],
  ['another selector', 'Deployment', replace('/spec/selector/matchLabels', { app: 'x' })], ['another label of Pods', 'Deployment', add(`${TEMPLATE}/metadata/labels/app.kubernetes.io~1version`, '9')], ['an annotation of the library', 'Deployment', add(`${TEMPLATE}/metadata/annotations`, { [ModelLabels.SOURCE]: 'x' })], ['another name', 'Deployment', replace('/metadata/name', 'other')], ['another namespace', 'Deployment', replace('/metadata/namespace', 'other')],
  ['another kind', 'Deployment', replace('/kind', 'StatefulSet')], ['a label of the library', 'Service', add('/metadata/labels/registry.matrixinfer.ai~1status-reporter', 'x')], ['another label', 'Service', add('/metadata/labels/registry.matrixinfer.ai~1model', 'x')], ['no labels', 'Service', remove('/metadata/labels')], ['a label of a user', 'Service', add('/metadata/labels/mine', 'x')], ['two of them', 'Service', add('/metadata/labels/registry.matrixinfer.ai~1model', 'x'), add('/metadata/annotations', { [ModelLabels.ORIGINAL_NAME]: 'y' })],
  ['another port of the Service', 'Service', replace('/spec/ports/0/port', 9)], ['another target', 'Service', replace('/spec/ports/0/targetPort', 9)], ['no ports', 'Service', replace('/spec/ports', [])], ['an external name', 'Service', replace('/spec/type', 'ExternalName')], ['ports of nodes', 'Service', replace('/spec/type', 'NodePort')], ['UDP', 'Service', replace('/spec/ports/0/protocol', 'UDP')],
  ['no egress', 'NetworkPolicy', replace('/spec/egress', [])], ['other Pods', 'NetworkPolicy', replace('/spec/podSelector', {})], ['another budget', 'PodDisruptionBudget', replace('/spec/selector/matchLabels', {})], ['a smaller claim', 'PersistentVolumeClaim', replace('/spec/resources/requests/storage', '1Gi')], ['a block', 'PersistentVolumeClaim', add('/spec/volumeMode', 'Block')], ['other modes', 'PersistentVolumeClaim', replace('/spec/accessModes', ['ReadWriteOnce'])],
  ['another version', 'Model', replace('/spec/modelSpec/version', '9')], ['a label of a Model', 'Model', add('/metadata/labels', { 'app.kubernetes.io/name': 'x' })], ['another image of a Model', 'Model', replace('/spec/runtime/image', 'other:1')], ['an unknown member of a Model', 'Model', add('/spec/other', 1)],
  ['a patch that does not apply', 'Deployment', remove('/spec/none')], ['a patch of nothing', 'Deployment', replace('/metadata/name', 'model')], ['a test that fails', 'Deployment', must('/spec/replicas', 9)], ['a test alone', 'Deployment', must('/spec/replicas', 2)], ['a move', 'Deployment', move('/spec/replicas', '/spec/revisionHistoryLimit')], ['a copy', 'Deployment', copy('/spec/replicas', '/spec/revisionHistoryLimit')], ['a move to its place', 'Deployment', move('/spec/replicas', '/spec/replicas')],
  ['a word that is null', 'Deployment', replace(`${SERVER}/args/1`, null)], ['a member of no kind', 'Service', add('/nonsense', 1)],
  ['the whole', 'Deployment', replace('', { kind: 'Deployment' })], ['nothing', 'Deployment', replace('', null)], ['no patch', 'Deployment'], ['a member that is null', 'Deployment', add(`${POD}/hostNetwork`, null)], ['a member that is newer', 'Deployment', add(`${POD}/resources`, { limits: { memory: '40Gi' } })], ['an unknown member', 'Deployment', add(`${POD}/hostnetwork`, true)], ['a list in place of the Pod', 'Deployment', replace(POD, [])], ['root', 'Deployment', add(`${SERVER}/securityContext/runAsUser`, 0)],
];

function texts(change: (objects: readonly ApiObject[]) => void, pod: JsonPatch[] = [], version?: KubernetesVersion): string {
  const chart = chartIn('ml');
  const model = plainModel(chart, 'model', {
    replicas: 2,
    network: {},
    disruptionBudget: true,
    rollout: Rollout.recreate(),
    kubernetesVersion: version,
    ...pod.length > 0 && { pod: { patches: pod } },
    cache: ModelCache.claim({ size: Size.gibibytes(100), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
  });
  change(model.node.findAll().filter(ApiObject.isApiObject));
  return Findings.of(chart).filter(({ rule }) => rule !== 'rollout-interrupts-serving').map(({ rule, what, fix }) => `${rule}: ${what}\n    fix: ${fix}`).join('\n');
}

test.each(OBJECTS.map(([what, kind, ...patches]): [string, string, JsonPatch[]] => [what, kind, patches]))('%s, in a patch of the %s', (_what, kind, patches) => {
  expect(texts(objects => objects.find(one => one.kind === kind)!.addJsonPatch(...patches))).toMatchSnapshot();
});

const ofPod = OBJECTS.filter(([, kind, ...patches]) => kind === 'Deployment' && patches.length === 1)
  .map(([what, , patch]): [string, JsonPatch] => [what, patch]).filter(([, patch]) => JSON.stringify(patch._toJson()).includes(TEMPLATE));

test.each(ofPod)('%s, in pod.patches', (_what, patch) => {
  const { path, ...rest } = patch._toJson() as { path: string; op: string; value?: Json };
  const short = path.slice(TEMPLATE.length);
  expect(texts(() => {}, [rest.op === 'remove' ? remove(short) : rest.op === 'add' ? add(short, rest.value) : replace(short, rest.value)])).toMatchSnapshot();
});

test.each<[string, (service: ApiObject) => void]>([
  ['a name', service => service.metadata.add('name', 'x')], ['a label', service => service.metadata.addLabel('mine', 'x')], ['labels as a whole', service => service.metadata.add('labels', { a: 'b' })], ['a finalizer', service => service.metadata.addFinalizers('keep')],
  ['finalizers of Kubernetes and of a domain', service => service.metadata.addFinalizers('foregroundDeletion', 'orphan', 'kubernetes', 'example.com/keep')], ['a finalizer that is no name', service => service.metadata.addFinalizers('example.com/a b')],
  ['finalizers that are no list', service => service.metadata.add('finalizers', 'keep')], ['a member that there is not', service => service.metadata.add('owner', 'me')],
])('metadata of an object with %s', (_what, change) => {
  expect(texts(objects => change(objects.find(one => one.kind === 'Service')!))).toMatchSnapshot();
});

test.each(['1.31', '1.32'])('a newer member, for Kubernetes %s', version => {
  expect(texts(objects => objects.find(one => one.kind === 'Deployment')!.addJsonPatch(add(`${POD}/resources`, { limits: { memory: '40Gi' } })), [], KubernetesVersion.of(version))).toMatchSnapshot();
});
