import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The size of the cache against the weights. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the Pod is evicted, or the download fails, when the weights outgrow their volume',
  pitfall: 12,
  topic: 'cache',
  check({ plan: { cacheSize, weights } }) {
    if (!cacheSize || !weights.known) return NOT_APPLICABLE;
    return bytesOf(cacheSize) >= weights.bytes ? [] : [{
      what: `the cache holds ${showBytes(bytesOf(cacheSize))}, the weights take ${showBytes(weights.bytes)}`,
      fix: 'leave the size of the cache out to derive it, or raise it to 1.2 times the weights',
    }];
  },
};
