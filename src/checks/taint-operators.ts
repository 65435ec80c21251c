import { RuntimeSettings } from '../profiles/runtime-settings';

/** Whether a toleration compares the value of a taint as a number (KEP-5471): tolerations of the user's, or of a dialect. */
export function comparesTaints({ scheduling, cluster }: RuntimeSettings): boolean {
  return [...scheduling?.tolerations ?? [], ...cluster?.tolerations ?? []].some(({ operator }) => operator === 'Lt' || operator === 'Gt');
}
