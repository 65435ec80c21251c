import { CUSTOM_FACTS } from './custom-facts';
import { among, because, begins, Change, contains, entries, every, Fact, items, kept, keptOrLeftOut, Reason, same, setIn, within } from './facts';
import { CommonLabels } from '../ground/common-labels';
import { at, itemsAt, Json } from '../ground/objects';
import { SERVER } from '../render/pod-template';
import { ModelLabels } from '../values/model-labels';

/*
 * Facts that are stated once and read elsewhere, by kind: where each stands, who else reads it, and how to say it otherwise. A patch that changes it
 * makes both disagree. All that is not named here may be changed and added by a patch: nothing else reads it.
 */

/** Labels that the library writes, and nobody else: selectors and people find objects by them. */
export const OWN_LABELS: readonly string[] = [
  ModelLabels.MODEL, ModelLabels.FILLS_CACHE_OF, ModelLabels.STATUS_REPORTER, CommonLabels.NAME, CommonLabels.INSTANCE, CommonLabels.COMPONENT,
];

/** Annotations of Pods that the library writes. */
export const OWN_ANNOTATIONS: readonly string[] = [ModelLabels.VERSION, ModelLabels.SOURCE, ModelLabels.SCRIPT_HASH];

/** Names that nobody but the library writes, on any object. */
const OWN_NAMES = {
  labels: [ModelLabels.MODEL, ModelLabels.FILLS_CACHE_OF, ModelLabels.STATUS_REPORTER],
  annotations: [...OWN_ANNOTATIONS, ModelLabels.ORIGINAL_NAME, ModelLabels.REGISTERED_ONLY],
};

/** Labels and annotations that the library writes into the metadata of one object. */
export interface OwnMetadata {
  readonly labels?: { readonly [name: string]: string };
  readonly annotations?: { readonly [name: string]: string };
}

const NAME = because('other objects lead to it by its name', 'remove the patch, and give name to the construct that makes it');
const NAMESPACE = because('other objects, Secrets and callers are in that namespace',
  'remove the patch, and put the construct that makes it into a chart of that namespace');
const KIND = because('others lead to it by its kind', 'remove the patch, and make an object of your own of that kind');
const SELECTOR = because('it has to find the Pods of this model, and cannot change later', 'remove the patch; a model of another name has another selector');
const IMAGE = because('the Model names the same image, and flags and user are known of it',
  'remove the patch, and set it where the image comes from: version or image of the engine, imageRegistry, the sidecar or the source');
const COMMAND = setIn('the engine, the sidecar or the source: ContainerEngine takes a command',
  'its arguments, probes and drain are those of that program');
const ARGS = setIn('args, or where the argument comes from: the engine, compute or the source',
  'ports, probes, resources and files are derived with it');
const ENV = setIn('env or secretEnv, or where the variable comes from: the engine or the source', 'paths, ports and the source are derived with it');
const PORTS = because('probes, the Service and the arguments name the same port',
  'remove the patch, and give the port to the engine; a port of another name may be added');
const PROBE = setIn('the engine: its readiness, or the probes of a subclass', 'it is where and how this server answers');
const STARTUP = setIn('timing.startup, or in the engine', 'the other probes wait for it, and the progress deadline counts with its time');
const STOP = setIn('timing: preStopDelay, drain, terminationGracePeriod', 'the grace period counts with it');
const RESOURCES = setIn('compute; a resource of another name may be added', 'the Model, the arguments and the volumes are derived with it');
const VOLUMES = setIn('cache, scratch, sharedMemory, pod.volumes or the source; a volume of another name may be added',
  'containers mount it, and the disk that is requested counts with its size');
const MOUNTS = setIn('pod.mounts, the engine or the source; a mount at another path may be added', 'the arguments name files below it');
const CONTAINERS = setIn('the engine, the source or pod.sidecars; a container of another name may be added',
  'it serves the model, fills its volume, or was asked for as a sidecar');
const LABELS = because('selectors, policies and identities find the Pods by it', 'remove the patch; labels of your own domain are said in pod.labels');
const ANNOTATIONS = setIn('version or source of the model', 'Pods are rolled out anew when it changes');
const SCHEDULING = setIn('scheduling, cluster or compute; others may be added', 'the Pods have to land where their accelerators are');
const ACCOUNT = setIn('pod.serviceAccount', 'the source and the rights of the Pod rely on it');
const REPLICAS = setIn('replicas; removing it is fine where an autoscaler owns it',
  'the disruption budget, the cache and an autoscaler count with it');
