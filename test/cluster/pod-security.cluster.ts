import { App, Chart, JsonPatch } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { describeOnCluster } from './harness/suite';
import { PATCHES } from './patches/pod-security';
import { inParallel } from './workloads/in-parallel';
import { anyServer, anySource, Deployment, ModelProps, podOf, PodTemplate, renderModel, SMALL } from './workloads/models';
import {
  ContainerSecurityOptions, EnvFrom, EnvValue, Findings, KubernetesVersion, LifecycleHook, ModelRuntime, PodVolume, ProjectedSource,
  RuntimeProfile, SeccompProfile,
} from '../../src';
import { belowBaseline } from '../../src/checks/pod-security-standard';
import { combinations } from '../conformance/catalogue';

/**
 * What a namespace that enforces the standard is labelled with.
 * https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/
 */
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'latest' };

const BASELINE = { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'latest' };

/** A Pod that the library renders, and whether it says that the Pod gives up the standard. */
interface Case {
  readonly name: string;
  readonly template: PodTemplate;
  readonly lowered: boolean;
  /** Whether the image is not known to run as another user. */
  readonly asRoot: boolean;
}

/** Every engine, source, cache and compute, with nothing said of security. */
function defaults(): Case[] {
  return combinations().map((one) => {
    const { objects, findings } = one.render();
    const deployment = objects.find(({ kind }) => kind === 'Deployment') as unknown as Deployment;
    return {
      name: one.name,
      template: deployment.spec.template,
      lowered: findings.some(({ rule }) => rule === 'pod-security-lowered'),
      asRoot: one.engine._hardening(one.compute).runAsUser === undefined,
    };
  });
}

const beside = (security: ContainerSecurityOptions) => ({ pod: { containers: [{ name: 'front', image: 'registry.example.com/front:1.0.0', security }] } });

/** Settings that keep the standard, and settings that give it up, as far as one can tell from reading it. */
const SETTINGS: { readonly [what: string]: Omit<ModelProps, 'name'> } = {
  'nothing': {},
  'another user': { security: { runAsUser: 4711, runAsGroup: 0, fsGroup: 0, supplementalGroups: [0, 44] } },
  'root': { security: { runAsUser: 0 } },
  'a writable root': { security: { readOnlyRootFilesystem: false } },
  'the capability to bind low ports': { security: { addCapabilities: ['NET_BIND_SERVICE'] } },
  'the capability to lock memory': { security: { addCapabilities: ['IPC_LOCK'] } },
  'all capabilities': { security: { addCapabilities: ['ALL'] } },
  'a sidecar': { pod: { sidecars: [{ name: 'proxy', image: 'registry.example.com/proxy:1.0.0' }] } },
  'a sidecar and root': { security: { runAsUser: 0 }, pod: { sidecars: [{ name: 'proxy', image: 'registry.example.com/proxy:1.0.0' }] } },
  'memory that stays where it is': { security: { memoryLock: true } },
  'all rights on the node': { security: { privileged: true } },
  'all system calls': { security: { seccompProfile: SeccompProfile.UNCONFINED } },
  'a kernel parameter that is safe': { security: { sysctls: { 'net.ipv4.tcp_syncookies': '1' } } },
  'a kernel parameter that is not': { security: { sysctls: { 'net.core.somaxconn': '4096' } } },
  'the network of the node': { pod: { hostNetwork: true } },
  'memory of the node': { pod: { hostIpc: true } },
  'processes of the node': { pod: { hostPid: true } },
  'names, variables and hooks of its own': {
    envFrom: [EnvFrom.secret('all')],
    envValues: { POD: EnvValue.field('metadata.name') },
    pod: { shareProcessNamespace: true, hostAliases: { '10.0.0.1': ['a'] }, hostname: 'a', lifecycle: { postStart: LifecycleHook.exec(['true']) } },
  },
  'a path of the node': { pod: { volumes: [PodVolume.hostPath('models', '/var/lib/models')] } },
  'several sources in a volume': { pod: { volumes: [PodVolume.projected('identity', [ProjectedSource.serviceAccountToken('token')])] } },
  'a container with all rights on the node': beside({ privileged: true }),
  'a container with a capability': beside({ addCapabilities: ['CHOWN'] }),
  'a container that binds low ports as another user': beside({ runAsUser: 4711, addCapabilities: ['NET_BIND_SERVICE'] }),
  'a container as root': beside({ runAsUser: 0 }),
  'an NFS volume': { pod: { volumes: [PodVolume.nfs('models', 'nfs.example.com', '/exports/models')] } },
  'volumes of every kind that is allowed': {
    pod: {
      volumes: [PodVolume.existingClaim('claim', 'weights'), PodVolume.configMap('map', 'settings'), PodVolume.secret('secret', 'keys', { key: 'key' }), PodVolume.csi('csi', 'csi.example.com')],
    },
  },
};

