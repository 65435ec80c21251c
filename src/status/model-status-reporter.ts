import { ApiObject, Chart, Size } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { PERMISSIONS } from './private/permissions';
import { ReporterPlan, reporterSpec } from './private/reporter-pod';
import { readScript, SCRIPT } from './private/script';
import { DerivedObject, DerivedObjectProps } from '../app/derived-object';
import { Ledger } from '../app/ledger';
import { checkDerivedObject } from '../checks/patch-checks';
import { judgeBy, remarks } from '../checks/rules';
import { mirrorsWithoutUse } from '../checks/rules/registry-unused';
import { checkMirrors, pulledFrom } from '../facts/image-registries';
import { checkedSize, quantityOf } from '../ground/bytes';
import { CommonLabels, MANAGED } from '../ground/common-labels';
import { invalid } from '../ground/errors';
import { list, members, mustBe } from '../ground/fields';
import { checkedImage } from '../ground/images';
import { judged, placedInChart } from '../ground/input/judged';
import { within } from '../ground/input/within';
import { DNS_SUBDOMAIN, LABELS, TOLERATION } from '../ground/kubernetes-fields';
import { checkedLabel, checkedName, checkedPrintable } from '../ground/names';
import { ClusterDialect } from '../profiles/cluster-dialect';
import { Toleration } from '../profiles/scheduling-options';
import { renderToleration } from '../render/scheduling';
import { ModelLabels } from '../values/model-labels';

/** The official Node image, of the newest long-term release when it was last looked at. https://hub.docker.com/_/node */
const NODE_IMAGE = 'docker.io/library/node:24.21.0-trixie-slim';

const NAME = 'model-status-reporter';

const SECRETS = list(members({ name: DNS_SUBDOMAIN }), 'name');

/** Below this, Node itself does not start reliably. */
const LEAST_MEMORY = Size.mebibytes(96);

/** The props of the reporter; all are optional. */
export interface ModelStatusReporterProps {
  /**
   * Name of all its objects, at most 52 characters. Its roles for the whole cluster and in other namespaces are called `<name>.<namespace>`. Throws
   * when it is no DNS-1035 label.
   *
   * @default - `model-status-reporter`
   */
  readonly name?: string;

  /**
   * Namespace that the reporter runs in. Throws when neither this nor the chart names one, because a binding has to name the namespace of its
   * ServiceAccount.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Namespaces whose Models it looks after; they have to exist. It gets a Role in each of them, and no right outside. Throws on an empty list, on an
   * invalid name, and on a name that is given twice.
   *
   * @default - all, by a ClusterRole
   */
  readonly namespaces?: string[];

  /**
   * Image with Node 20 or newer as its entry point: the official image, a distroless one, or your own.
   *
   * @default - the official Node image, `docker.io/library/node`, with a tag of one version
   */
  readonly image?: string;

  /**
   * Absolute path of the script in the image, when you build an image with `lib/reporter/model-status-reporter.js` of this package in it. Then there
   * is no ConfigMap.
   *
   * @default - the script comes in a ConfigMap
   */
  readonly scriptPath?: string;

  /**
   * A mirror to pull the image from, in place of its own registry: a host with an optional path.
   *
   * @default - the registry of the image
   */
  readonly imageRegistry?: string;

  /**
   * Mirrors by the host of the registry that they replace, as in the settings of a profile: `{ 'docker.io': 'registry.example.com/dockerhub' }`.
   *
   * @default - `imageRegistry` for all of them
   */
  readonly imageRegistries?: { [registry: string]: string };

  /**
   * Names of Secrets in its namespace with which the image is pulled. Throws on an invalid name, and on a name that is given twice.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Memory, as request and as limit; at least 96 MiB. The default is enough for 1,000 Models with 10,000 Pods.
   *
   * @default - 256 MiB
   */
  readonly memory?: Size;

  /**
   * Labels that its node has to have. Throws on those that Kubernetes refuses.
   *
   * @default - none
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that its Pod tolerates. Throws on those that Kubernetes refuses.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * The kind of cluster. On a cluster that assigns users to each namespace, as OpenShift does, no user is rendered.
   *
   * @default - a cluster where it may run as user 1000
   */
  readonly cluster?: ClusterDialect;
}

