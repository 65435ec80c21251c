import { areAllRight, Place, placesAt } from './places';
import { pathOf, SchemaViolation, valueAt, violation } from './violation';
import { CelRule, ResourceSchema } from '../../ground/resource-schema';
import { isShared } from '../../ground/shared-data';

/**
 * The rules of the CRD between fields, which it states in CEL. The API server runs none of them when the schema refused a type, a length or
 * a missing field. Here one is left out where the field that it reads is `refused` already, so that as much as can be known is said at once; the
 * verdict is the same.
 */
export function ruleViolations(resource: unknown, { rules }: ResourceSchema, refused: readonly SchemaViolation[]): SchemaViolation[] {
  const overlaps = (place: Place) => refused.some(({ path }) => isWithin(path, pathOf(place.steps)) || isWithin(pathOf(place.steps), path));
  const broken = (rule: CelRule) => placesAt(resource, rule.path).filter(place => !overlaps(place) && !holds(rule, place.value));
  const notAllRight = rules.filter(rule => !areAllRight(resource, rule.path, value => holds(rule, value)));
  return notAllRight.flatMap(rule => broken(rule).map(place => violationOf(rule, place)));
}

/** Whether a path is at or below another one. */
export function isWithin(path: string, above: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** Rules that hold for a part that many manifests have: a rule reads nothing else. */
const HOLDING = new WeakMap<object, Set<CelRule>>();

/** A rule that is an error for CEL refuses the object too. */
function holds(rule: CelRule, self: unknown): boolean {
  try {
    if (!isShared(self)) return rule.holds(self);
    const part = self as object;
    const holding = HOLDING.get(part) ?? new Set();
    if (holding.has(rule)) return true;
    const answer = rule.holds(self);
    if (answer) HOLDING.set(part, holding.add(rule));
    return answer;
  } catch {
    return false;
  }
}

function violationOf({ blames, message }: CelRule, { steps, value }: Place): SchemaViolation {
  const at = [...steps, ...blames];
  return violation(at.length === 0 ? ['spec'] : at, valueAt(value, blames), 'rule', `breaks a rule of its definition: ${message}`, `correct it: ${message}`);
}
