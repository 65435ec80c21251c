import { Remark } from './ledger';
import { show } from '../../private/errors';
import { both, Field, from, isObject, list, members, oneOf, required, text, whole } from '../../private/fields';
import {
  ANNOTATIONS, CAPABILITY, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME, IMAGE, INNER_PATH, INT32, IP_BLOCK, LABELS, MOUNT_PATH, PORT, QUANTITY,
  SELECTOR, TOLERATION, USER_ID,
} from '../../private/kubernetes-fields';
import { Json, JsonObject } from '../../private/objects';
import { validateModel } from '../model-schema/model-schema';

const STRING = text('a string', () => true);
const SECONDS = whole(1, INT32);
const QUANTITIES: Field = members({ 'cpu': QUANTITY, 'memory': QUANTITY, 'ephemeral-storage': QUANTITY });
const PROBE = members({ periodSeconds: SECONDS, timeoutSeconds: SECONDS, failureThreshold: SECONDS });

const container = (source: string): Field => from(source, members({
  name: required(DNS_LABEL, 'a DNS-1123 label'),
  image: required(IMAGE, 'an image'),
  command: list(STRING),
  args: list(STRING),
  env: list(members({ name: required(ENV_NAME, 'a name'), value: STRING }), 'name'),
  ports: list(members({ containerPort: PORT })),
  startupProbe: PROBE,
  readinessProbe: PROBE,
  livenessProbe: PROBE,
  lifecycle: members({ preStop: members({ sleep: members({ seconds: from('timing.preStopDelay', SECONDS) }) }) }),
  resources: members({ requests: QUANTITIES, limits: QUANTITIES }),
  securityContext: members({ capabilities: members({ add: from('security.addCapabilities', list(CAPABILITY)) }) }),
  volumeMounts: list(members({ mountPath: required(MOUNT_PATH, 'an absolute path'), subPath: INNER_PATH }), 'mountPath'),
}));

const CLAIM = members({
  accessModes: list(oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod')),
  storageClassName: DNS_SUBDOMAIN,
  resources: members({ requests: members({ storage: QUANTITY }) }),
});

const POD = both(members({
  nodeSelector: from('scheduling.nodeSelector or the cluster dialect', LABELS),
  tolerations: from('scheduling.tolerations or the cluster dialect', list(TOLERATION)),
  priorityClassName: from('scheduling.priorityClassName', DNS_SUBDOMAIN),
  runtimeClassName: from('scheduling.runtimeClassName', DNS_SUBDOMAIN),
  serviceAccountName: from('pod.serviceAccountName', DNS_SUBDOMAIN),
  imagePullSecrets: from('pod.imagePullSecrets', list(members({ name: required(DNS_SUBDOMAIN, 'the name of a Secret') }), 'name')),
  terminationGracePeriodSeconds: from('timing', SECONDS),
  securityContext: from('security', members({ runAsUser: USER_ID, runAsGroup: USER_ID, fsGroup: USER_ID, supplementalGroups: list(USER_ID) })),
  containers: list(container('args, env, secretEnv or pod.mounts, or the engine')),
  initContainers: from('pod.sidecars or the source', list(container('pod.sidecars or the source'), 'name')),
  volumes: from('pod.volumes or the cache', list(members({ ephemeral: members({ volumeClaimTemplate: members({ spec: CLAIM }) }) }), 'name')),
}), pod => {
  const servers = namesIn(pod, 'containers');
  const name = namesIn(pod, 'initContainers').find(one => servers.includes(one));
  return name === undefined ? [] : [{ path: '.initContainers', got: name, allowed: 'what no other container has', from: 'pod.sidecars' }];
});

function namesIn(pod: Json, member: string): Json[] {
  const containers = isObject(pod) ? pod[member] : undefined;
  return Array.isArray(containers) ? containers.map(one => (isObject(one) ? one.name : undefined)) : [];
}

const PEER = members({ podSelector: SELECTOR, namespaceSelector: SELECTOR, ipBlock: IP_BLOCK });

/** What of a `spec` can be wrong because of a user, an engine or a source, by kind; the rest is the library's own. */
const SPECS: { readonly [kind: string]: Field } = {
  Deployment: members({
    progressDeadlineSeconds: from('timing', SECONDS),
    template: members({ metadata: members({ labels: from('pod.labels, version, or the name of the engine', LABELS), annotations: from('pod.annotations', ANNOTATIONS) }), spec: POD }),
  }),
  Service: members({ ports: from('ports of the engine', list(members({ port: PORT }))) }),
  PersistentVolumeClaim: from('cache', CLAIM),
  NetworkPolicy: members({
    ingress: from('network.from', list(members({ from: list(PEER) }))),
    egress: list(members({ to: from('network.to', list(PEER)), ports: from('egressPorts of the source', list(members({ port: PORT }))) })),
  }),
};

const METADATA = members({ namespace: from('namespace of the chart', DNS_LABEL), labels: LABELS, annotations: ANNOTATIONS });

/** What the API server would refuse an object for: one that is printed, patches included. */
export function checkObject(manifest: JsonObject): Remark[] {
  return manifest.kind === 'Model' ? checkModel(manifest) : checkFields(manifest);
}

/** A Model is judged by the CRD that the library installs. */
function checkModel(manifest: JsonObject): Remark[] {
  return validateModel(manifest).map(({ message, fix }): Remark => ({ rule: 'model-schema', what: message, fix }));
}

function checkFields(manifest: JsonObject): Remark[] {
  const kind = String(manifest.kind);
  const found = [
    ...METADATA(manifest.metadata).map(problem => ({ ...problem, path: `.metadata${problem.path}` })),
    ...SPECS[kind]?.(manifest.spec).map(problem => ({ ...problem, path: `.spec${problem.path}` })) ?? [],
  ];
  return found.map(({ path, got, allowed, from: source }) => ({
    rule: 'object-schema',
    what: `the ${kind} has ${show(got)} at ${path.slice(1)}, allowed is ${allowed}`,
    fix: `correct ${source ?? (path.startsWith('.metadata') ? `the labels and annotations that are given for the ${kind}` : 'it where it comes from: the model, its profile, the engine, the source or a patch')}`,
  }));
}
