/*
 * The option that each field of an object comes from, in the words of users: what an error about the field tells them to correct. A field without a
 * row of its own has that of the nearest field around it.
 */

/** The option behind each field of an object, by the path to it without the places in lists. */
type Options = { readonly [field: string]: string };

const TIMES = 'timing.terminationGracePeriod, timing.drain or timing.preStopDelay';

/** Fields of every container, the server's first. */
const CONTAINER: Options = {
  '': 'args, env, secretEnv or pod.mounts, pod.containers, or the engine',
  '.args': 'args, pod.containers, or the engine',
  '.command': 'pod.containers, or the command of the engine',
  '.env': 'env, secretEnv, envValues, pod.containers, or the engine',
  '.envFrom': 'envFrom or pod.containers',
  '.image': 'image of the engine, imageRegistry, imageRegistries or pod.containers',
  '.imagePullPolicy': 'pod.imagePullPolicy',
  '.lifecycle': 'pod.lifecycle, timing or pod.containers',
  '.lifecycle.preStop.sleep': TIMES,
  '.ports': 'containerPorts, pod.containers, or ports of the engine',
  '.ports.hostPort': 'pod.hostPorts',
  '.resources': 'compute, scratch or pod.containers',
  '.restartPolicyRules': 'pod.restartPodOn',
  '.securityContext': 'security',
  '.securityContext.capabilities': 'security.addCapabilities or security.memoryLock',
  '.terminationMessagePolicy': 'pod.terminationMessagePolicy',
  '.volumeMounts': 'pod.mounts, pod.containers, the source or the cache',
};

const POD: Options = {
  ...below('.containers', CONTAINER),
  '.affinity': 'scheduling.nodeAffinity, podAffinity or podAntiAffinity',
  '.automountServiceAccountToken': 'pod.automountServiceAccountToken',
  '.dnsConfig': 'pod.dns',
  '.dnsPolicy': 'pod.dns',
  '.enableServiceLinks': 'pod.enableServiceLinks',
  '.hostAliases': 'pod.hostAliases',
  '.hostIPC': 'pod.hostIpc',
  '.hostNetwork': 'pod.hostNetwork',
  '.hostPID': 'pod.hostPid',
  '.hostUsers': 'pod.hostUsers',
  '.hostname': 'pod.hostname',
  '.imagePullSecrets': 'pod.imagePullSecrets',
  '.initContainers': 'pod.initContainers, pod.sidecars or the source',
  '.nodeSelector': 'scheduling.nodeSelector or the cluster dialect',
  '.priorityClassName': 'scheduling.priorityClassName',
  '.resourceClaims': 'claim of compute',
  '.runtimeClassName': 'scheduling.runtimeClassName',
  '.schedulerName': 'scheduling.schedulerName',
  '.securityContext': 'security',
  '.securityContext.sysctls': 'security.sysctls',
  '.serviceAccountName': 'pod.serviceAccount',
  '.shareProcessNamespace': 'pod.shareProcessNamespace',
  '.subdomain': 'pod.subdomain',
  '.terminationGracePeriodSeconds': TIMES,
  '.tolerations': 'scheduling.tolerations or the cluster dialect',
  '.topologySpreadConstraints': 'scheduling.topologySpread or scheduling.spread',
  '.volumes': 'pod.volumes, the source or the cache',
};

const TEMPLATE: Options = {
  '.metadata.labels': 'pod.labels, version, or the name of the engine',
  '.metadata.annotations': 'pod.annotations',
  ...below('.spec', POD),
};

const BY_KIND: { readonly [kind: string]: Options | undefined } = {
  Deployment: below('.spec', {
    ...below('.template', TEMPLATE),
    '.minReadySeconds': 'rollout',
    '.progressDeadlineSeconds': 'timing.progressDeadline or timing.startup',
    '.replicas': 'replicas',
    '.strategy': 'rollout',
  }),
  Job: below('.spec.template', TEMPLATE),
  Service: below('.spec', {
    '.allocateLoadBalancerNodePorts': 'service.allocateLoadBalancerNodePorts',
    '.clusterIP': 'service.type',
    '.externalIPs': 'service.externalIps',
    '.externalTrafficPolicy': 'service.externalTrafficPolicy',
    '.healthCheckNodePort': 'service.healthCheckNodePort or service.externalTrafficPolicy',
    '.internalTrafficPolicy': 'service.internalTrafficPolicy',
    '.ipFamilies': 'service.ipFamilies or service.ipFamilyPolicy',
    '.ipFamilyPolicy': 'service.ipFamilyPolicy',
    '.loadBalancerClass': 'service.loadBalancerClass',
    '.loadBalancerSourceRanges': 'service.loadBalancerSourceRanges',
    '.ports': 'ports of the engine, or of service',
    '.publishNotReadyAddresses': 'service.publishNotReadyAddresses',
    '.sessionAffinity': 'service.sessionAffinity',
    '.sessionAffinityConfig': 'service.sessionAffinity',
    '.trafficDistribution': 'service.trafficDistribution',
    '.type': 'service.type',
  }),
  PersistentVolumeClaim: { '.spec': 'cache' },
  NetworkPolicy: { '.spec.ingress': 'network.from', '.spec.egress': 'network.to or network.dns', '.spec.egress.ports': 'egressPorts of the source' },
  PodDisruptionBudget: { '.spec': 'disruptionBudget' },
  ResourceClaimTemplate: { '.spec': 'claim of compute' },
};

/** The option that a field of an object comes from; undefined where it has none, as labels of the object. */
export function optionOf(kind: string, path: string): string | undefined {
  if (path === '.metadata.namespace') return 'namespace of the chart';
  const options = BY_KIND[kind];
  for (let field = path.replace(/\[[^\]]*\]/g, ''); options !== undefined && field !== ''; field = field.slice(0, field.lastIndexOf('.'))) {
    if (Object.hasOwn(options, field)) return options[field];
  }
  return undefined;
}

function below(step: string, options: Options): Options {
  return Object.fromEntries(Object.entries(options).map(([field, option]) => [`${step}${field}`, option]));
}
