import { Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, Findings, KubernetesVersion, Rollout } from '../../src';
import { unrestricted } from '../../src/checks/pod-security-standard';
import { JsonObject } from '../../src/ground/objects';
import { plainModel } from '../fixtures';

function loweredBy(...patches: JsonPatch[]): string[] {
  const model = plainModel(new Chart(Testing.app(), 'chart', { namespace: 'n' }), 'model', { pod: { patches } });
  return Findings.of(model).filter(({ rule }) => rule === 'pod-security-lowered').map(({ what }) => what);
}

const computeWith = (accelerator: Accelerator) => Compute.gpu(accelerator, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });

const SERVER = '/spec/containers/0';

describe('a patch of the Pod template', () => {
  test.each([
    ['the network of the node', JsonPatch.add('/spec/hostNetwork', true), 'hostNetwork'],
    ['the processes of the node', JsonPatch.add('/spec/hostPID', true), 'hostPID'],
    ['a folder of the node', JsonPatch.add('/spec/volumes/-', { name: 'host', hostPath: { path: '/dev' } }), 'a hostPath volume'],
    ['a port of the node', JsonPatch.add(`${SERVER}/ports/0/hostPort`, 80), 'a port of the host in server'],
    ['privileges', JsonPatch.add(`${SERVER}/securityContext/privileged`, true), 'privileged in server'],
    ['escalation', JsonPatch.replace(`${SERVER}/securityContext/allowPrivilegeEscalation`, true), 'privilege escalation in server'],
    ['capabilities', JsonPatch.add(`${SERVER}/securityContext/capabilities/add`, ['SYS_PTRACE']), 'more capabilities in server'],
    ['the default capabilities', JsonPatch.remove(`${SERVER}/securityContext/capabilities`), 'capabilities that are not dropped in server'],
    ['root', JsonPatch.add(`${SERVER}/securityContext/runAsUser`, 0), 'root in server'],
    ['all system calls', JsonPatch.replace('/spec/securityContext/seccompProfile/type', 'Unconfined'), 'no seccomp profile'],
    ['a sysctl', JsonPatch.add('/spec/securityContext/sysctls', [{ name: 'kernel.msgmax', value: '1' }]), 'the sysctl kernel.msgmax'],
    ['a sysctl that is allowed from Kubernetes 1.32 on', JsonPatch.add('/spec/securityContext/sysctls', [{ name: 'net.ipv4.tcp_rmem', value: '1' }]), 'the sysctl net.ipv4.tcp_rmem'],
    ['an SELinux type', JsonPatch.add('/spec/securityContext/seLinuxOptions', { type: 'spc_t' }), 'the SELinux type spc_t'],
    ['an SELinux user', JsonPatch.add(`${SERVER}/securityContext/seLinuxOptions`, { user: 'u' }), 'an SELinux user in server'],
    ['no AppArmor', JsonPatch.add(`${SERVER}/securityContext/appArmorProfile`, { type: 'Unconfined' }), 'no AppArmor profile in server'],
    ['no AppArmor, as it was said once', JsonPatch.add('/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1server', 'unconfined'), 'another AppArmor profile by the annotation container.apparmor.security.beta.kubernetes.io/server'],
    ['all of /proc', JsonPatch.add(`${SERVER}/securityContext/procMount`, 'Unmasked'), 'an unmasked procMount in server'],
    ['a probe of another host', JsonPatch.add(`${SERVER}/livenessProbe/tcpSocket/host`, '127.0.0.1'), 'the host of a probe or hook (refused from Kubernetes 1.34 on) in server'],
    ['a hook of another host', JsonPatch.add(`${SERVER}/lifecycle/postStart`, { httpGet: { port: 80, host: 'a' } }), 'the host of a probe or hook (refused from Kubernetes 1.34 on) in server'],
    ['a process of a Windows host', JsonPatch.add(`${SERVER}/securityContext/windowsOptions`, { hostProcess: true }), 'a process of the Windows host in server'],
    ['a container without settings', JsonPatch.add('/spec/containers/-', { name: 'second', image: 'second:1' }), 'privilege escalation in second, capabilities that are not dropped in second'],
    ['an iSCSI volume', JsonPatch.add('/spec/volumes/-', { name: 'a', iscsi: { targetPortal: 'a', iqn: 'b', lun: 0 } }), 'a iscsi volume'],
  ])('that gives it %s is said to lower Pod Security', (_what, patch, words) => {
    expect(loweredBy(patch)).toEqual([`pod.patches give the Pod ${words}`]);
  });

  test.each([
    ['a sysctl that is allowed', JsonPatch.add('/spec/securityContext/sysctls', [{ name: 'net.ipv4.tcp_rmem', value: '1' }])],
    ['an SELinux type that is allowed', JsonPatch.add('/spec/securityContext/seLinuxOptions', { type: 'container_engine_t' })],
    ['a profile of AppArmor', JsonPatch.add('/spec/securityContext/appArmorProfile', { type: 'RuntimeDefault' })],
    ['the masked /proc', JsonPatch.add(`${SERVER}/securityContext/procMount`, 'Default')],
    ['a volume of no kind, which becomes an emptyDir', JsonPatch.add('/spec/volumes/-', { name: 'a' })],
    ['a projected volume', JsonPatch.add('/spec/volumes/-', { name: 'a', projected: { sources: [{ configMap: { name: 'a' } }] } })],
  ])('that gives it %s is not', (_what, patch) => {
    const model = plainModel(new Chart(Testing.app(), 'chart', { namespace: 'n' }), 'model', { kubernetesVersion: KubernetesVersion.V1_37, pod: { patches: [patch] } });
    expect(Findings.of(model).map(({ rule }) => rule)).not.toContain('pod-security-lowered');
  });

  test('may give it root in users of its own from Kubernetes 1.35 on, and not before', () => {
    const patches = [JsonPatch.add('/spec/hostUsers', false), JsonPatch.add('/spec/securityContext/runAsUser', 0), JsonPatch.add('/spec/securityContext/runAsNonRoot', false)];
    const rulesFor = (kubernetesVersion: KubernetesVersion) => Findings.of(plainModel(new Chart(Testing.app(), 'chart', { namespace: 'n' }), 'model', { kubernetesVersion, pod: { patches } })).map(({ rule }) => rule);
    expect(rulesFor(KubernetesVersion.V1_35)).not.toContain('pod-security-lowered');
    expect(rulesFor(KubernetesVersion.V1_33)).toContain('pod-security-lowered');
  });

  test('that gives up nothing is not', () => {
    expect(loweredBy(JsonPatch.add('/spec/hostname', 'model'), JsonPatch.add(`${SERVER}/securityContext/capabilities/add`, ['NET_BIND_SERVICE']))).toEqual([]);
  });

  test('that does not apply is an error, and nothing is said of what it would have given', () => {
    expect(loweredBy(JsonPatch.replace('/spec/nothing/here', 1))).toEqual([]);
  });
});

