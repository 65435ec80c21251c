import { Severity } from '../../values/finding';
import { better } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A model of a known architecture, against the memory of its devices by the lowest numbers. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'by no rounding is there room for the weights and for one context of the length that is asked for; the server ends when it starts',
  topic: 'weights',
  check({ plan, memory }) {
    if (memory === undefined || memory.refusals.length > 0) return NOT_APPLICABLE;
    if (memory.verdict !== 'impossible') return [];
    const answer = { what: memory.reason, fix: better(plan, memory) };
    // The server starts with less than what is wanted at once: only one context has to fit.
    return memory.concurrency > 1 && memory.mostCacheBytes >= memory.wantedBytes / memory.concurrency ? NOT_APPLICABLE : [answer];
  },
};