/** How many of them give it up. */
const GIVING_UP = 16;

function variants(): Case[] {
  const engines = new Map(combinations().map(({ engineClass, compute, engine }) => [`${engineClass} ${compute.accelerator?.name ?? 'CPU'}`, { engine, compute }]));
  return [...engines].flatMap(([title, { engine, compute }]) => Object.entries(SETTINGS).map(([what, settings]): Case => {
    const { deployment, findings } = renderModel({ name: 'model', engine, compute, ...settings });
    return {
      name: `${title}, ${what}`,
      template: deployment.spec.template,
      lowered: findings.some(({ rule }) => rule === 'pod-security-lowered'),
      asRoot: engine._hardening(compute).runAsUser === undefined,
    };
  }));
}

/** What Kubernetes 1.30 admits, and newer ones refuse. */
const REFUSED_BY_NEWER = /"host":"(127|a)|unmasked procMount/;

/** The names of a list, in their order. */
const namesOf = (cases: readonly Case[]) => cases.map(({ name }) => name);

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  const isKnown = ({ template }: Case) => version !== OLDEST_KUBERNETES || !(template.spec.volumes ?? []).some(({ image }) => image !== undefined);

  describeOnCluster('Pod Security restricted', { version }, (cluster) => {
    beforeAll(async () => {
      await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: 'restricted', labels: RESTRICTED } });
      await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: 'baseline', labels: BASELINE } });
      for (const namespace of ['restricted', 'baseline']) {
        for (const name of ['default', 'model-reader']) {
          await cluster().api.must('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } });
        }
      }
    });

    /** Why a Pod is refused; undefined when it is admitted. */
    async function refusal(template: PodTemplate, namespace = 'restricted'): Promise<string | undefined> {
      const { status, body } = await cluster().api.send('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All&fieldValidation=Strict`, podOf('pod', template));
      return status === 201 ? undefined : `${status}: ${body.message}`;
    }

    test('is enforced: a Pod of a default profile is refused once anything of its security is taken away', async () => {
      const { template } = renderModel({ name: 'model' }).deployment.spec;
      expect(await refusal(template)).toBeUndefined();
      for (const [pointer, expected] of [
        ['/spec/securityContext/seccompProfile', 'seccompProfile'],
        ['/spec/securityContext/runAsNonRoot', 'runAsNonRoot'],
        ['/spec/containers/0/securityContext/allowPrivilegeEscalation', 'allowPrivilegeEscalation'],
        ['/spec/containers/0/securityContext/capabilities', 'unrestricted capabilities'],
      ] as const) {
        const patched = JsonPatch.apply(structuredClone(template), JsonPatch.remove(pointer)) as PodTemplate;
        expect(await refusal(patched)).toMatch(new RegExp(`^403: .*violates PodSecurity "restricted:latest": .*${expected}`));
      }
    });

    test('admits the Pods of every engine, source, cache and compute by default, but those that the engine says run as root, which the library warns of', async () => {
      const cases = defaults().filter(isKnown);
      const outcomes = await inParallel(cases, async (one) => ({ ...one, why: await refusal(one.template) }));
      const refused = outcomes.filter(({ why }) => why !== undefined);
      expect(namesOf(refused)).toEqual(namesOf(cases.filter(({ asRoot }) => asRoot)));
      expect(namesOf(refused)).toEqual(namesOf(cases.filter(({ lowered }) => lowered)));
      expect(refused.filter(({ why }) => !/^403: .*violates PodSecurity "restricted:latest": runAsNonRoot/.test(why!))).toEqual([]);
      expect(cases.length).toBeGreaterThan(200);
    });

    test('refuses exactly the Pods that the library warns of, whatever is set on whatever engine', async () => {
      const cases = variants();
      const outcomes = await inParallel(cases, async (one) => ({ ...one, why: await refusal(one.template) }));
      expect(namesOf(outcomes.filter(({ why }) => why !== undefined))).toEqual(namesOf(cases.filter(({ lowered }) => lowered)));
      expect(outcomes.filter(({ why }) => why !== undefined && !/^403: .*violates PodSecurity/.test(why))).toEqual([]);
      // Some settings give it up; on an image that runs as root all do but one, which names a user.
      const settings = Object.keys(SETTINGS).length;
      const share = (asRoot: boolean) => cases.filter((one) => one.asRoot === asRoot).length / settings;
      expect(namesOf(cases.filter(({ lowered }) => lowered))).toHaveLength(GIVING_UP * share(false) + (settings - 1) * share(true));
    });

    test('refuses in a namespace of the level baseline exactly the Pods of which the library says that they are below it', async () => {
      const lowest = KubernetesVersion.of(version.replace(/\.\d+$/, ''));
      const patched = Object.entries(PATCHES).map(([name, patches]) => (
        { name, template: JsonPatch.apply(structuredClone(renderModel({ name: 'model' }).deployment.spec.template), ...patches) as PodTemplate }
      ));
      const outcomes = await inParallel([...variants(), ...patched], async ({ name, template }) => ({ name, template, why: await refusal(template, 'baseline') }));
      const byStandard = outcomes.filter(({ why }) => why === undefined || /^403: .*violates PodSecurity/.test(why));
      const below = byStandard.filter(({ template }) => belowBaseline(template as never, lowest).length > 0);
      expect(byStandard.filter((one) => one.why !== undefined && !below.includes(one)).map(({ name, why }) => `${name}: ${why}`)).toEqual([]);
      expect(below.filter(({ name, why }) => why === undefined && !REFUSED_BY_NEWER.test(name)).map(({ name }) => name)).toEqual([]);
      expect(below.length).toBeGreaterThan(50);
    });

    test('refuses exactly the patched Pods that the library warns of, for clusters of this version and newer ones', async () => {
      const kubernetesVersion = KubernetesVersion.of(version.replace(/\.\d+$/, ''));
      const cases = Object.entries(PATCHES).map(([name, patches]): Case => {
        const chart = new Chart(new App(), 'chart');
        const profile = new RuntimeProfile(chart, 'profile', { engine: anyServer() });
        const { deployment } = new ModelRuntime(chart, 'model', { source: anySource(), compute: SMALL, replicas: 2, profile, kubernetesVersion, pod: { patches: [...patches] } });
        const lowered = Findings.of(chart).some(({ rule }) => rule === 'pod-security-lowered');
        // Some contradict what is derived: those are not synthesized, and the Pods are judged all the same.
        return { name, template: (deployment.toJson() as Deployment).spec.template, lowered, asRoot: false };
      });
      const outcomes = await inParallel(cases, async (one) => ({ ...one, why: await refusal(one.template) }));
      const byStandard = outcomes.filter(({ why }) => why === undefined || /^403: .*violates PodSecurity/.test(why)); // what is invalid is another suite's
      const refused = namesOf(byStandard.filter(({ why }) => why !== undefined));
      const lowered = namesOf(byStandard.filter((one) => one.lowered));
      expect(refused.filter((name) => !lowered.includes(name))).toEqual([]);
      expect(lowered.filter((name) => !refused.includes(name) && !REFUSED_BY_NEWER.test(name))).toEqual([]);
      expect(refused.length).toBeGreaterThan(50);
      expect(byStandard.length - lowered.length).toBeGreaterThan(50);
    });
  });
});