/**
 * Writes the `status` of Models from the states of their Deployments, Pods and Services: phase, conditions, replicas, endpoint and image. With it
 * `kubectl get models`, `kubectl wait`, Argo CD and Flux can tell whether a model serves, and why not. It does the same for the other custom
 * resources.
 *
 * It is a small program of this package in one Pod, and not an operator: it makes nothing but Events, and changes no specification. When it is gone,
 * everything runs on. Make one for the cluster, or one for each list of namespaces; two for one namespace are an error (`status-reporters-overlap`).
 * See docs/status.md.
 *
 * @example
 * new ModelStatusReporter(chart, 'status');
 */
export class ModelStatusReporter extends Construct {
  /** Name of all its objects in a namespace. */
  public readonly name: string;

  /** Namespace that the reporter runs in. */
  public readonly namespace: string;

  /** Namespaces whose Models it looks after; `undefined` for all. */
  public readonly tryNamespaces?: string[];

  /** Image of the reporter. */
  public readonly image: string;

  /** The Deployment, for patches. */
  public readonly deployment: ApiObject;

  /** The ServiceAccount, for patches. */
  public readonly serviceAccount: ApiObject;

  /** The objects that give it its rights: a ClusterRole and its binding, or a Role and its binding for each namespace. */
  public readonly permissions: ApiObject[];

  /** The ConfigMap with the script; `undefined` when the script is in the image. */
  public readonly tryConfigMap?: ApiObject;

  private readonly labels: { [key: string]: string };
  private readonly objects: DerivedObject[] = [];

  /**
   * @param scope a chart, or a construct in one.
   * @param id its id; no name is derived from it.
   * @param props the settings that differ from one reporter for the whole cluster; throws on a value that cannot be.
   */
  public constructor(scope: Construct, id: string, props: ModelStatusReporterProps = {}) {
    super(...placedInChart('ModelStatusReporter', scope, id));
    [props] = judged('new_ModelStatusReporter', [props], arguments, { construct: this, open: new.target !== ModelStatusReporter });
    const own = within(this);
    this.name = own(() => checkedName(props.name ?? NAME));
    this.namespace = own(() => namespaceOf(this, props.namespace));
    this.tryNamespaces = own(() => checkedNamespaces(props.namespaces));
    this.image = own(() => imageOf(props));
    this.labels = { [CommonLabels.NAME]: NAME, [CommonLabels.INSTANCE]: this.name, ...MANAGED };
    const script = props.scriptPath === undefined ? readScript() : undefined;
    this.serviceAccount = this.object('ServiceAccount', 'v1', 'ServiceAccount', {});
    this.permissions = this.grant();
    if (script !== undefined) this.tryConfigMap = this.object('Script', 'v1', 'ConfigMap', { data: () => ({ [SCRIPT]: script }) });
    const spec = own(() => reporterSpec({
      name: this.name,
      image: this.image,
      namespaces: this.tryNamespaces ?? [],
      labels: this.labels,
      selector: { [ModelLabels.STATUS_REPORTER]: this.name },
      memory: memoryOf(props.memory),
      script,
      path: checkedPath(props.scriptPath),
      ...placementOf(props),
    }));
    this.deployment = this.object('Resource', 'apps/v1', 'Deployment', { spec: () => spec });
    this.register(props);
  }

  private register(props: ModelStatusReporterProps): void {
    Dependable.implement(this, { dependencyRoots: [this.deployment] });
    const ledger = Ledger.of(this);
    ledger.registry.addReporter(this.deployment, { at: this, namespaces: this.tryNamespaces });
    const check = () => [
      ...judgeBy('image-not-pinned', { images: [{ where: 'the status reporter', image: this.image }] }),
      ...remarks('registry-unused', mirrorsWithoutUse(props, [props.image ?? NODE_IMAGE], 'the status reporter', 'when several share these settings')),
      ...this.objects.flatMap(object => checkDerivedObject(object, { derived: object.derive() })),
    ];
    ledger.add({ construct: this, check });
  }

