import { Toleration } from './scheduling-options';
import { labelKey } from '../facts/accelerators';
import { seconds } from '../ground/durations';
import { list, map, mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { LABEL_VALUE, QUALIFIED_NAME, TOLERATION } from '../ground/kubernetes-fields';
import { Json } from '../ground/objects';
import { Accelerator } from '../values/accelerator';

/** The props of your own dialect. */
export interface ClusterDialectProps {
  /** Name of the dialect, for messages. */
  readonly name: string;

  /** Node label values by accelerator name (`Accelerator.name`), for the label `acceleratorLabel`. */
  readonly acceleratorValues: { [accelerator: string]: string };

  /** Key of the node label that names the accelerator. */
  readonly acceleratorLabel: string;

  /**
   * Taints of accelerator nodes besides that of the accelerator itself.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Whether the cluster assigns users and groups to each namespace and refuses others, as OpenShift does.
   *
   * @default false
   */
  readonly assignsUsers?: boolean;
}

/**
 * How a kind of cluster labels and taints its accelerator nodes. Without a dialect a Pod selects no node label, and lands on any node that offers the
 * resource.
 *
 * @example
 * const onGke = new RuntimeProfile(chart, 'gke', { base: profile, cluster: ClusterDialect.GKE });
 */
export class ClusterDialect {
  static { brand(this, 'ClusterDialect'); }

  /**
   * Google Kubernetes Engine: label `cloud.google.com/gke-accelerator`, for TPUs `cloud.google.com/gke-tpu-accelerator` and their topology; for slices
   * and shares of a GPU, asked for as `nvidia.com/gpu`, the labels of those. https://cloud.google.com/kubernetes-engine/docs/how-to/gpus
   */
  public static readonly GKE = new ClusterDialect('GKE', accelerator => ({
    ...entry(labelKey('gke', accelerator.resource), accelerator.gkeName), ...accelerator._traits.gkeLabels,
  }), []);

  /**
   * Amazon EKS with Karpenter: label `karpenter.k8s.aws/instance-gpu-name`, for Neuron devices `karpenter.k8s.aws/instance-accelerator-name`; for a GPU that
   * comes with more memory under the same name (A100, V100) `karpenter.k8s.aws/instance-gpu-memory` as well.
   * https://karpenter.sh/docs/concepts/scheduling/
   */
  public static readonly EKS = new ClusterDialect('EKS', accelerator => ({
    ...entry(labelKey('karpenter', accelerator.resource), accelerator.karpenterName),
    ...entry('karpenter.k8s.aws/instance-gpu-memory', accelerator._traits.karpenterMemory),
  }), []);

  /**
   * Azure Kubernetes Service: AKS labels GPU nodes by vendor only (`kubernetes.azure.com/accelerator: nvidia`) and taints them
   * `sku=gpu` by convention. https://learn.microsoft.com/azure/aks/use-nvidia-gpu
   */
  public static readonly AKS = new ClusterDialect(
    'AKS',
    accelerator => entry('kubernetes.azure.com/accelerator', accelerator.resource.startsWith('nvidia.com/') ? 'nvidia' : undefined),
    [{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
  );

  /**
   * Any cluster with NVIDIA GPU feature discovery: label `nvidia.com/gpu.product`; for other vendors that of their own labeller.
   * https://github.com/NVIDIA/k8s-device-plugin
   */
  public static readonly GPU_FEATURE_DISCOVERY = new ClusterDialect('GPU feature discovery', byProduct, []);

  /**
   * Red Hat OpenShift with the operator of the vendor: the label of its labeller, as `GPU_FEATURE_DISCOVERY`. No user and no volume group is
   * rendered, so that the security context constraint `restricted-v2` sets those of the namespace. The group is 0, which owns the files of images
   * that run as any user.
   * https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/authentication_and_authorization/managing-pod-security-policies
   */
  public static readonly OPENSHIFT = new ClusterDialect('OpenShift', byProduct, [], true);

  /**
   * A dialect of your own.
   *
   * @param props labels and taints; throws on those that Kubernetes refuses.
   */
  public static of(props: ClusterDialectProps): ClusterDialect {
    [props] = judged('ClusterDialect.of', [props], arguments);
    const fix = 'give keys and values as "kubectl describe node" shows them';
    mustBe(QUALIFIED_NAME, props.acceleratorLabel, `acceleratorLabel of ${props.name}`, fix);
    mustBe(map(() => [], LABEL_VALUE), { ...props.acceleratorValues }, `acceleratorValues of ${props.name}`, fix);
    mustBe(list(TOLERATION), props.tolerations?.map(({ evictAfter, ...toleration }): Json => ({
      ...toleration,
      tolerationSeconds: evictAfter && seconds(evictAfter),
    })), `tolerations of ${props.name}`, fix);
    const values = new Map(Object.entries(props.acceleratorValues));
    return new ClusterDialect(
      props.name,
      accelerator => entry(props.acceleratorLabel, values.get(accelerator.name)),
      [...props.tolerations ?? []],
      props.assignsUsers,
    );
  }

  /** A name to read. */
  public readonly name: string;

  /** Whether the cluster gives every namespace users and groups of its own. */
  public readonly assignsUsers: boolean;

  private readonly select: Selector;
  private readonly extra: Toleration[];

  private constructor(name: string, select: Selector, extra: Toleration[], assignsUsers: boolean = false) {
    this.name = name;
    this.assignsUsers = assignsUsers;
    this.select = select;
    this.extra = extra;
  }

  /**
   * Node labels that lead to nodes with the accelerator; empty when the dialect knows none for it.
   *
   * @param accelerator the kind.
   */
  public nodeSelector(accelerator: Accelerator): { [key: string]: string } {
    judged('ClusterDialect#nodeSelector', [accelerator], arguments);
    return this.select(accelerator);
  }

  /** Taints of accelerator nodes besides that of the accelerator itself. */
  public get tolerations(): Toleration[] {
    return [...this.extra];
  }
}

/** Node labels that lead to nodes with an accelerator. */
type Selector = (accelerator: Accelerator) => { [key: string]: string };

/** The label of the vendor's own labeller. */
function byProduct({ resource, productLabel }: Accelerator): { [key: string]: string } {
  return entry(labelKey('product', resource), productLabel);
}

function entry(key: string, value: string | undefined): { [key: string]: string } {
  return value === undefined ? {} : { [key]: value };
}
