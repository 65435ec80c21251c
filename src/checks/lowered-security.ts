import { isSafeSysctl, OF_BASELINE } from './pod-security-standard';
import { Said } from './rule';
import { given } from '../ground/objects';
import { SeccompProfile } from '../profiles/runtime-options';
import { otherContainers } from '../render/containers';
import { RuntimePlan } from '../render/runtime-plan';
import { ExtraContainer } from '../values/extra-container';

/** Settings of the Pod and its containers that give up Pod Security `restricted`, and whether `baseline` goes with it. */
interface Lowered {
  readonly setting: string;
  readonly baseline: boolean;
}

/** What such settings give up, one by one; users, capabilities and volumes of the server have words of their own. */
export function loweredBySettings(plan: RuntimePlan): Said[] {
  return [...ofPod(plan), ...ofSecurity(plan), ...otherContainers(plan).flatMap(ofContainer)].map(({ setting, baseline }) => ({
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
    ...(security.seccompProfile === SeccompProfile.UNCONFINED ? [{ setting: 'security.seccompProfile is Unconfined', baseline: true }] : []),
    ...(unsafe.length === 0 ? [] : [{ setting: `security.sysctls has ${unsafe.join(', ')}`, baseline: true }]),
  ];
}

function ofContainer({ name, security: { privileged, runAsUser, addCapabilities = [] } = {} }: ExtraContainer): Lowered[] {
  const added = addCapabilities.filter(capability => capability !== 'NET_BIND_SERVICE');
  return [
    ...(privileged ? [{ setting: `security.privileged of ${name} is true`, baseline: true }] : []),
    ...(runAsUser === 0 ? [{ setting: `security.runAsUser of ${name} is 0`, baseline: false }] : []),
    ...(added.length === 0 ? [] : [{ setting: `security.addCapabilities of ${name} has ${added.join(', ')}`, baseline: !added.every(one => OF_BASELINE.has(one)) }]),
  ];
}
