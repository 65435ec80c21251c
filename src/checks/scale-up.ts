import { at, Json } from '../ground/objects';
import { tryParseQuantity } from '../ground/quantity';

/** The tolerance of a cluster that was told no other, in percent. */
const USUAL_TOLERANCE = 10;

/** Whether nothing changes the replicas in a direction. */
export function isOff(behavior: Json, direction: 'scaleUp' | 'scaleDown'): boolean {
  return at(behavior, direction, 'selectPolicy') === 'Disabled';
}

/** How far a metric has to be above its target before replicas are added, in percent. */
export function toleranceOf(behavior: Json): number {
  const given = at(behavior, 'scaleUp', 'tolerance');
  const parts = given === undefined ? undefined : tryParseQuantity(String(given));
  return parts === undefined ? USUAL_TOLERANCE : Number(parts) / 1e7;
}
