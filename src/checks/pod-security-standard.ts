import { isObject } from '../ground/fields';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';
import { KubernetesVersion } from '../values/kubernetes-version';

/*
 * Pod Security `restricted` and `baseline`, control by control, as k8s.io/pod-security-admission v0.37 has it. A Pod is judged for all versions from the lowest
 * of the clusters on: a Pod that one of them refuses is said. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */

/** A reason for which `restricted` refuses a Pod template, and whether `baseline` does too. */
interface Problem {
  readonly what: string;
  readonly baseline: boolean;
}

const byBoth = (problems: readonly string[]): Problem[] => problems.map(what => ({ what, baseline: true }));
const byRestricted = (problems: readonly string[]): Problem[] => problems.map(what => ({ what, baseline: false }));

/** The reasons for which `restricted` refuses a Pod template, in words; empty when every Kubernetes from the lowest version on admits it. */
export function unrestricted(template: JsonObject, lowest: KubernetesVersion = KubernetesVersion.V1_30): string[] {
  return problemsOf(template, lowest).map(({ what }) => what);
}

/** The same of `baseline`. */
export function belowBaseline(template: JsonObject, lowest: KubernetesVersion = KubernetesVersion.V1_30): string[] {
  return problemsOf(template, lowest).filter(({ baseline }) => baseline).map(({ what }) => what);
}

function problemsOf(template: JsonObject, lowest: KubernetesVersion): Problem[] {
  const pod = at(template, 'spec');
  const containers = [...itemsAt(pod, 'containers'), ...itemsAt(pod, 'initContainers')].filter(isObject);
  const version = { lowest, userNamespace: at(pod, 'hostUsers') === false && lowest.isAtLeast(KubernetesVersion.of('1.35')) };
  return [
    ...podProblems(template, version),
    ...containers.flatMap(container => containerProblems(container, pod, version).map(problem => ({
      ...problem,
      what: `${problem.what} in ${String(container.name)}`,
    }))),
  ];
}

/** Capabilities that `baseline` lets be added. */
export const OF_BASELINE: ReadonlySet<string> = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]);

/** Kinds of volumes that are allowed. */
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

/** Kernel parameters that are allowed, and since when; the first ones always were. */
const SYSCTLS: { readonly [name: string]: string } = {
  'kernel.shm_rmid_forced': '1.0',
  'net.ipv4.ip_local_port_range': '1.0',
  'net.ipv4.tcp_syncookies': '1.0',
  'net.ipv4.ping_group_range': '1.0',
  'net.ipv4.ip_unprivileged_port_start': '1.0',
  'net.ipv4.ip_local_reserved_ports': '1.27',
  'net.ipv4.tcp_keepalive_time': '1.29',
  'net.ipv4.tcp_fin_timeout': '1.29',
  'net.ipv4.tcp_keepalive_intvl': '1.29',
  'net.ipv4.tcp_keepalive_probes': '1.29',
  'net.ipv4.tcp_rmem': '1.32',
  'net.ipv4.tcp_wmem': '1.32',
  'net.ipv4.tcp_slow_start_after_idle': '1.37',
  'net.ipv4.tcp_notsent_lowat': '1.37',
};

/** Types of SELinux that are allowed, and since when. */
const SELINUX_TYPES: { readonly [type: string]: string } = {
  '': '1.0',
  'container_t': '1.0',
  'container_init_t': '1.0',
  'container_kvm_t': '1.0',
  'container_engine_t': '1.31',
};

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

interface Judged {
  readonly lowest: KubernetesVersion;
  /** Whether the Pod has users of its own, which relaxes who it may run as from Kubernetes 1.35 on. */
  readonly userNamespace: boolean;
}

/** Whether every Kubernetes from the lowest version on lets Pods set a kernel parameter. */
export function isSafeSysctl(name: string, lowest: KubernetesVersion): boolean {
  return isAllowed(SYSCTLS, name, lowest);
}

function isAllowed(allowed: { readonly [value: string]: string }, value: Json, lowest: KubernetesVersion): boolean {
  const since = Object.hasOwn(allowed, String(value)) ? allowed[String(value)] : undefined;
  return since !== undefined && lowest.minor >= Number(since.split('.')[1]);
}