describe('accelerators of one resource', () => {
  const mixedOn = (cluster: ClusterDialect, ...accelerators: Accelerator[]) => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'n' });
    accelerators.forEach((accelerator, index) => plainModel(chart, `model-${index}`, {
      replicas: 2, rollout: Rollout.withoutSurge(), profileProps: { compute: computeWith(accelerator), cluster },
    }));
    return Findings.of(chart).filter(({ rule }) => rule === 'mixed-accelerators').map(({ what }) => what);
  };

  test('are mixed where a dialect has one label for both', () => {
    expect(mixedOn(ClusterDialect.AKS, Accelerator.NVIDIA_A100_40GB, Accelerator.NVIDIA_A100_80GB)).toEqual([
      expect.stringMatching(/NVIDIA A100 40GB, NVIDIA A100 80GB.*select the same nodes \(/),
      expect.stringMatching(/select the same nodes/),
    ]);
  });

  test('are not where it tells them apart', () => {
    for (const cluster of [ClusterDialect.GKE, ClusterDialect.EKS]) {
      expect(mixedOn(cluster, Accelerator.NVIDIA_A100_40GB, Accelerator.NVIDIA_A100_80GB)).toEqual([]);
    }
  });
});

describe('Pod Security restricted', () => {
  const GOOD = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const pod = (spec: JsonObject = {}, context: JsonObject = {}, container: JsonObject = {}, annotations: JsonObject = {}): JsonObject => (
    { metadata: { annotations }, spec: { containers: [{ name: 'a', securityContext: { ...GOOD, ...context }, ...container }], ...spec } }
  );
  const without = (member: keyof typeof GOOD, spec: JsonObject = {}): JsonObject => {
    const { [member]: _gone, ...context } = GOOD;
    return { spec: { containers: [{ name: 'a', securityContext: context }], ...spec } };
  };
  const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/a';
  const PROFILE = 'no seccomp profile';
  const HOST = 'the host of a probe or hook (refused from Kubernetes 1.34 on) in a';
  const bare = (os: string): JsonObject => ({ spec: { os: { name: os }, containers: [{ name: 'a', securityContext: { runAsNonRoot: true, capabilities: { add: ['SYS_ADMIN'] } } }] } });

  test.each<[string, JsonObject, ...string[]]>([
    ['a good one', pod()],
    ['no context', { spec: { containers: [{ name: 'a' }] } }, 'privilege escalation in a', 'capabilities that are not dropped in a', 'root in a', `${PROFILE} in a`],
    ['root refused by the Pod', without('runAsNonRoot', { securityContext: { runAsNonRoot: true } })],
    ['root refused by neither', without('runAsNonRoot'), 'root in a'],
    ['root allowed by the Pod', pod({ securityContext: { runAsNonRoot: false } }), 'runAsNonRoot: false'],
    ['root allowed by the container', pod({ securityContext: { runAsNonRoot: true } }, { runAsNonRoot: false }), 'root in a'],
    ['nothing said by the container, as null', pod({ securityContext: { runAsNonRoot: true } }, { runAsNonRoot: null })],
    ['user 0 of the Pod', pod({ securityContext: { runAsUser: 0 } }), 'user 0'],
    ['another user of the Pod', pod({ securityContext: { runAsUser: 1 } })],
    ['user 0 of the container', pod({}, { runAsUser: 0 }), 'root in a'],
    ['a profile of the Pod', without('seccompProfile', { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a' } } })],
    ['no profile', without('seccompProfile'), `${PROFILE} in a`],
    ['another profile of the container', pod({}, { seccompProfile: { type: 'Unconfined' } }), `${PROFILE} in a`],
    ['another profile of the Pod', pod({ securityContext: { seccompProfile: { type: 'Unconfined' } } }), PROFILE],
    ['a profile of the node', pod({}, { seccompProfile: { type: 'Localhost' } })],
    ['capabilities that are allowed', pod({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    ['another capability', pod({}, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] } }), 'more capabilities in a'],
    ['other capabilities dropped', pod({}, { capabilities: { drop: ['CHOWN'] } }), 'capabilities that are not dropped in a'],
    ['Windows', bare('windows')],
    ['Linux', bare('linux'), 'privilege escalation in a', 'capabilities that are not dropped in a', 'more capabilities in a', `${PROFILE} in a`],
    ['a profile by annotation', pod({}, {}, {}, { [ANNOTATION]: 'runtime/default' })],
    ['a profile of the node by annotation', pod({}, {}, {}, { [ANNOTATION]: 'localhost/a' })],
    ['an empty annotation', pod({}, {}, {}, { [ANNOTATION]: '' })],
    ...['unconfined', 'runtime/default2', 'xruntime/default', 'xlocalhost/a', ' '].map((value): [string, JsonObject, ...string[]] => (
      [`the annotation ${value}`, pod({}, {}, {}, { [ANNOTATION]: value }), `another AppArmor profile by the annotation ${ANNOTATION}`]
    )),
    ['another annotation', pod({}, {}, {}, { 'example.com/a': 'unconfined' })],
    ['AppArmor of the node', pod({}, { appArmorProfile: { type: 'Localhost' } })],
    ['no AppArmor', pod({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }), 'no AppArmor profile'],
    ['an SELinux role', pod({}, { seLinuxOptions: { role: 'r', user: '' } }), 'an SELinux role in a'],
    ['an SELinux user of the Pod', pod({ securityContext: { seLinuxOptions: { user: 'u' } } }), 'an SELinux user'],
    ['parts of the host', pod({ hostNetwork: true, hostPID: true, hostIPC: true }), 'hostNetwork', 'hostPID', 'hostIPC'],
    ['a probe of a host', pod({}, {}, { readinessProbe: { httpGet: { host: 'h' } } }), HOST],
    ['a hook of a host', pod({}, {}, { lifecycle: { preStop: { tcpSocket: { host: 'h' } } } }), HOST],
    ['hooks and probes of no host', pod({}, {}, { startupProbe: { httpGet: { host: '' } }, lifecycle: { postStart: { exec: {} } } })],
    ['a port of no host', pod({}, {}, { ports: [{ hostPort: 0 }, { containerPort: 1 }] })],
    ['an init container', pod({ initContainers: [{ name: 'b', securityContext: { ...GOOD, privileged: true } }] }), 'privileged in b'],
    ['a volume that is null', pod({ volumes: [{ name: 'a', hostPath: null }, { name: 'b', hostPath: {} }, { name: 'c', secret: {} }] }), 'a hostPath volume'],
    ['an unmasked /proc', pod({}, { procMount: 'Unmasked' }), 'an unmasked procMount in a'],
    ['no word of /proc', pod({}, { procMount: null })],
    ['a masked /proc', pod({}, { procMount: 'Default' })],
  ])('of %s', (_what, template, ...problems) => expect(unrestricted(template)).toEqual(problems));

  test('lets users of the Pod be root from 1.35 on', () => {
    const root = { securityContext: { runAsUser: 0, runAsNonRoot: false } };
    const of = (hostUsers: boolean, version: string) => (
      unrestricted(pod({ ...root, hostUsers }, { runAsNonRoot: false }), KubernetesVersion.of(version))
    );
    expect(of(false, '1.35')).toEqual([]);
    expect(of(false, '1.34')).toEqual(['runAsNonRoot: false', 'user 0', 'root in a']);
    expect(of(true, '1.35')).toEqual(['runAsNonRoot: false', 'user 0', 'root in a']);
  });
});
