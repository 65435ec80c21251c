import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Claims of the app that the weights are said to be on, against the size of the weights. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the weights may not fit on the volume that the claim is bound to, and some are then missing',
  topic: 'cache',
  check({ plan: { binding, weights } }) {
    const claims = (binding.volumes ?? []).map(volume => volume._claim).filter(claim => claim?.storage !== undefined);
    if (claims.length === 0 || !weights.known) return NOT_APPLICABLE;
    return claims.filter(claim => bytesOf(claim!.storage!) < weights.bytes).map(claim => ({
      what: `the claim ${claim!.name} of the source asks for ${showBytes(bytesOf(claim!.storage!))}, the weights take ${showBytes(weights.bytes)}`,
      fix: 'let the claim ask for more, correct the size of the source, or acknowledge the finding when its volume is larger than it asks for',
    }));
  },
};
