import { at, itemsAt, Json } from './objects';

/** All that is asked of one label, or of one field. */
interface Asked {
  readonly in: readonly (readonly string[])[];
  readonly notIn: readonly string[];
  readonly isThere: boolean;
  readonly isNotThere: boolean;
  readonly above: number;
  readonly below: number;
}

/**
 * The key of which more is asked than anything can have, by requirements that all have to hold, in the form of Kubernetes (`key`, `operator`,
 * `values`); undefined where something can have all of it.
 */
export function contradictedIn(requirements: readonly Json[]): string | undefined {
  const keys = new Set(requirements.map(one => String(at(one, 'key'))));
  return [...keys].find(key => isContradicted(askedOf(requirements.filter(one => String(at(one, 'key')) === key))));
}

function askedOf(requirements: readonly Json[]): Asked {
  const valuesOf = (operator: string) => requirements.filter(one => at(one, 'operator') === operator).map(one => itemsAt(one, 'values').map(String));
  const [above, below] = [valuesOf('Gt'), valuesOf('Lt')].map(lists => lists.flat().map(Number));
  return {
    in: valuesOf('In'),
    notIn: valuesOf('NotIn').flat(),
    isThere: valuesOf('Exists').length > 0 || above.length > 0 || below.length > 0,
    isNotThere: valuesOf('DoesNotExist').length > 0,
    above: Math.max(-Infinity, ...above),
    below: Math.min(Infinity, ...below),
  };
}

function isContradicted({ in: lists, notIn, isThere, isNotThere, above, below }: Asked): boolean {
  if (isNotThere && (isThere || lists.length > 0)) return true;
  if (below - above <= 1) return true; // whole numbers
  if (lists.length === 0) return false;
  const isCompared = above > -Infinity || below < Infinity;
  return !lists[0].some(value => (
    lists.every(list => list.includes(value)) && !notIn.includes(value) && (!isCompared || (Number(value) > above && Number(value) < below))
  ));
}
