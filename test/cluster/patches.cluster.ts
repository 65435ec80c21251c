import { ApiObject, Chart, Size, Testing } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { Candidate, candidatesFor } from './patches/candidates';
import { inParallel } from './workloads/in-parallel';
import { Findings, KubernetesVersion, MatrixInferCrds, ModelCache, ModelStatusReporter, PodVolume, Rollout, Severity } from '../../src';
import { JsonObject } from '../../src/ground/objects';
import { plainModel } from '../fixtures';

/** One patch of this many is tried; 1 tries all of some 9,000, which takes minutes. */
const STRIDE = Number(process.env.PATCHES_STRIDE ?? 12);

/** Where an object of each kind is made. */
const PATHS: { readonly [kind: string]: string } = {
  Deployment: '/apis/apps/v1/namespaces/default/deployments',
  Service: '/api/v1/namespaces/default/services',
  PersistentVolumeClaim: '/api/v1/namespaces/default/persistentvolumeclaims',
  NetworkPolicy: '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
  PodDisruptionBudget: '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
  ServiceAccount: '/api/v1/namespaces/default/serviceaccounts',
  Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles',
  RoleBinding: '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings',
};

/** Rules that say that the API server would refuse what is printed; the others say that it contradicts something. */
const REFUSALS = ['object-schema', 'volume-undefined', 'kubernetes-too-old', 'patch-failed'];

/** What an API server accepts and the library does not: the node refuses it, an older Kubernetes does, or a feature gate hides it from the server. */
const STRICTER = /capabilities|runAsUser 0|runAsNonRoot true|env(\/-)? .*"A b"|imagePullSecrets|stopSignal|httpGet\/protocol|postStart \{"sleep"|sleep\/seconds|dataSourceRef|mountPath|\/image |subPathExpr|generateName/;

/** What depends on the addresses of the cluster. */
const OF_THE_CLUSTER = /ipFamilies|ipFamilyPolicy|clusterIP|nodePort|privileged/;

function objectsIn(version: string): ApiObject[] {
  const app = Testing.app();
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  plainModel(chart, 'model', {
    replicas: 2,
    network: {},
    rollout: Rollout.recreate(),
    cache: ModelCache.claim({ size: Size.gibibytes(100), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    kubernetesVersion: KubernetesVersion.of(version.replace(/\.\d+$/, '')),
    pod: { sidecars: [{ name: 'log', image: 'log:1' }], volumes: [PodVolume.configMap('settings', 'settings'), PodVolume.secret('keys', 'keys', { key: 'key' })] },
  });
  new ModelStatusReporter(new Chart(app, 'status', { namespace: 'default' }), 'status', { namespaces: ['default'], image: 'example.com/reporter:1', scriptPath: '/app/reporter.js' });
  new MatrixInferCrds(new Chart(app, 'crds'), 'crds');
  return app.node.findAll().filter(ApiObject.isApiObject);
}

/** An object of each kind; of Deployments the model's, which is the larger one. */
function kindsOf(objects: readonly ApiObject[]): Map<string, ApiObject> {
  return new Map([...objects].reverse().filter(({ kind }) => kind in PATHS).map((object): [string, ApiObject] => [object.kind, object]));
}

/** A patch, what the library says of it, and what is printed. */
interface Judged {
  readonly name: string;
  readonly kind: string;
  readonly rules: readonly string[];
  readonly printed?: JsonObject;
}

function judge(kind: string, { name, patch }: Candidate, version: string): Judged {
  const object = kindsOf(objectsIn(version)).get(kind)!;
  object.addJsonPatch(patch);
  const rules = Findings.of(object).filter(({ severity }) => severity === Severity.ERROR).map(({ rule }) => rule);
  try {
    return { name: `${kind}: ${name}`, kind, rules, printed: object.toJson() as JsonObject };
  } catch {
    return { name: `${kind}: ${name}`, kind, rules };
  }
}

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('patched objects', { version }, (cluster) => {
    let outcomes: (Judged & { readonly refusal?: string })[] = [];

    beforeAll(async () => {
      jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings: hundreds of them
      await installCrds(cluster());
      const candidates = [...kindsOf(objectsIn(version))].flatMap(([kind, object]) => (
        candidatesFor(kind, object.toJson() as JsonObject).map((candidate) => ({ kind, candidate }))
      ));
      const judged = candidates.filter((_one, index) => index % STRIDE === 0).map(({ kind, candidate }) => judge(kind, candidate, version));
      outcomes = await inParallel(judged.filter(({ printed, name }) => printed !== undefined && !OF_THE_CLUSTER.test(name)), async (one) => {
        const { status, body } = await cluster().api.send('POST', `${PATHS[one.kind]}?dryRun=All&fieldValidation=Strict`, one.printed as never);
        return { ...one, refusal: status < 300 ? undefined : `${status}: ${body.message}` };
      });
    }, 600_000);
    afterAll(() => {
      jest.restoreAllMocks();
      const refused = outcomes.filter(({ refusal }) => refusal !== undefined).length;
      process.stdout.write(`Kubernetes ${version}: ${outcomes.length} patched objects, ${refused} of them refused\n`);
    });

    test('that the API server refuses are errors of the library', () => {
      const silent = outcomes.filter(({ refusal, rules }) => refusal !== undefined && rules.length === 0);
      expect(silent.map(({ name, refusal }) => `${name} => ${refusal?.slice(0, 300)}`)).toEqual([]);
      expect(outcomes.filter(({ refusal }) => refusal !== undefined).length).toBeGreaterThan(1000 / STRIDE);
    });

    test('that it accepts are not said to be refused, by it or by a newer one', () => {
      if (version !== NEWEST_KUBERNETES) return; // what a newer Kubernetes refuses is an error for an older one too
      const saysRefused = ({ rules }: Judged) => rules.length > 0 && rules.every((rule) => REFUSALS.includes(rule));
      const wrongly = outcomes.filter((one) => one.refusal === undefined && saysRefused(one));
      expect(wrongly.map(({ name }) => name).filter((name) => !STRICTER.test(name))).toEqual([]);
      expect(outcomes.filter(({ refusal }) => refusal === undefined).length).toBeGreaterThan(1000 / STRIDE);
    });
  });
});
