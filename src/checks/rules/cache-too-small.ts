import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { MovedWeights } from '../moved-weights';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The size of the cache against the weights. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the Pod is evicted, or the download fails, when the weights outgrow their volume',
  pitfall: 12,
  topic: 'cache',
  check(subject) {
    const { plan: { cacheSize, weights } } = subject;
    if (!cacheSize || !weights.known) return NOT_APPLICABLE;
    return [...ofCache(bytesOf(cacheSize), weights.bytes), ...ofMoved(subject.movedWeights, weights.bytes)];
  },
};

function ofCache(room: number, weights: number): Said[] {
  return room >= weights ? [] : [{
    what: `the cache holds ${showBytes(room)}, the weights take ${showBytes(weights)}`,
    fix: 'leave the size of the cache out to derive it, or raise it to 1.2 times the weights',
  }];
}

/** A volume of another size, to which a variable moves the weights. */
function ofMoved(moved: MovedWeights | undefined, weights: number): Said[] {
  if (moved?.bytes === undefined || moved.closed !== undefined || moved.bytes >= weights) return [];
  return [{
    what: `${moved.said} lets the server keep the model at ${moved.path}, where the volume ${JSON.stringify(moved.volume)} holds `
      + `${showBytes(moved.bytes)}, the weights take ${showBytes(weights)}`,
    fix: 'remove the variable, and use cache of the model',
  }];
}
