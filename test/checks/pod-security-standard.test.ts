import { Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, Findings, Rollout } from '../../src';
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
  ])('that gives it %s is said to lower Pod Security', (_what, patch, words) => {
    expect(loweredBy(patch)).toEqual([`pod.patches give the Pod ${words}`]);
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
    expect(mixedOn(ClusterDialect.EKS, Accelerator.NVIDIA_A100_40GB, Accelerator.NVIDIA_A100_80GB)).toEqual([
      expect.stringMatching(/NVIDIA A100 40GB, NVIDIA A100 80GB.*select the same nodes \(karpenter/),
      expect.stringMatching(/select the same nodes/),
    ]);
  });

  test('are not where it tells them apart', () => {
    expect(mixedOn(ClusterDialect.GKE, Accelerator.NVIDIA_A100_40GB, Accelerator.NVIDIA_A100_80GB)).toEqual([]);
  });
});
