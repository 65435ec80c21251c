import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { weightsMemory } from '../weights-memory';

/** The weights against the part of the accelerators' memory that the server may take. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the weights alone do not fit in the memory of the accelerators that the server may take',
  pitfall: 6,
  topic: 'weights',
  check({ plan, flags, memory: planned }) {
    const { weights, compute } = plan;
    if (planned !== undefined && planned.verdict !== 'unknown') return NOT_APPLICABLE; // the plan says it: model-cannot-fit
    const memory = weights.known ? weightsMemory(plan, flags) : undefined;
    if (memory === undefined) return NOT_APPLICABLE;
    if (weights.bytes <= memory.bytes) return [];
    const all = `${compute.acceleratorCount} × ${compute.accelerator?.name} have ${showBytes(bytesOf(compute.acceleratorMemory!))}`;
    const share = memory.by === undefined ? '' : `, of which ${memory.by} lets the server take ${showBytes(memory.bytes)}`;
    return [{
      what: `the weights take ${showBytes(weights.bytes)}, ${all}${share}`,
      fix: `use more or larger accelerators, or quantized weights${memory.by === undefined ? '' : ', or a larger share'}`,
    }];
  },
};
