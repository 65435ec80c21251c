import { Companion } from '../checks/companions/companion';
import { EVERYWHERE, selectingKind, selectorIn } from '../checks/companions/selecting-kinds';
import { Resident } from '../checks/neighbourhood';
import { CommonLabels } from '../ground/common-labels';
import { at, itemsAt, Json } from '../ground/objects';
import { ModelLabels } from '../values/model-labels';

type Labels = { readonly [label: string]: string };

/** Labels that hold the name of a model. */
const NAMES: readonly string[] = [ModelLabels.MODEL, CommonLabels.INSTANCE];

/** Labels that the library writes on all that a model has: what asks for another value of one of them finds nothing of that model. */
const OWN = new Set([...NAMES, CommonLabels.NAME, CommonLabels.COMPONENT, CommonLabels.MANAGED_BY]);

/** One requirement of a selector that anything it finds fulfils: a label, with one of these values. */
interface Wanted {
  readonly label: string;
  readonly values: readonly string[];
}

/**
 * The objects of others that find Pods or Services by labels: Services, disruption budgets, monitors, pools. Each is kept below one label that it
 * asks for, so that a model finds those that may be about it by its own labels; a rule judges the whole selector.
 */
export class SelectingObjects {
  private readonly all = new Map<string, Companion[]>();
  private readonly byLabel = new Map<string, Companion[]>();
  /** Those that ask for no label of the library's: they may find anything. */
  private readonly open = new Map<string, Companion[]>();
  /** Namespaces in which somebody leaves models out by their names. */
  private readonly excepting = new Set<string>();

  /** An object of a kind that finds nothing by labels is left out. */
  public add(object: Companion & { readonly namespace?: string }): void {
    const { kind, namespace: own = '', manifest } = object;
    const selecting = selectingKind(kind);
    const selector = selectorIn(object);
    if (selecting === undefined || selector === undefined) return;
    const wanted = wantedBy(selector, selecting.finds === 'Pods');
    for (const namespace of [selecting.namespaces?.(manifest.spec) ?? own].flat()) {
      append(this.all, namespace, object);
      if (wanted === undefined) append(this.open, namespace, object);
      for (const value of new Set(wanted?.values)) append(this.byLabel, keyOf(namespace, wanted!.label, value), object);
      if (itemsAt(selector, 'matchExpressions').some(one => NAMES.includes(String(at(one, 'key'))) && at(one, 'operator') === 'NotIn')) {
        this.excepting.add(namespace);
      }
    }
  }

  /** Whether one of them asks for the name of a model, which makes a difference between models that are alike. */
  public concerns({ name, namespace = '' }: Resident): boolean {
    return [namespace, EVERYWHERE].some(one => this.excepting.has(one) || NAMES.some(label => this.byLabel.has(keyOf(one, label, name))));
  }

  /** Whether there is one that looks for something in a namespace. */
  public actsIn(namespace = ''): boolean {
    return this.all.has(namespace) || this.all.has(EVERYWHERE);
  }

  /**
   * Those that may be about a model.
   *
   * @param labels the labels of its Pods; undefined where they, or its objects, are patched.
   */
  public of({ namespace = '' }: Pick<Resident, 'namespace'>, labels: Labels | undefined): Companion[] {
    const pairs = Object.entries(labels ?? {});
    const found = [namespace, EVERYWHERE].flatMap(one => (labels === undefined
      ? this.all.get(one) ?? []
      : [...this.open.get(one) ?? [], ...pairs.flatMap(([label, value]) => this.byLabel.get(keyOf(one, label, value)) ?? [])]));
    return [...new Set(found)];
  }
}

/** The requirement by which an object is kept: the name of a model before others. Services have labels that are not known here, Pods have none such. */
function wantedBy(selector: Json, isOfPods: boolean): Wanted | undefined {
  const labels = Object.entries(at(selector, 'matchLabels') ?? {}).map(([label, value]): Wanted => ({ label, values: [String(value)] }));
  const lists = itemsAt(selector, 'matchExpressions').filter(one => at(one, 'operator') === 'In')
    .map((one): Wanted => ({ label: String(at(one, 'key')), values: itemsAt(one, 'values').map(String) }));
  const all = [...labels, ...lists].filter(({ label }) => isOfPods || OWN.has(label));
  return all.find(({ label }) => NAMES.includes(label)) ?? all[0];
}

function keyOf(namespace: string, label: string, value: string): string {
  return `${namespace} ${label}=${value}`;
}

function append(map: Map<string, Companion[]>, key: string, value: Companion): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
