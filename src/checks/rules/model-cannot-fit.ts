import { Severity } from '../../values/finding';
import { better } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A model of a known architecture, against the memory of its devices by the lowest numbers. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'even by the most favourable numbers there is no room for the weights and one context of the length that is asked for; the server ends when it starts',
  topic: 'weights',
  check({ plan, memory }) {
    if (memory === undefined || memory.refusals.length > 0) return NOT_APPLICABLE;
    if (memory.verdict !== 'impossible') return [];
    return memory.startsWithLess ? NOT_APPLICABLE : [{ what: memory.reason, fix: better(plan, memory) }];
  },
};
