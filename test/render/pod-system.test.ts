import { Size } from 'cdk8s';
import {
  Compute, Cpu, DnsPolicy, Findings, KubernetesVersion, PodSystemOptions, PodVolume, SeccompProfile, SecurityOptions,
  SupplementalGroupsPolicy,
} from '../../src';
import { belowBaseline, unrestricted } from '../../src/checks/pod-security-standard';
import { chartIn, ModelOverrides, objectOf, plainModel, templateOf } from '../fixtures';

function specWith(overrides: ModelOverrides) {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  return templateOf(chart).spec;
}

function errorsOf(overrides: ModelOverrides): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  return Findings.of(chart).filter(({ severity }) => severity === 'error').map(({ what, fix }) => `${what} => ${fix}`);
}

describe('the part of the node and the cluster that a Pod sees', () => {
  test.each<[string, PodSystemOptions, object]>([
    ['the network of the node, and still the DNS of the cluster', { hostNetwork: true }, { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }],
    ['the network of the node with the DNS that was asked for', { hostNetwork: true, dns: { policy: DnsPolicy.DEFAULT } }, { hostNetwork: true, dnsPolicy: 'Default' }],
    ['memory and processes of the node', { hostIpc: true, hostPid: true }, { hostIPC: true, hostPID: true }],
    ['processes of each other', { shareProcessNamespace: true }, { shareProcessNamespace: true }],
    ['variables of Services', { enableServiceLinks: true }, { enableServiceLinks: true }],
    ['names of its own', { hostname: 'server', subdomain: 'models' }, { hostname: 'server', subdomain: 'models' }],
    ['other names', { hostAliases: { '10.0.0.1': ['a.example.com', 'b', 'b'] } }, { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.example.com', 'b'] }] }],
    [
      'name servers of its own',
      { dns: { policy: DnsPolicy.NONE, nameservers: ['10.0.0.2'], searches: ['example.com'], options: { 'ndots': '2', 'use-vc': '' } } },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.2'], searches: ['example.com'], options: [{ name: 'ndots', value: '2' }, { name: 'use-vc' }] } },
    ],
  ])('is %s', (_what, pod, expected) => {
    expect(specWith({ pod })).toMatchObject(expected);
  });

  test('is nothing where nothing was asked for', () => {
    const nothing = { hostNetwork: false, hostIpc: false, hostPid: false, shareProcessNamespace: false, enableServiceLinks: false };
    expect(specWith({ pod: { ...nothing, hostAliases: {}, dns: {} } })).toEqual(specWith({}));
  });

  test.each<[PodSystemOptions, RegExp]>([
    [{ hostAliases: { localhost: ['a'] } }, /hostAliases\[0\]\.ip, allowed is an IP address => correct pod\.hostAliases/],
    [{ hostAliases: { '10.0.0.1': ['a b'] } }, /hostAliases\[0\]\.hostnames\[0\].* => correct pod\.hostAliases/],
    [{ dns: { policy: DnsPolicy.NONE } }, /dnsPolicy, allowed is it with dnsConfig\.nameservers only => correct pod\.dns/],
    [{ dns: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }, /at most 3 => correct pod\.dns/],
    [{ dns: { searches: ['a_b.c'] } }, /a domain of pod\.dns\.searches with "_", or of a dot alone, needs Kubernetes 1\.33, and kubernetesVersion is not given, which stands for 1\.30/],
    [{ hostname: 'a.b' }, /hostname, allowed is a DNS-1123 label.* => correct pod\.hostname/],
    [{ subdomain: 'A' }, /subdomain, .* => correct pod\.subdomain/],
    [{ shareProcessNamespace: true, hostPid: true }, /shareProcessNamespace, allowed is false, while hostPID is true/],
  ])('is an error in %j', (pod, message) => {
    expect(errorsOf({ pod }).join('\n')).toMatch(message);
  });
});

describe('the rights of the server', () => {
  test.each<[string, SecurityOptions, object, object]>([
    ['kernel parameters', { sysctls: { 'net.core.somaxconn': '4096' } }, { sysctls: [{ name: 'net.core.somaxconn', value: '4096' }] }, {}],
    ['all system calls', { seccompProfile: SeccompProfile.UNCONFINED }, { seccompProfile: { type: 'Unconfined' } }, {}],
    ['groups that are given, and no others', { supplementalGroups: [44], supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT }, { supplementalGroups: [44], supplementalGroupsPolicy: 'Strict' }, {}],
    ['memory that stays where it is, once', { memoryLock: true, addCapabilities: ['IPC_LOCK'] }, {}, { capabilities: { drop: ['ALL'], add: ['IPC_LOCK'] }, allowPrivilegeEscalation: false }],
    ['everything', { privileged: true }, {}, { privileged: true, capabilities: { drop: ['ALL'] } }],
  ])('are %s', (_what, security, pod, server) => {
    const { securityContext, containers } = specWith({ security, kubernetesVersion: KubernetesVersion.V1_33 });
    expect(securityContext).toMatchObject(pod);
    expect(containers[0].securityContext).toMatchObject(server);
  });

  test('are no privileges beside a promise that the API server refuses with them', () => {
    expect(specWith({ security: { privileged: true } }).containers[0].securityContext).not.toHaveProperty('allowPrivilegeEscalation');
  });

  test('are an error where a kernel parameter has no name', () => {
    expect(errorsOf({ security: { sysctls: { 'A b': '1' } } }).join('\n')).toMatch(/sysctls\[0\]\.name.* => correct security\.sysctls/);
  });

  test.each([['net.core.somaxconn', { hostNetwork: true }], ['kernel/shm_rmid_forced', { hostIpc: true }], ['fs.mqueue.msg_max', { hostIpc: true }]])('are an error where %s is that of the node', (name, pod) => {
    expect(errorsOf({ security: { sysctls: { [name]: '1' } }, pod }).join('\n')).toMatch(/sysctls, allowed is kernel parameters of what the Pod has for itself.* => correct security\.sysctls/);
    expect(errorsOf({ security: { sysctls: { [name]: '1' } }, pod: { hostPid: true } })).toEqual([]);
  });

  const extra = (security: object) => ({ pod: { sidecars: [{ name: 'log', image: 'example.com/log:1.0.0', security }] } });

  /** Every setting that may give up Pod Security `restricted`, and some that do not. */
  test.each<[string, ModelOverrides]>([
    ['nothing', {}],
    ['pod.hostNetwork', { pod: { hostNetwork: true } }],
    ['pod.hostIpc', { pod: { hostIpc: true } }],
    ['pod.hostPid', { pod: { hostPid: true } }],
    ['pod.shareProcessNamespace', { pod: { shareProcessNamespace: true } }],
    ['security.privileged', { security: { privileged: true } }],
    ['security.memoryLock', { security: { memoryLock: true } }],
    ['security.seccompProfile', { security: { seccompProfile: SeccompProfile.UNCONFINED } }],
    ['security.sysctls', { security: { sysctls: { 'net.core.somaxconn': '4096' } } }],
    ['a safe one', { security: { sysctls: { 'net.ipv4.tcp_syncookies': '1' } } }],
    ['one that is safe later', { security: { sysctls: { 'net.ipv4.tcp_rmem': '4096' } } }],
    ['a path of the node', { pod: { volumes: [PodVolume.hostPath('dev', '/dev/kfd')] } }],
    ['huge pages', { pod: { volumes: [PodVolume.hugePages('pages')] }, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(32), otherResources: { 'hugepages-2Mi': '1Gi' } }) }],
    ['user 0 of a sidecar', extra({ runAsUser: 0 })],
    ['another user of a sidecar', extra({ runAsUser: 5 })],
    ['privileges of a sidecar', extra({ privileged: true })],
    ['a capability of a sidecar', extra({ addCapabilities: ['NET_ADMIN'] })],
    ['the capability of a sidecar that everybody may have', extra({ addCapabilities: ['NET_BIND_SERVICE'] })],
  ])('are told where they give up Pod Security restricted, and nowhere else: %s', (_what, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', overrides);
    const found = Findings.of(chart).filter(({ rule }) => rule === 'pod-security-lowered');
    expect(found.length > 0).toBe(unrestricted(templateOf(chart)).length > 0);
    const below = found.some(({ what }) => what.includes('baseline refuses') || what.includes('a path of the node'));
    expect(below).toBe(belowBaseline(templateOf(chart)).length > 0);
  });
});

