import { bytesOf, showBytes } from '../../ground/bytes';
import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { memberOf } from '../meant-settings';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The memory of the host that the server is told to use, against the limit. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the container is killed when it takes more than its limit; --cpu-offload-gb counts for no more than the weights, because it moves nothing '
    + 'else to the host',
  pitfall: 7,
  topic: 'offload',
  check({ plan: { compute, weights }, meant, memory: planned }) {
    const memory = meant.of('memory');
    const ofCache = planned === undefined || planned.verdict === 'unknown' ? 0 : planned.hostCacheBytes;
    if (memory.length === 0 && ofCache === 0) return NOT_APPLICABLE;
    const copies = { replica: 1, copy: meant.ranks('data'), device: meant.ranks('tensor', 'pipeline', 'context', 'data') };
    const asked = memory.flatMap(({ means: { unit, each, keys, atMostWeights }, values, path, words }) => {
      const value = keys ? keys.map(key => memberOf(path, values.join(' '), key)).find(one => one !== undefined) : values[0];
      const bytes = Number(value) * unit * copies[each];
      if (!(bytes > 0)) return [];
      return [{ bytes: atMostWeights && weights.known ? Math.min(bytes, weights.bytes) : bytes, words: words.join(' '), times: copies[each] }];
    });
    if (ofCache > 0) asked.push({ bytes: ofCache, words: '--enable-hierarchical-cache', times: 1 });
    const sum = asked.reduce((total, { bytes }) => total + bytes, 0);
    const limit = bytesOf(compute.memoryLimit);
    const all = asked.map(({ words, times }) => `${show(words)}${times > 1 ? ` for each of ${times}` : ''}`).join(' and ');
    return sum <= limit ? [] : [{
      what: `${all}: ${showBytes(sum)} of the host's memory, the memory limit is ${showBytes(limit)}`,
      fix: 'raise memory in compute well above that, or make them smaller',
    }];
  },
};