const ROLLOUT = setIn('rollout', 'the cache and the Pods that serve meanwhile depend on it');
const DEADLINE = because('a rollout that is still loading would be reported as failed',
  'give more than the start-up budget (failureThreshold times periodSeconds of the startup probe), or set it in timing.progressDeadline');
const DIRECTION = because('its rules for that direction have no effect without it, and all of it is open',
  'remove the patch; say network of the model without it for Pods that nothing closes');
const EGRESS = because('without it the Pod waits for its model, or finds no host', 'remove the patch; rules may be narrowed, and others added');
const CLAIM = setIn('cache', 'the Pods mount it, and the weights have to fit');
const JOB = setIn('the source, downloads, security or pod', 'its name has a hash of them, because a Job cannot change');
const DEVICES = setIn('compute: count and claim', 'parallelism, memory and the name of the template follow from the same devices');
const SERVICE = because('model.endpoint, Ingresses and callers use the same',
  'remove the patch, and give the port to the engine; a port of another name may be added');
const MODEL = setIn('the model: modelId, version, framework, source, engine or compute', 'the runtime is derived from the same');
const RIGHTS = because('the status reporter needs each of its rights', 'remove the patch; rights may be added');
const SCRIPT = because('the Pod runs it, and is rolled out anew by its hash', 'remove the patch, and use image and scriptPath for a script of your own');
const REPORTER_MEMORY = setIn('memory', 'the heap of the reporter is derived from it');
const DEFINITION = because('Models are judged by it at synth', 'remove the patch, and install a definition of your own in place of MatrixInferCrds');

const handler = (reason: Reason) => ({
  httpGet: within({ path: same(reason), port: same(reason), scheme: kept(reason) }, reason),
  tcpSocket: within({ port: same(reason) }, reason),
  exec: kept(reason),
  grpc: kept(reason),
});

const CONTAINER = {
  image: same(IMAGE),
  command: begins(COMMAND),
  args: begins(ARGS),
  env: items('name', () => within({ value: same(ENV), valueFrom: same(ENV) }), ENV),
  ports: items('name', () => within({ containerPort: same(PORTS), protocol: among(['TCP'], PORTS) }), PORTS),
  volumeMounts: items('mountPath', () => within({ name: same(MOUNTS), subPath: same(MOUNTS), readOnly: same(MOUNTS) }), MOUNTS),
  startupProbe: within({ ...handler(STARTUP), periodSeconds: same(STARTUP), failureThreshold: same(STARTUP) }, STARTUP),
  readinessProbe: within(handler(PROBE), PROBE),
  livenessProbe: within(handler(PROBE), PROBE),
  lifecycle: within({ preStop: same(STOP) }, STOP),
  restartPolicy: same(CONTAINERS),
} satisfies { [member: string]: Fact };

/** The containers whose resources others read, by name; those of the rest are their own. */
const BY_NAME: { readonly [name: string]: Fact } = {
  [SERVER]: within({
    ...CONTAINER,
    resources: within({ requests: entries(RESOURCES), limits: entries(RESOURCES), claims: items('name', () => same(DEVICES), DEVICES) }, RESOURCES),
  }),
  reporter: within({ ...CONTAINER, resources: within({ limits: entries(REPORTER_MEMORY, ['memory']) }, REPORTER_MEMORY) }),
};
const OTHER_CONTAINER = within(CONTAINER);
const containerOf = (name: string) => (Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : OTHER_CONTAINER);

/** The contents of a volume; how its files are shown is its own. */
const VOLUME = within({
  emptyDir: same(VOLUMES),
  persistentVolumeClaim: same(VOLUMES),
  ephemeral: same(VOLUMES),
  secret: within({ secretName: same(VOLUMES) }, VOLUMES),
  configMap: within({ name: same(VOLUMES) }, VOLUMES),
  nfs: same(VOLUMES),
  csi: within({ driver: same(VOLUMES), readOnly: same(VOLUMES) }, VOLUMES),
  image: within({ reference: same(VOLUMES) }, VOLUMES),
});

const TEMPLATE = within({
  metadata: within({ labels: entries(LABELS), annotations: entries(ANNOTATIONS, OWN_ANNOTATIONS) }, LABELS),
  spec: within({
    containers: items('name', containerOf, CONTAINERS),
    initContainers: items('name', containerOf, CONTAINERS),
    volumes: items('name', () => VOLUME, VOLUMES),
    resourceClaims: items('name', () => within({ resourceClaimName: same(DEVICES), resourceClaimTemplateName: same(DEVICES) }), DEVICES),
    nodeSelector: entries(SCHEDULING),
    tolerations: contains(SCHEDULING),
    serviceAccountName: kept(ACCOUNT),
    terminationGracePeriodSeconds: same(STOP),
  }, CONTAINERS),
}, CONTAINERS);

