import { invalid } from '../ground/errors';
import { list, map, mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL, LABEL_VALUE, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { compact, itemsAt, JsonObject } from '../ground/objects';
import { LabelRequirement } from '../values/label-requirement';

/** Nodes that have labels as asked for: all of them. */
export interface NodeTerm {
  /** The requirements; at least one, and all of them have to hold. */
  readonly labels: LabelRequirement[];
}

/**
 * The nodes that Pods may run on, or should. Of several required ones all have to hold: a model narrows what its profile says.
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
   * Only nodes whose labels are as asked for.
   *
   * @param labels the requirements; at least one, and all of them have to hold.
   */
  public static required(labels: LabelRequirement[]): NodeAffinity {
    [labels] = judged('NodeAffinity.required', [labels], arguments);
    return new NodeAffinity([expressionsOf(labels)]);
  }

  /**
   * Only nodes for which one of some terms holds.
   *
   * @param terms the terms; at least one.
   */
  public static requiredAny(terms: NodeTerm[]): NodeAffinity {
    [terms] = judged('NodeAffinity.requiredAny', [terms], arguments);
    if (terms.length === 0) throw invalid({ what: 'terms of a node affinity', got: '[]', allowed: 'at least one', fix: 'give the labels of the nodes that are wanted' });
    return new NodeAffinity(terms.map(({ labels }) => expressionsOf(labels)));
  }

  /**
   * Rather nodes whose labels are as asked for.
   *
   * @param weight 1 to 100; a node gets the weights of all that hold for it.
   * @param labels the requirements; at least one, and all of them have to hold.
   */
  public static preferred(weight: number, labels: LabelRequirement[]): NodeAffinity {
    [weight, labels] = judged('NodeAffinity.preferred', [weight, labels], arguments);
    return new NodeAffinity([expressionsOf(labels)], checkedWeight(weight));
  }

  /**
   * Its terms, each a list of requirements.
   * @internal
   */
  public readonly _terms: readonly (readonly JsonObject[])[];

  /**
   * Its weight; `undefined` when it is required.
   * @internal
   */
  public readonly _weight?: number;

  private constructor(terms: JsonObject[][], weight?: number) {
    this._terms = terms;
    this._weight = weight;
  }

  /**
   * Labels that all nodes have on which it lets Pods run, as a node selector would say them.
   * @internal
   */
  public get _selected(): { [key: string]: string } {
    if (this._weight !== undefined || this._terms.length !== 1) return {};
    const single = this._terms[0].filter(label => label.operator === 'In' && itemsAt(label, 'values').length === 1);
    return Object.fromEntries(single.map(label => [String(label.key), String(itemsAt(label, 'values')[0])]));
  }
}

/** Pods that run already, and the part of the cluster in which they are looked for. */
export interface PodAffinityProps {
  /** Node label whose values are those parts: `kubernetes.io/hostname` for the same node, `topology.kubernetes.io/zone` for the same zone. */
  readonly topologyKey: string;

  /**
   * Labels of the Pods.
   *
   * @default - with no `requirements` either, the Pods of this model
   */
  readonly labels?: { [key: string]: string };

  /**
   * More requirements on their labels.
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
}

/**
 * Pods that the Pods of a model should be near to, or, as one of `podAntiAffinity`, away from.
 *
 * @example
 * const podAntiAffinity = [PodAffinity.required({ topologyKey: 'kubernetes.io/hostname' })]; // no two replicas on one node
 */
export class PodAffinity {
  static { brand(this, 'PodAffinity'); }

  /**
   * It has to be so.
   *
   * @param props the Pods, and where they are looked for.
   */
  public static required(props: PodAffinityProps): PodAffinity {
    [props] = judged('PodAffinity.required', [props], arguments);
    return new PodAffinity(props);
  }

  /**
   * It should be so.
   *
   * @param weight 1 to 100; a node gets the weights of all that hold for it.
   * @param props the Pods, and where they are looked for.
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
   * The term as a Pod has it.
   *
   * @param own the labels of the model's own Pods.
   * @internal
   */
  public _render(own: { [key: string]: string }): JsonObject {
    const { topologyKey, labels, requirements, namespaces, namespaceLabels } = this.term;
    const isOwn = labels === undefined && requirements === undefined;
    return {
      topologyKey,
      labelSelector: compact({ matchLabels: isOwn ? own : { ...labels }, matchExpressions: requirements?.map(one => one._render()) }),
      ...(namespaces && { namespaces: [...namespaces] }),
      ...(namespaceLabels && { namespaceSelector: compact({ matchLabels: { ...namespaceLabels } }) }),
    };
  }
}

function checkTerm({ topologyKey, labels, requirements = [], namespaces, namespaceLabels }: PodAffinityProps): void {
  const fix = 'give it as "kubectl describe" shows it';
  mustBe(QUALIFIED_NAME, topologyKey, 'topologyKey of a Pod affinity', 'use for example "kubernetes.io/hostname"');
  mustBe(map(QUALIFIED_NAME, LABEL_VALUE), { ...labels }, 'labels of a Pod affinity', fix);
  mustBe(list(DNS_LABEL), namespaces && [...namespaces], 'namespaces of a Pod affinity', fix);
  mustBe(map(QUALIFIED_NAME, LABEL_VALUE), { ...namespaceLabels }, 'namespaceLabels of a Pod affinity', fix);
  const numeric = requirements.find(({ _isNumeric }) => _isNumeric);
  if (numeric === undefined) return;
  throw invalid({ what: 'requirements of a Pod affinity', got: String(numeric._render().key), allowed: 'labels that are there or not, or have one of some values', fix: 'compare numbers in nodeAffinity only' });
}

function expressionsOf(labels: LabelRequirement[]): JsonObject[] {
  if (labels.length === 0) throw invalid({ what: 'labels of a node affinity', got: '[]', allowed: 'at least one requirement', fix: 'give the labels of the nodes that are wanted' });
  return labels.map(label => label._render());
}

function checkedWeight(weight: number): number {
  mustBe(whole(1, 100), weight, 'weight of an affinity', 'use 100 for what matters most');
  return weight;
}
