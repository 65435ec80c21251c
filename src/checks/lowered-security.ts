import { isSafeSysctl, OF_BASELINE, sharedProblems } from './pod-security-standard';
import { Said } from './rule';
import { given } from '../ground/objects';
import { confinement } from '../render/confinement';
import { otherContainers } from '../render/containers';
import { RuntimePlan } from '../render/runtime-plan';
import { ContainerConfinementOptions, ProcMount } from '../values/confinement-options';
import { ExtraContainer } from '../values/extra-container';
import { SeccompProfile } from '../values/kernel-profiles';
import { KubernetesVersion } from '../values/kubernetes-version';

/** Settings of the Pod and its containers that give up Pod Security `restricted`, and whether `baseline` goes with it. */
interface Lowered {
  readonly setting: string;
  readonly baseline: boolean;
}

/** What such settings give up, one by one; users, capabilities and volumes of the server have words of their own. */
export function loweredBySettings(plan: RuntimePlan): Said[] {
  return [...ofPod(plan), ...ofSecurity(plan), ...otherContainers(plan).flatMap(one => ofContainer(one, plan))].map(({ setting, baseline }) => ({
    what: baseline ? `${setting}, which Pod Security baseline refuses too` : setting,
    fix: 'leave it out, or acknowledge the finding',
  }));
}

const NAMESPACES = ['hostNetwork', 'hostIpc', 'hostPid'] as const;

function ofPod({ settings: { pod = {} } }: RuntimePlan): Lowered[] {
  const ports = Object.keys(pod.hostPorts ?? {});
  return [
    ...NAMESPACES.filter(member => pod[member]).map(member => ({ setting: `pod.${member} is true`, baseline: true })),
    ...(ports.length === 0 ? [] : [{ setting: `pod.hostPorts has ${ports.join(', ')}`, baseline: true }]),
  ];
}

function ofSecurity({ settings: { security = {} }, kubernetesVersion }: RuntimePlan): Lowered[] {
  const unsafe = given(security.sysctls).map(([name]) => name).filter(name => !isSafeSysctl(name, kubernetesVersion));
  return [
    ...(security.privileged ? [{ setting: 'security.privileged is true', baseline: true }] : []),
    ...(security.memoryLock ? [{ setting: 'security.memoryLock is true (IPC_LOCK)', baseline: true }] : []),
    ...ofConfinement(member => `security.${member}`, security, kubernetesVersion),
    ...ofConfinement(member => `security.server.${member}`, security.server, kubernetesVersion),
    ...(unsafe.length === 0 ? [] : [{ setting: `security.sysctls has ${unsafe.join(', ')}`, baseline: true }]),
  ];
}

/** What the kernel is told to let containers do, beyond what every Kubernetes of the clusters admits. */
function ofConfinement(named: (member: string) => string, options: ContainerConfinementOptions = {}, lowest: KubernetesVersion): Lowered[] {
  const { seccompProfile, procMount, appArmorProfile, seLinux } = options;
  return [
    ...(seccompProfile === SeccompProfile.UNCONFINED ? [{ setting: `${named('seccompProfile')} is Unconfined`, baseline: true }] : []),
    ...sharedProblems(confinement({ appArmorProfile }), lowest).map(() => ({ setting: `${named('appArmorProfile')} is Unconfined`, baseline: true })),
    ...sharedProblems(confinement({ seLinux }), lowest).map(what => ({ setting: `${named('seLinux')} has ${what}`, baseline: true })),
    ...(procMount === ProcMount.UNMASKED ? [{ setting: `${named('procMount')} is Unmasked`, baseline: false }] : []),
  ];
}

function ofContainer({ name, security = {} }: ExtraContainer, { kubernetesVersion }: RuntimePlan): Lowered[] {
  const { privileged, runAsUser, addCapabilities = [] } = security;
  const added = addCapabilities.filter(capability => capability !== 'NET_BIND_SERVICE');
  return [
    ...ofConfinement(member => `security.${member} of ${name}`, security, kubernetesVersion),
    ...(privileged ? [{ setting: `security.privileged of ${name} is true`, baseline: true }] : []),
    ...(runAsUser === 0 ? [{ setting: `security.runAsUser of ${name} is 0`, baseline: false }] : []),
    ...(added.length === 0 ? [] : [{
      setting: `security.addCapabilities of ${name} has ${added.join(', ')}`,
      baseline: !added.every(one => OF_BASELINE.has(one)),
    }]),
  ];
}