describe('the local disk', () => {
  const compute = (props: object) => Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(32), ...props });
  const disk = (props: object) => {
    const { requests, limits } = specWith({ compute: compute(props), scratch: Size.gibibytes(10) }).containers[0].resources;
    return [requests['ephemeral-storage'], limits['ephemeral-storage']];
  };

  test.each<[string, object, (string | undefined)[]]>([
    ['is requested as the volumes need it', {}, ['51Gi', undefined]],
    ['is limited to that where asked', { limitEphemeralStorage: true }, ['51Gi', '51Gi']],
    ['is limited to what is said', { ephemeralStorage: Size.gibibytes(60), ephemeralStorageLimit: Size.gibibytes(80) }, ['60Gi', '80Gi']],
    ['is limited to what is requested', { ephemeralStorage: Size.gibibytes(60), limitEphemeralStorage: true }, ['60Gi', '60Gi']],
    ['is not requested above its limit', { ephemeralStorageLimit: Size.gibibytes(20) }, ['20Gi', '20Gi']],
  ])('%s', (_what, props, expected) => {
    expect(disk(props)).toEqual(expected);
  });

  test('fails with a limit below the request', () => {
    expect(() => compute({ ephemeralStorage: Size.gibibytes(2), ephemeralStorageLimit: Size.gibibytes(1) })).toThrow(/ephemeralStorageLimit: got "1 GiB", allowed is at least the disk requested, 2 GiB/);
  });

  test('is recorded in the Model as it is', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { compute: compute({ limitEphemeralStorage: true }) });
    expect(objectOf(chart, 'Model').spec.runtime.resources.limits['ephemeral-storage']).toBe(templateOf(chart).spec.containers[0].resources.limits['ephemeral-storage']);
  });
});
