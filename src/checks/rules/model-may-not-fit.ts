import { Severity } from '../../values/finding';
import { better } from '../footprint-words';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A model of a known architecture, against the memory of its devices by the highest numbers; and against what is wanted at once. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'there may be too little memory for the context or for the sequences that are wanted at once; the server may end when it starts, or let sequences wait',
  topic: 'weights',
  check({ plan, memory }) {
    if (memory === undefined || memory.refusals.length > 0 || memory.verdict === 'unknown') return NOT_APPLICABLE;
    const isWait = memory.verdict === 'impossible' && memory.startsWithLess;
    return memory.verdict === 'probably-not' || isWait ? [{ what: memory.reason, fix: better(plan, memory) }] : [];
  },
};