  private grant(): ApiObject[] {
    const subjects = [{ kind: 'ServiceAccount', name: this.name, namespace: this.namespace }];
    const rules = () => [...PERMISSIONS];
    const bound = (kind: string, namespace?: string) => ({
      roleRef: () => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name: this.nameIn(namespace) }), subjects: () => subjects,
    });
    if (this.tryNamespaces === undefined) {
      return [
        this.object('ClusterRole', RBAC, 'ClusterRole', { rules }),
        this.object('ClusterRoleBinding', RBAC, 'ClusterRoleBinding', bound('ClusterRole')),
      ];
    }
    return this.tryNamespaces.flatMap(namespace => [
      this.object(`Role-${namespace}`, RBAC, 'Role', { rules }, namespace),
      this.object(`RoleBinding-${namespace}`, RBAC, 'RoleBinding', bound('Role', namespace), namespace),
    ]);
  }

  /** Objects outside of its namespace have that in their name: a reporter that runs in another one would take the place of their subjects otherwise. */
  private nameIn(namespace: string | undefined): string {
    return namespace === this.namespace ? this.name : `${this.name}.${this.namespace}`;
  }

  private object(id: string, apiVersion: string, kind: string, parts: DerivedObjectProps['parts'], namespace = this.namespace): ApiObject {
    const isClusterScoped = kind.startsWith('Cluster');
    const metadata = { name: this.nameIn(isClusterScoped ? undefined : namespace), namespace, labels: this.labels };
    const object = new DerivedObject(this, id, { apiVersion, kind, metadata, isClusterScoped, parts });
    this.objects.push(object);
    Ledger.of(this).addObject(this, object);
    return object;
  }
}

const RBAC = 'rbac.authorization.k8s.io/v1';

function namespaceOf(construct: Construct, given: string | undefined): string {
  const namespace = given ?? Chart.of(construct).namespace;
  if (namespace === undefined) {
    const fix = 'give namespace here, or one to the chart';
    throw invalid({ what: 'namespace of the status reporter', got: 'nothing', allowed: 'the namespace that it runs in', fix });
  }
  return checkedLabel('namespace', namespace);
}

function checkedNamespaces(namespaces: string[] | undefined): string[] | undefined {
  if (namespaces === undefined) return undefined;
  for (const namespace of namespaces) checkedLabel('namespaces', namespace);
  if (namespaces.length === 0 || new Set(namespaces).size < namespaces.length) {
    const fix = 'leave it out to look after all namespaces';
    throw invalid({ what: 'namespaces', got: namespaces.join(', '), allowed: 'one namespace or more, each once', fix });
  }
  return [...namespaces].sort();
}

function imageOf(props: ModelStatusReporterProps): string {
  const { image = NODE_IMAGE, scriptPath } = props;
  if (scriptPath !== undefined && image === NODE_IMAGE) {
    const fix = 'give image too, or leave scriptPath out';
    throw invalid({ what: 'scriptPath', got: scriptPath, allowed: 'a path beside an image that has the script', fix });
  }
  checkMirrors(props);
  return pulledFrom(checkedImage(image), props);
}

/** Where and as whom its Pod runs. */
type Placement = Pick<ReporterPlan, 'imagePullSecrets' | 'nodeSelector' | 'tolerations' | 'assignsUsers'>;

/** The settings that say where its Pod may run and how its image is pulled; throws on values that the API server would refuse. */
function placementOf({ imagePullSecrets = [], nodeSelector, tolerations = [], cluster }: ModelStatusReporterProps): Placement {
  mustBe(SECRETS, imagePullSecrets.map(name => ({ name })), 'imagePullSecrets', 'give the metadata.name of each Secret once');
  mustBe(LABELS, checkedPrintable('nodeSelector', nodeSelector), 'nodeSelector', 'give labels as `kubectl get nodes --show-labels` shows them');
  mustBe(list(TOLERATION), tolerations.map(renderToleration), 'tolerations', 'use for example { key: "system", effect: "NoSchedule" }');
  return { imagePullSecrets, nodeSelector, tolerations, assignsUsers: cluster?.assignsUsers ?? false };
}

function checkedPath(path: string | undefined): string | undefined {
  if (path !== undefined && !/^\/\S+\.(js|cjs)$/.test(path)) {
    throw invalid({ what: 'scriptPath', got: path, allowed: 'an absolute path that ends in .js or .cjs', fix: `use for example "/app/${SCRIPT}"` });
  }
  return path;
}

function memoryOf(memory: Size = Size.mebibytes(256)): Size {
  const checked = checkedSize('memory', memory);
  if (checked.toKibibytes() >= LEAST_MEMORY.toKibibytes()) return checked;
  throw invalid({ what: 'memory', got: quantityOf(memory), allowed: `at least ${quantityOf(LEAST_MEMORY)}`, fix: 'leave it out for 256 MiB' });
}