/** Containers of a Pod share one network: a port, and the name that Services and probes find it by, belongs to one of them. */
const ownPorts: Fact = (before, after) => {
  const server = itemsAt(before, 'template', 'spec', 'containers').flatMap(one => itemsAt(one, 'ports'));
  const derived = new Set(itemsAt(before, 'template', 'spec', 'containers').map(one => at(one, 'name')));
  const others = itemsAt(after, 'template', 'spec', 'containers').filter(one => !derived.has(at(one, 'name')));
  return others.flatMap(one => itemsAt(one, 'ports').flatMap((port): Change[] => {
    const taken = server.find(known => at(known, 'name') === at(port, 'name') || at(known, 'containerPort') === at(port, 'containerPort'));
    const path = `.template.spec.containers[${String(at(one, 'name'))}].ports`;
    return taken === undefined ? [] : [{ path, from: `the port ${String(at(taken, 'name'))} of the server`, to: at(port, 'containerPort'), ...PORTS }];
  }));
};

/** A rollout that makes no Pod in advance does so because of accelerators, or of a volume that one node mounts. */
const surges: Fact = (before, after) => {
  const [was, is] = [before, after].map(spec => at(spec, 'strategy', 'rollingUpdate', 'maxSurge'));
  const path = '.strategy.rollingUpdate.maxSurge';
  return was === 0 && ![0, '0', '0%'].includes(is as string) ? [{ path, from: was, to: is, ...ROLLOUT }] : [];
};

/** Every port that the source or DNS needs is still let out by some rule. */
const reaches: Fact = (before, after) => {
  const rules = itemsAt(after, 'egress');
  const nameOf = (port: Json) => `port ${String(at(port, 'port'))} over ${String(at(port, 'protocol') ?? 'TCP')}`;
  const ports = itemsAt(before, 'egress').flatMap(rule => itemsAt(rule, 'ports').map(nameOf));
  const isOut = (port: string) => rules.some(rule => at(rule, 'ports') === undefined || itemsAt(rule, 'ports').some(one => nameOf(one) === port));
  return [...new Set(ports)].filter(port => !isOut(port)).map(port => ({ path: '.egress', from: port, to: undefined, ...EGRESS }));
};

/** A NetworkPolicy closes each direction that it closed: rules of one that it does not name are not looked at, and all of it is open. */
const directions: Fact = (before, after) => {
  const typesOf = (spec: Json) => at(spec, 'policyTypes') ?? ['Ingress', ...(itemsAt(spec, 'egress').length > 0 ? ['Egress'] : [])];
  const types = typesOf(after);
  const lost = itemsAt(typesOf(before)).filter(type => Array.isArray(types) && !types.includes(type));
  return lost.map(type => ({ path: `.policyTypes[${String(type)}]`, from: type, to: undefined, ...DIRECTION }));
};

/** Every right is still granted by some rule, which may grant more. */
const grants: Fact = (before, after) => {
  const rules = Array.isArray(after) ? after : [];
  const covers = (rule: Json, wanted: Json) => ['apiGroups', 'resources', 'verbs'].every(list => (
    itemsAt(wanted, list).every(one => itemsAt(rule, list).includes(one))
  ));
  const derived = (Array.isArray(before) ? before : []).map((wanted, index) => ({ wanted, index }));
  const lost = derived.filter(({ wanted }) => !rules.some(rule => covers(rule, wanted)));
  return lost.map(({ wanted, index }) => ({ path: `[${index}]`, from: wanted, to: undefined, ...RIGHTS }));
};

/** The deadline that Kubernetes sets where none is given. */
const KUBERNETES_DEADLINE = 600;

/** The progress deadline may be any that leaves time for the start. */
const startsInTime: Fact = (before, after) => {
  const containers = at(after, 'template', 'spec', 'containers');
  const probe = at(Array.isArray(containers) ? containers.find(one => at(one, 'name') === SERVER) : undefined, 'startupProbe');
  const budget = Number(at(probe, 'failureThreshold')) * Number(at(probe, 'periodSeconds'));
  const deadline = at(after, 'progressDeadlineSeconds') ?? KUBERNETES_DEADLINE;
  if (typeof deadline !== 'number' || !(deadline <= budget)) return [];
  return [{ path: '.progressDeadlineSeconds', from: at(before, 'progressDeadlineSeconds'), to: at(after, 'progressDeadlineSeconds'), ...DEADLINE }];
};

