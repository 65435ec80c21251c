import { invalid } from '../ground/errors';
import { filled, list, map, mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { compact, itemsAt, JsonObject } from '../ground/objects';
import { LabelRequirement } from '../values/label-requirement';

/** Nodes by their labels and names. At least one member is given, and all of them have to hold; members that contradict each other are an error. */
export interface NodeTerm {
  /**
   * Requirements on the labels of the nodes; all of them have to hold.
   *
   * @default - nothing
   */
  readonly labels?: LabelRequirement[];

  /**
   * The only node that fits, by its `metadata.name` (`matchFields`).
   *
   * @default - any node
   */
  readonly node?: string;

  /**
   * Nodes that do not fit, by their `metadata.name` (`matchFields`).
   *
   * @default - none
   */
  readonly exceptNodes?: string[];
}

/**
 * The nodes that Pods have to run on, or preferably run on. All required node affinities have to hold, so a model narrows the choice of its profile.
 *
 * @example
 * const nodeAffinity = [
 *   NodeAffinity.required([LabelRequirement.isIn('cloud.google.com/machine-family', ['g2', 'a3'])]),
 *   NodeAffinity.preferred(10, [LabelRequirement.doesNotExist('cloud.google.com/gke-spot')]),
 * ];
 */
export class NodeAffinity {
  static { brand(this, 'NodeAffinity'); }

  /**
   * Pods run only on nodes whose labels meet all requirements.
   *
   * @param labels the requirements; at least one, and all of them have to hold.
   */
  public static required(labels: LabelRequirement[]): NodeAffinity {
    [labels] = judged('NodeAffinity.required', [labels], arguments);
    return new NodeAffinity([termOf({ labels })]);
  }

  /**
   * Pods run only on nodes for which at least one of the terms holds.
   *
   * @param terms the terms; at least one.
   */
  public static requiredAny(terms: NodeTerm[]): NodeAffinity {
    [terms] = judged('NodeAffinity.requiredAny', [terms], arguments);
    return new NodeAffinity(termsOf(terms));
  }

  /**
   * Pods preferably run on nodes whose labels meet all requirements.
   *
   * @param weight 1 to 100; the scheduler adds up the weights of all preferences that hold for a node.
   * @param labels the requirements; at least one, and all of them have to hold.
   */
  public static preferred(weight: number, labels: LabelRequirement[]): NodeAffinity {
    [weight, labels] = judged('NodeAffinity.preferred', [weight, labels], arguments);
    return new NodeAffinity([termOf({ labels })], checkedWeight(weight));
  }

  /**
   * Pods preferably run on nodes for which the terms hold.
   *
   * @param weight 1 to 100; a node gets it once for each term that holds.
   * @param terms the terms; at least one.
   */
  public static preferredAny(weight: number, terms: NodeTerm[]): NodeAffinity {
    [weight, terms] = judged('NodeAffinity.preferredAny', [weight, terms], arguments);
    return new NodeAffinity(termsOf(terms), checkedWeight(weight));
  }

  /**
   * Its terms, each with requirements of labels (`matchExpressions`) and of names (`matchFields`).
   * @internal
   */
  public readonly _terms: readonly NodeRequirements[];

  /**
   * Its weight; `undefined` when it is required.
   * @internal
   */
  public readonly _weight?: number;

  private constructor(terms: NodeRequirements[], weight?: number) {
    this._terms = terms;
    this._weight = weight;
  }

  /**
   * Labels that every node has on which it lets Pods run, as a node selector has them.
   * @internal
   */
  public get _selected(): { [key: string]: string } {
    if (this._weight !== undefined || this._terms.length !== 1) return {};
    const single = this._terms[0].matchExpressions.filter(label => label.operator === 'In' && itemsAt(label, 'values').length === 1);
    return Object.fromEntries(single.map(label => [String(label.key), String(itemsAt(label, 'values')[0])]));
  }
}

/** A term of a node affinity, in the form of Kubernetes. */
interface NodeRequirements {
  readonly matchExpressions: JsonObject[];
  readonly matchFields: JsonObject[];
}

/** Pods that run already, and the domain in which the scheduler looks for them. */
export interface PodAffinityProps {
  /** The node label whose values are the domains: `kubernetes.io/hostname` for the same node, `topology.kubernetes.io/zone` for the same zone. */
  readonly topologyKey: string;

  /**
   * Labels of the Pods.
   *
   * @default - the Pods of this model, when `requirements` is left out too
   */
  readonly labels?: { [key: string]: string };

  /**
   * More requirements on the labels of the Pods.
   *
   * @default - none
   */
  readonly requirements?: LabelRequirement[];

  /**
   * Namespaces of the Pods.
   *
   * @default - that of the model
   */
  readonly namespaces?: string[];

  /**
   * Labels of the namespaces of the Pods; an empty map for all namespaces.
   *
   * @default - `namespaces`
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * More requirements on the labels of those namespaces.
   *
   * @default - none
   */
  readonly namespaceRequirements?: LabelRequirement[];

  /**
   * Keys of labels that those Pods and the new Pod must have in common: with `pod-template-hash` only Pods of the same version count. Needs
   * Kubernetes 1.31 (`kubernetes-too-old`).
   *
   * @default - none
   */
  readonly matchLabelKeys?: string[];

  /**
   * Keys of labels in which those Pods must differ from the new Pod, for example the label of a tenant. Needs Kubernetes 1.31 (`kubernetes-too-old`).
   *
   * @default - none
   */
  readonly mismatchLabelKeys?: string[];
}

/**
 * Pods that the Pods of a model run near. In `podAntiAffinity` it is Pods that they keep away from.
 *
 * @example
 * const podAntiAffinity = [PodAffinity.required({ topologyKey: 'kubernetes.io/hostname' })]; // no two replicas on one node
 */
export class PodAffinity {
  static { brand(this, 'PodAffinity'); }

  /**
   * The Pods have to run in the same domain, or in another one for `podAntiAffinity`; otherwise they stay Pending.
   *
   * @param props the Pods, and the domain in which they count.
   */
  public static required(props: PodAffinityProps): PodAffinity {
    [props] = judged('PodAffinity.required', [props], arguments);
    return new PodAffinity(props);
  }

  /**
   * The Pods preferably run in the same domain, or in another one for `podAntiAffinity`.
   *
   * @param weight 1 to 100; the scheduler adds up the weights of all preferences that hold for a node.
   * @param props the Pods, and the domain in which they count.
   */
  public static preferred(weight: number, props: PodAffinityProps): PodAffinity {
    [weight, props] = judged('PodAffinity.preferred', [weight, props], arguments);
    return new PodAffinity(props, checkedWeight(weight));
  }

  /**
   * Its weight; `undefined` when it is required.
   * @internal
   */
  public readonly _weight?: number;

  private readonly term: PodAffinityProps;

  private constructor(term: PodAffinityProps, weight?: number) {
    checkTerm(term);
    this.term = term;
    this._weight = weight;
  }

  /**
   * The term in the form of Kubernetes.
   *
   * @param own the labels of the model's own Pods.
   * @internal
   */
  public _render(own: { [key: string]: string }): JsonObject {
    const { topologyKey, labels, requirements = [], namespaces, matchLabelKeys = [], mismatchLabelKeys = [] } = this.term;
    const { namespaceLabels, namespaceRequirements } = this.term;
    const isOwn = labels === undefined && requirements.length === 0;
    const isSelected = namespaceLabels !== undefined || namespaceRequirements !== undefined;
    return {
      topologyKey,
      labelSelector: LabelRequirement._selector('requirements of a Pod affinity', isOwn ? own : labels, requirements),
      ...(namespaces && { namespaces: [...namespaces] }),
      // An empty selector, of which nothing may be left out, is one of all namespaces.
      ...(isSelected && { namespaceSelector: LabelRequirement._selector('namespaceRequirements of a Pod affinity', namespaceLabels, namespaceRequirements) }),
      ...compact({ matchLabelKeys: [...matchLabelKeys], mismatchLabelKeys: [...mismatchLabelKeys] }),
    };
  }

  /**
   * Keys of the labels that it compares with those of the new Pod; Kubernetes 1.30 does not know such comparisons.
   * @internal
   */
  public get _comparedLabels(): readonly string[] {
    return [...this.term.matchLabelKeys ?? [], ...this.term.mismatchLabelKeys ?? []];
  }

  /** @internal */
  public get _topologyKey(): string {
    return this.term.topologyKey;
  }
}

function checkTerm({ topologyKey, labels, requirements, namespaces, matchLabelKeys = [], mismatchLabelKeys = [], ...of }: PodAffinityProps): void {
  const { namespaceLabels, namespaceRequirements } = of;
  const fix = 'give it as "kubectl describe" shows it';
  mustBe(QUALIFIED_NAME, topologyKey, 'topologyKey of a Pod affinity', 'use for example "kubernetes.io/hostname"');
  mustBe(map(QUALIFIED_NAME, LABEL_VALUE), { ...labels }, 'labels of a Pod affinity', fix);
  mustBe(list(DNS_LABEL), namespaces && [...namespaces], 'namespaces of a Pod affinity', fix);
  mustBe(map(QUALIFIED_NAME, LABEL_VALUE), { ...namespaceLabels }, 'namespaceLabels of a Pod affinity', fix);
  mustBe(list(QUALIFIED_NAME), [...matchLabelKeys], 'matchLabelKeys of a Pod affinity', fix);
  mustBe(list(QUALIFIED_NAME), [...mismatchLabelKeys], 'mismatchLabelKeys of a Pod affinity', fix);
  LabelRequirement._selector('requirements of a Pod affinity', labels, requirements);
  LabelRequirement._selector('namespaceRequirements of a Pod affinity', namespaceLabels, namespaceRequirements);
  const both = matchLabelKeys.find(key => mismatchLabelKeys.includes(key));
  if (both === undefined) return;
  const allowed = 'keys that matchLabelKeys does not have';
  throw invalid({ what: 'mismatchLabelKeys of a Pod affinity', got: both, allowed, fix: 'remove it from one of them' });
}

function termsOf(terms: NodeTerm[]): NodeRequirements[] {
  const fix = 'give the labels of the nodes that are wanted';
  if (terms.length === 0) throw invalid({ what: 'terms of a node affinity', got: '[]', allowed: 'at least one', fix });
  return terms.map(termOf);
}

const NODE_NAMES = filled(list(DNS_SUBDOMAIN));

function termOf({ labels, node, exceptNodes }: NodeTerm): NodeRequirements {
  if ((labels ?? []).length === 0 && (labels !== undefined || (node === undefined && exceptNodes === undefined))) {
    throw invalid({ what: 'labels of a node affinity', got: '[]', allowed: 'at least one requirement', fix: 'give the labels of the nodes that are wanted' });
  }
  const fix = 'give names as "kubectl get nodes" shows them';
  mustBe(DNS_SUBDOMAIN, node, 'node of a node affinity', fix);
  if (exceptNodes) mustBe(NODE_NAMES, [...exceptNodes], 'exceptNodes of a node affinity', fix);
  // Kubernetes takes one value in each of them: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#NodeAffinity
  const field = (operator: string) => (name: string) => ({ key: 'metadata.name', operator, values: [name] });
  const matchExpressions = (labels ?? []).map(label => label._render());
  const matchFields = [...(node === undefined ? [] : [field('In')(node)]), ...(exceptNodes ?? []).map(field('NotIn'))];
  LabelRequirement._checkPossible('labels of a node affinity', matchExpressions);
  LabelRequirement._checkPossible('node and exceptNodes of a node affinity', matchFields);
  return { matchExpressions, matchFields };
}

function checkedWeight(weight: number): number {
  mustBe(whole(1, 100), weight, 'weight of an affinity', 'use 100 for what matters most');
  return weight;
}
