import { invalid } from '../ground/errors';
import { filled, list, mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { LABEL_VALUE, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { contradictedIn } from '../ground/label-requirements';
import { compact, given, JsonObject } from '../ground/objects';

/**
 * A requirement on a label. Only labels of nodes can be compared with numbers.
 *
 * @example
 * const notOnSpot = LabelRequirement.doesNotExist('cloud.google.com/gke-spot');
 * const inEurope = LabelRequirement.isIn('topology.kubernetes.io/zone', ['europe-west4-a', 'europe-west4-b']);
 */
export class LabelRequirement {
  static { brand(this, 'LabelRequirement'); }

  /**
   * The label has one of some values.
   *
   * @param key key of the label.
   * @param values the values; at least one.
   */
  public static isIn(key: string, values: string[]): LabelRequirement {
    [key, values] = judged('LabelRequirement.isIn', [key, values], arguments);
    return new LabelRequirement(key, 'In', checkedValues(key, values));
  }

  /**
   * The label has none of some values, or does not exist.
   *
   * @param key key of the label.
   * @param values the values; at least one.
   */
  public static isNotIn(key: string, values: string[]): LabelRequirement {
    [key, values] = judged('LabelRequirement.isNotIn', [key, values], arguments);
    return new LabelRequirement(key, 'NotIn', checkedValues(key, values));
  }

  /**
   * The label exists, with any value.
   *
   * @param key key of the label.
   */
  public static exists(key: string): LabelRequirement {
    judged('LabelRequirement.exists', [key], arguments);
    return new LabelRequirement(key, 'Exists');
  }

  /** The label does not exist.
   *
   * @param key key of the label.
   */
  public static doesNotExist(key: string): LabelRequirement {
    judged('LabelRequirement.doesNotExist', [key], arguments);
    return new LabelRequirement(key, 'DoesNotExist');
  }

  /**
   * The label is a number above another one; only for nodes.
   *
   * @param key key of the label.
   * @param number a whole number from 0 on.
   */
  public static isAbove(key: string, number: number): LabelRequirement {
    judged('LabelRequirement.isAbove', [key, number], arguments);
    return new LabelRequirement(key, 'Gt', [checkedNumber(key, number)]);
  }

  /**
   * The label is a number below another one; only for nodes.
   *
   * @param key key of the label.
   * @param number a whole number from 0 on.
   */
  public static isBelow(key: string, number: number): LabelRequirement {
    judged('LabelRequirement.isBelow', [key, number], arguments);
    return new LabelRequirement(key, 'Lt', [checkedNumber(key, number)]);
  }

  /**
   * The selector of Pods, or of namespaces, by labels and requirements. Throws on a requirement that compares numbers, which no such selector can,
   * and on requirements that nothing can fulfil together.
   *
   * @param what what it selects, in the words of users.
   * @param labels the labels that all of them have.
   * @param requirements what else their labels have to be.
   * @internal
   */
  public static _selector(what: string, labels?: { [key: string]: string }, requirements: readonly LabelRequirement[] = []): JsonObject {
    const numeric = requirements.find(({ _isNumeric }) => _isNumeric);
    if (numeric) {
      throw invalid({
        what,
        got: numeric.key,
        allowed: 'labels that are there or not, or have one of some values',
        fix: 'compare numbers in nodeAffinity only',
      });
    }
    const matchExpressions = requirements.map(one => one._render());
    if (requirements.length > 0) {
      LabelRequirement._checkPossible(what, [...given(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })), ...matchExpressions]);
    }
    return compact({ matchLabels: { ...labels }, matchExpressions });
  }

  /**
   * Throws on requirements, as they are rendered, that nothing can fulfil together.
   *
   * @param what what they are, in the words of users.
   * @internal
   */
  public static _checkPossible(what: string, requirements: readonly JsonObject[]): void {
    const key = contradictedIn(requirements);
    if (key === undefined) return;
    throw invalid({
      what,
      got: key,
      allowed: 'requirements that all can hold at once',
      fix: `mend or remove one of those about ${key}: together they leave nothing`,
    });
  }

  private constructor(private readonly key: string, private readonly operator: string, private readonly values: readonly string[] = []) {
    mustBe(QUALIFIED_NAME, key, 'key of a label', 'give the key as "kubectl describe" shows it');
  }

  /**
   * Whether it compares numbers, which selectors of Pods cannot.
   * @internal
   */
  public get _isNumeric(): boolean {
    return this.operator === 'Gt' || this.operator === 'Lt';
  }

  /**
   * Whether some labels are as it asks for.
   *
   * @param labels labels of a Pod.
   * @internal
   */
  public _holdsFor(labels: { readonly [key: string]: unknown }): boolean {
    const value = labels[this.key];
    if (this.operator === 'Exists') return value !== undefined;
    if (this.operator === 'DoesNotExist') return value === undefined;
    return this.values.includes(String(value)) === (this.operator === 'In');
  }

  /** @internal */
  public _render(): JsonObject {
    return compact({ key: this.key, operator: this.operator, values: [...this.values] });
  }
}

function checkedValues(key: string, values: string[]): string[] {
  mustBe(filled(list(LABEL_VALUE)), values, `values of the label ${key}`, 'give values as "kubectl describe" shows them');
  return values;
}

function checkedNumber(key: string, number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw invalid({
      what: `number for the label ${key}`,
      got: number,
      allowed: 'a whole number from 0 on: labels have no signs and fractions',
      fix: 'compare with another number',
    });
  }
  return String(number);
}