const VERSION = within({ served: same(DEFINITION), storage: same(DEFINITION), schema: same(DEFINITION), subresources: same(DEFINITION) });

/** The facts of the members that an object has beside its identity, by kind. */
const CONTENT: { readonly [kind: string]: Fact } = {
  ...CUSTOM_FACTS,
  Deployment: within({
    spec: every(startsInTime, surges, ownPorts, within({
      selector: same(SELECTOR), replicas: keptOrLeftOut(REPLICAS), strategy: within({ type: same(ROLLOUT) }), template: TEMPLATE,
    }, SELECTOR)),
  }),
  Job: within({ spec: within({ template: same(JOB) }, JOB) }),
  Service: within({
    spec: within({
      selector: same(SELECTOR),
      ports: items('name', () => within({ port: same(SERVICE), targetPort: same(SERVICE), protocol: among(['TCP'], SERVICE) }), SERVICE),
      type: among(['ClusterIP', 'NodePort', 'LoadBalancer'], SERVICE),
    }, SELECTOR),
  }),
  PodDisruptionBudget: within({ spec: within({ selector: same(SELECTOR) }, SELECTOR) }),
  NetworkPolicy: within({ spec: every(reaches, directions, within({ podSelector: same(SELECTOR) }, SELECTOR)) }),
  PersistentVolumeClaim: within({
    spec: within({
      accessModes: same(CLAIM),
      resources: within({ requests: entries(CLAIM) }, CLAIM),
      storageClassName: kept(CLAIM),
      volumeMode: among(['Filesystem'], CLAIM),
    }, CLAIM),
  }),
  ResourceClaimTemplate: within({ spec: same(DEVICES) }),
  Model: within({
    spec: within({
      modelSpec: within({ modelId: same(MODEL), version: same(MODEL), framework: same(MODEL), source: within({ uri: same(MODEL) }, MODEL) }, MODEL),
      runtime: within({ image: same(MODEL), resources: within({ requests: entries(MODEL), limits: entries(MODEL) }, MODEL) }, MODEL),
    }, MODEL),
  }),
  ConfigMap: within({ data: entries(SCRIPT, ['model-status-reporter.js']) }),
  ClusterRole: within({ rules: grants }),
  Role: within({ rules: grants }),
  ClusterRoleBinding: within({ roleRef: same(RIGHTS), subjects: contains(RIGHTS) }),
  RoleBinding: within({ roleRef: same(RIGHTS), subjects: contains(RIGHTS) }),
  CustomResourceDefinition: within({
    spec: within({
      group: same(DEFINITION),
      names: within({ kind: same(DEFINITION), listKind: same(DEFINITION), plural: same(DEFINITION), singular: same(DEFINITION) }, DEFINITION),
      scope: same(DEFINITION),
      versions: items('name', () => VERSION, DEFINITION),
    }, DEFINITION),
  }),
};

const IDENTITY = within({ apiVersion: same(KIND), kind: same(KIND), metadata: within({ name: same(NAME), namespace: same(NAMESPACE) }, NAME) });

/** Who an object is: its kind, name and namespace. */
export function changedIdentity(before: Json, after: Json): ReturnType<Fact> {
  return IDENTITY(before, after);
}

/** Labels of the library on the object itself that have changed. */
export function changedLabels(before: Json, after: Json): ReturnType<Fact> {
  const [given, printed] = [before, after].map(object => at(object, 'metadata', 'labels'));
  if (at(before, 'kind') === 'Model') return []; // the labels of a Model are its user's
  if (OWN_LABELS.every(label => at(given, label) === at(printed, label))) return []; // of every object, at every synth
  return entries(LABELS, OWN_LABELS)(given, printed);
}

/** Labels and annotations of the library that somebody else wrote on the object, with another value than the library would. */
export function takenNames(own: OwnMetadata, after: Json): ReturnType<Fact> {
  return (['labels', 'annotations'] as const).flatMap(member => {
    const printed = at(after, 'metadata', member);
    if (printed === undefined) return [];
    const taken = OWN_NAMES[member].filter(name => at(printed, name) !== undefined && at(printed, name) !== own[member]?.[name]);
    return taken.map((name): Change => ({ path: `["${name}"]`, name: member.slice(0, -1), from: own[member]?.[name], to: at(printed, name), ...LABELS }));
  });
}

/** The facts that a patch changed, of all that an object has beside its identity. */
export function changedContent(kind: string, before: Json, after: Json): ReturnType<Fact> {
  return CONTENT[kind]?.(before, after) ?? [];
}
