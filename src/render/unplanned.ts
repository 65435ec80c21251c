import { SPELLINGS } from './footprint-spellings';
import { ServingEngine } from '../engines/serving-engine';
import { Compute } from '../values/compute';

interface Served {
  readonly engine: ServingEngine;
  readonly compute: Compute;
}

/** Why there is no plan of a model whose architecture is given, and what would have one. */
export function whyUnplanned({ engine, compute }: Served): { readonly what: string; readonly fix: string } {
  const { accelerator, acceleratorMemory } = compute;
  if (!Object.hasOwn(SPELLINGS, engine.name)) {
    return { what: `the memory of ${engine.name} is not known`, fix: `take one of the engines whose memory is known: ${Object.keys(SPELLINGS).join(', ')}` };
  }
  if (accelerator !== undefined && acceleratorMemory === undefined) {
    return {
      what: `the memory of ${accelerator.name} is not known`,
      fix: 'take an accelerator with a name, such as Accelerator.NVIDIA_L4, or give memory in Accelerator.of',
    };
  }
  return { what: `the version of ${engine.name} is not known`, fix: 'give the version of the engine' };
}
