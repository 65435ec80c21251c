import { ClusterDialect, ImageHardening, PodVolume, SecurityOptions } from '../../src';
import { chartIn, findingsOf, PlainEngine, plainModel, rulesOf, templateOf } from '../fixtures';

function podWith(security?: SecurityOptions, hardening?: { runAsUser?: number; readOnlyRootFilesystem: boolean; source: string }) {
  const chart = chartIn();
  const model = plainModel(chart, 'model', { security, profileProps: { engine: new PlainEngine({ hardening }) } });
  const { spec } = templateOf(chart);
  return { pod: spec.securityContext, server: spec.containers[0].securityContext, findings: findingsOf(model, 'pod-security-lowered') };
}

describe('the security context', () => {
  test('meets Pod Security restricted by default, with the documented user and groups', () => {
    const { pod, server, findings } = podWith();
    expect(pod).toEqual({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
    expect(server).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: false });
    expect(findings).toEqual([]);
  });

  test('has a read-only root where the image is known to work with it, unless told otherwise', () => {
    const known = { runAsUser: 7, readOnlyRootFilesystem: true, source: 'seen' };
    expect(podWith(undefined, known).server.readOnlyRootFilesystem).toBe(true);
    expect(podWith(undefined, known).pod.runAsUser).toBe(7);
    expect(podWith({ readOnlyRootFilesystem: false }, known).server.readOnlyRootFilesystem).toBe(false);
  });

  test('is what the user says, number by number', () => {
    const { pod, server } = podWith({ runAsUser: 5, runAsGroup: 6, fsGroup: 7, supplementalGroups: [44, 109], addCapabilities: ['IPC_LOCK'] });
    expect(pod).toMatchObject({ runAsUser: 5, runAsGroup: 6, fsGroup: 7, supplementalGroups: [44, 109] });
    expect(server.capabilities).toEqual({ drop: ['ALL'], add: ['IPC_LOCK'] });
  });

  test('of an image that needs root says so, and a user given by hand mends it', () => {
    const root = { readOnlyRootFilesystem: false, source: 'its Dockerfile' };
    const { pod, findings } = podWith(undefined, root);
    expect(pod).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
    expect(findings[0].what).toBe('the image of plain is not known to run without root (its Dockerfile)');
    expect(podWith({ runAsUser: 1000 }, root).findings).toEqual([]);
  });

  test('with more capabilities than restricted allows says which', () => {
    expect(podWith({ addCapabilities: ['NET_BIND_SERVICE', 'SYS_PTRACE'] }).findings.map(finding => finding.what)).toEqual(['security.addCapabilities has SYS_PTRACE']);
  });

  test('is given up by an NFS volume, which restricted does not admit, and by no other', () => {
    const chart = chartIn();
    const model = plainModel(chart, 'model', {
      pod: { volumes: [PodVolume.nfs('models', 'nfs.example.com', '/exports'), PodVolume.existingClaim('claim', 'weights'), PodVolume.csi('csi', 'csi.example.com')] },
    });
    expect(findingsOf(model, 'pod-security-lowered').map(finding => finding.what)).toEqual(['NFS is mounted by the Pod itself: "models"']);
  });
});

describe('the security context on OpenShift', () => {
  const podOn = (cluster: ClusterDialect, security?: SecurityOptions, hardening?: ImageHardening) => {
    const chart = chartIn();
    plainModel(chart, 'model', { security, cluster, profileProps: { engine: new PlainEngine({ hardening, ports: { http: 80 } }) } });
    return { pod: templateOf(chart).spec.securityContext, chart };
  };

  test('leaves user and volume group to the namespace, and has group 0', () => {
    const { pod, chart } = podOn(ClusterDialect.OPENSHIFT);
    expect(pod).toEqual({ runAsNonRoot: true, runAsGroup: 0, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
    expect(findingsOf(chart, 'port-needs-root')[0].what).toBe('plain listens on port 80 (http) as a user that the cluster assigns');
    expect(rulesOf(chart)).toEqual(['port-needs-root']);
  });

  test('has the numbers that are given all the same', () => {
    const numbers = { runAsUser: 1000680000, runAsGroup: 5, fsGroup: 1000680000 };
    expect(podOn(ClusterDialect.OPENSHIFT, numbers).pod).toMatchObject(numbers);
    expect(podOn(ClusterDialect.OPENSHIFT, { runAsUser: 0 }).pod).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
  });

  test('of an image that is root elsewhere says that nobody tried it', () => {
    const { pod, chart } = podOn(ClusterDialect.OPENSHIFT, undefined, { readOnlyRootFilesystem: false, source: 'its Dockerfile' });
    expect(pod).toMatchObject({ runAsNonRoot: true });
    expect(findingsOf(chart, 'image-unproven')[0].what).toMatch(/is run as a user that the cluster assigns: its Dockerfile/);
    expect(findingsOf(chart, 'pod-security-lowered')).toEqual([]);
  });

  test('is the same for a dialect of one\'s own', () => {
    const own = ClusterDialect.of({ name: 'ours', acceleratorLabel: 'gpu', acceleratorValues: {}, assignsUsers: true });
    expect(podOn(own).pod).not.toHaveProperty('runAsUser');
    expect(podOn(ClusterDialect.of({ name: 'ours', acceleratorLabel: 'gpu', acceleratorValues: {} })).pod.runAsUser).toBe(1000);
  });
});