function podProblems(template: JsonObject, version: Judged): Problem[] {
  const pod = at(template, 'spec');
  const context = at(pod, 'securityContext');
  const sysctls = itemsAt(context, 'sysctls').map(sysctl => at(sysctl, 'name')).filter(name => !isAllowed(SYSCTLS, name, version.lowest));
  const annotations = Object.entries(at(template, 'metadata', 'annotations') ?? {});
  const kindsOf = (volume: JsonObject) => Object.keys(volume).filter(kind => kind !== 'name' && isGiven(volume[kind]));
  // Kubernetes makes an emptyDir of a volume of no kind, before anybody judges it.
  const volumes = itemsAt(pod, 'volumes').filter(isObject).filter(volume => kindsOf(volume).length > 0);
  return [
    ...byBoth(['hostNetwork', 'hostPID', 'hostIPC'].filter(member => at(pod, member) === true)),
    ...volumes.filter(volume => !VOLUMES.some(kind => isGiven(volume[kind]))).map(volume => ({
      what: `a ${kindsOf(volume)[0]} volume`, baseline: isGiven(volume.hostPath),
    })),
    ...byBoth(sysctls.map(name => `the sysctl ${String(name)}`)),
    ...byBoth(annotations.filter(([key, value]) => key.startsWith(APP_ARMOR) && !/^($|runtime\/default$|localhost\/)/.test(String(value ?? '')))
      .map(([key]) => `another AppArmor profile by the annotation ${key}`)),
    ...byRestricted(at(context, 'runAsNonRoot') === false && !version.userNamespace ? ['runAsNonRoot: false'] : []),
    ...byRestricted(at(context, 'runAsUser') === 0 && !version.userNamespace ? ['user 0'] : []),
    ...byBoth(profileProblems(context)),
    ...byBoth(sharedProblems(context, version.lowest)),
  ];
}

function containerProblems(container: JsonObject, pod: Json, version: Judged): Problem[] {
  const context = at(container, 'securityContext');
  const isWindows = at(pod, 'os', 'name') === 'windows';
  const dropped = itemsAt(context, 'capabilities', 'drop');
  const added = itemsAt(context, 'capabilities', 'add');
  return [
    ...byBoth(at(context, 'privileged') === true ? ['privileged'] : []),
    ...byRestricted(at(context, 'allowPrivilegeEscalation') === false || isWindows ? [] : ['privilege escalation']),
    ...byRestricted(dropped.includes('ALL') || isWindows ? [] : ['capabilities that are not dropped']),
    ...(added.every(capability => capability === 'NET_BIND_SERVICE') || isWindows ? [] : [{
      what: 'more capabilities', baseline: !added.every(capability => OF_BASELINE.has(String(capability))),
    }]),
    ...byRestricted(runsAsRoot(context, at(pod, 'securityContext')) && !version.userNamespace ? ['root'] : []),
    ...byRestricted(isWindows || isGiven(at(context, 'seccompProfile') ?? at(pod, 'securityContext', 'seccompProfile')) ? [] : ['no seccomp profile']),
    ...byBoth(profileProblems(context)),
    ...([undefined, null, 'Default'].includes(at(context, 'procMount') as string) ? [] : [{
      what: 'an unmasked procMount',
      baseline: at(pod, 'hostUsers') !== false,
    }]),
    ...byBoth(itemsAt(container, 'ports').some(port => Boolean(at(port, 'hostPort'))) ? ['a port of the host'] : []),
    ...byBoth(hosts(container).length === 0 ? [] : ['the host of a probe or hook (refused from Kubernetes 1.34 on)']),
    ...byBoth(sharedProblems(context, version.lowest)),
  ];
}

function runsAsRoot(context: Json, podContext: Json): boolean {
  const own = at(context, 'runAsNonRoot') ?? undefined;
  return (own === undefined ? at(podContext, 'runAsNonRoot') !== true : own !== true) || at(context, 'runAsUser') === 0;
}

/** A seccomp profile other than those that are allowed. */
function profileProblems(context: Json): string[] {
  const profile = at(context, 'seccompProfile');
  return !isGiven(profile) || ['RuntimeDefault', 'Localhost'].includes(String(at(profile, 'type'))) ? [] : ['no seccomp profile'];
}

/** What `baseline` refuses of the members that Pod and containers have alike. */
export function sharedProblems(context: Json, lowest: KubernetesVersion): string[] {
  const selinux = at(context, 'seLinuxOptions');
  const appArmor = at(context, 'appArmorProfile');
  return [
    ...(isAllowed(SELINUX_TYPES, at(selinux, 'type') ?? '', lowest) ? [] : [`the SELinux type ${String(at(selinux, 'type'))}`]),
    ...['user', 'role'].filter(member => Boolean(at(selinux, member))).map(member => `an SELinux ${member}`),
    ...(!isGiven(appArmor) || ['RuntimeDefault', 'Localhost'].includes(String(at(appArmor, 'type'))) ? [] : ['no AppArmor profile']),
    ...(at(context, 'windowsOptions', 'hostProcess') === true ? ['a process of the Windows host'] : []),
  ];
}

/** Hosts that probes and hooks name: they let a kubelet reach hosts that the author cannot. */
function hosts(container: JsonObject): Json[] {
  const handlers = [
    ...['startupProbe', 'readinessProbe', 'livenessProbe'].map(member => container[member]),
    ...['postStart', 'preStop'].map(member => at(container, 'lifecycle', member)),
  ];
  return handlers.flatMap(handler => [at(handler, 'httpGet', 'host'), at(handler, 'tcpSocket', 'host')]).filter(Boolean);
}

function isGiven(value: Json): boolean {
  return value !== undefined && value !== null;
}
