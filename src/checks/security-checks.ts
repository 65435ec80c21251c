import { OWN_ANNOTATIONS } from './object-facts';
import { Remark } from './remark';
import { deviceFacts } from '../facts/devices';
import { namespaceOf } from '../ground/namespaces';
import { given } from '../ground/objects';
import { ObjectMetadataOptions } from '../profiles/model-runtime-props';
import { userOf } from '../render/pod-security';
import { labelsOf, ownPodAnnotationsOf } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';
import { ModelLabels } from '../values/model-labels';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';

/** What is given up of Pod Security `restricted`. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export function checkSecurity(plan: RuntimePlan): Remark[] {
  const nfs = plan.volumes.filter(volume => volume._kind === 'nfs').map(volume => JSON.stringify(volume.name));
  const added = (plan.settings.security?.addCapabilities ?? []).filter(capability => capability !== 'NET_BIND_SERVICE');
  return [
    ...checkUser(plan),
    ...(userOf(plan) !== undefined ? [] : [{
      rule: 'pod-security-lowered' as const,
      what: plan.settings.security?.runAsUser === 0 ? 'security.runAsUser is 0' : `the image of ${plan.engine.name} is not known to run without root (${plan.hardening.source})`,
      fix: 'set security.runAsUser to a number above 0 when the image bears it, or acknowledge the finding',
    }]),
    ...(added.length === 0 ? [] : [{
      rule: 'pod-security-lowered' as const,
      what: `security.addCapabilities has ${added.join(', ')}`,
      fix: 'remove it, or acknowledge the finding',
    }]),
    ...(nfs.length === 0 ? [] : [{
      rule: 'pod-security-lowered' as const,
      what: `NFS is mounted by the Pod itself: ${nfs.join(', ')}`,
      fix: 'mount it by a claim (PodVolume.claim), or acknowledge the finding',
    }]),
  ];
}

/** A user who is not root, with an image that nobody has tried with it, and with devices that are not for everybody. */
function checkUser(plan: RuntimePlan): Remark[] {
  const { engine, hardening, image, compute, settings } = plan;
  const user = userOf(plan);
  const resource = compute.accelerator?.resource;
  const devices = resource === undefined ? undefined : deviceFacts(resource);
  const { runAsUser, supplementalGroups = [] } = settings.security ?? {};
  return [
    ...(hardening.proven ?? true) || runAsUser !== undefined ? [] : [{
      rule: 'image-unproven' as const,
      what: `the image ${JSON.stringify(image)} of ${engine.name} is run as user ${user}: ${hardening.source}`,
      fix: 'set security.runAsUser to the user that it bears (0 for root), and security.readOnlyRootFilesystem when it bears that, or acknowledge the finding',
    }],
    ...user === undefined || devices?.openTo !== 'groups' || supplementalGroups.length > 0 ? [] : [{
      rule: 'device-group-missing' as const,
      what: `the Pod runs as user ${user} without security.supplementalGroups, and of ${resource} is known: ${devices.source}`,
      fix: 'give security.supplementalGroups the ids that those groups have on your nodes, or set security.runAsUser to 0; acknowledge the finding where the container runtime gives devices to the user of the Pod',
    }],
  ];
}

/** Secrets that are known to live elsewhere. */
export function checkSecretNamespaces(plan: RuntimePlan): Remark[] {
  const others = [...plan.binding.initContainers ?? [], ...plan.settings.pod?.sidecars ?? []];
  const maps = [plan.container.secretEnv, plan.binding.secretEnv, plan.settings.secretEnv, ...others.map(container => container.secretEnv)];
  const secrets = new Set<SecretKey>([...plan.source.secrets, ...maps.flatMap(map => given(map).map(([, secret]) => secret))]);
  return otherSecrets(plan, [...secrets]);
}

/** Secrets that are known to live elsewhere than what uses them. */
export function otherSecrets(at: Place, secrets: SecretKey[]): Remark[] {
  return secrets.filter(secret => isElsewhere(at, secret.namespace)).map(secret => ({
    rule: 'secret-other-namespace',
    what: `the Secret ${secret.namespace}/${secret.name} is used in ${placeOf(at)}`,
    fix: 'copy the Secret into the namespace of the model and refer to the copy, or give the chart that namespace',
  }));
}

/** Claims that are known to live elsewhere than what mounts them. */
export function otherClaims(at: Place, volumes: PodVolume[]): Remark[] {
  const claims = volumes.map(volume => volume._claim).filter(claim => claim !== undefined);
  return claims.filter(({ namespace }) => isElsewhere(at, namespace)).map(({ name, namespace }) => ({
    rule: 'claim-other-namespace',
    what: `the claim ${namespace}/${name} is used in ${placeOf(at)}`,
    fix: 'make a claim in the namespace of the model, or give the chart that namespace',
  }));
}

/** A ServiceAccount, and claims, that are known to live elsewhere. */
export function checkOtherNamespaces(plan: RuntimePlan): Remark[] {
  const account = plan.settings.pod?.serviceAccount;
  return [
    ...(account === undefined || !isElsewhere(plan, namespaceOf(account)) ? [] : [{
      rule: 'service-account-other-namespace' as const,
      what: `the ServiceAccount ${namespaceOf(account)}/${account.name} is used in ${placeOf(plan)}`,
      fix: 'make a ServiceAccount in the namespace of the model, or name the one that is there with ServiceAccountRef.of(name)',
    }]),
    ...otherClaims(plan, plan.volumes),
  ];
}

/** Where something is used. */
type Place = Pick<RuntimePlan, 'namespace'>;

function isElsewhere(at: Place, namespace: string | undefined): boolean {
  return namespace !== undefined && namespace !== at.namespace;
}

function placeOf({ namespace }: Place): string {
  return namespace === undefined ? 'a chart without a namespace' : `namespace ${JSON.stringify(namespace)}`;
}

/** A NetworkPolicy against a source that has to reach something and does not say which ports. */
export function checkNetwork(plan: RuntimePlan): Remark[] {
  const { network } = plan.settings;
  const { needsModelVolume, egressPorts = [], nodeAgents = [] } = plan.binding;
  if (!network || !needsModelVolume || egressPorts.length + nodeAgents.length + (network.to ?? []).length > 0) return [];
  return [{
    rule: 'network-source-blocked',
    what: `the source ${JSON.stringify(plan.source.uri)} fills the model volume and names no egressPorts, and network.to is empty`,
    fix: 'let bind() of the source return egressPorts, or name in network.to what it reads from',
  }];
}

/** Labels of the user against those of the library. */
export function checkLabels(plan: RuntimePlan, metadata: ObjectMetadataOptions[]): Remark[] {
  return [...checkPodAnnotations(plan), ...checkOwnLabels(plan, metadata)];
}

/** Annotations of the library that are given for the Pods, and lost: its own are written over them. */
function checkPodAnnotations(plan: RuntimePlan): Remark[] {
  const annotations = plan.settings.pod?.annotations;
  if (annotations === undefined) return [];
  const own = ownPodAnnotationsOf(plan);
  return OWN_ANNOTATIONS.filter(name => annotations[name] !== undefined && annotations[name] !== own[name]).map(name => ({
    rule: 'user-labels-overwrite',
    what: `the annotation ${name} of pod.annotations is the library's own`,
    fix: 'use an annotation of your own domain',
  }));
}

function checkOwnLabels(plan: RuntimePlan, metadata: ObjectMetadataOptions[]): Remark[] {
  const maps = [plan.settings.pod?.labels, ...metadata.map(options => options.labels)].filter(map => map !== undefined);
  if (maps.length === 0) return [];
  const own: { readonly [name: string]: string | undefined } = { [ModelLabels.STATUS_REPORTER]: undefined, ...labelsOf(plan) };
  const keys = new Set(maps.flatMap(map => given(map).filter(([key, value]) => Object.hasOwn(own, key) && value !== own[key]).map(([key]) => key)));
  return [...keys].map(key => ({
    rule: 'user-labels-overwrite',
    what: `the label ${key} is the library's own${own[key] === undefined ? '' : ` (${own[key]})`}`,
    fix: 'use a label of your own domain',
  }));
}
