import { bytesOf, showBytes } from '../../ground/bytes';
import { derivedScratch } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The size of the scratch volume against what the server is known to write there. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a Pod that writes more to its scratch volume than this is evicted, and again after each restart',
  topic: 'cache',
  check({ plan }) {
    const { engine, settings: { scratch } } = plan;
    if (scratch === undefined) return NOT_APPLICABLE;
    const [room, least] = [bytesOf(scratch), bytesOf(engine._facts.scratchSize)];
    const copied = bytesOf(derivedScratch(plan)) - least;
    const why = room < copied
      ? `copies of the model take ${showBytes(copied)}`
      : room * FEW < least ? `caches and temporary files of ${engine.name} are given ${showBytes(least)} unless you say it` : undefined;
    return why === undefined ? [] : [{
      what: `scratch holds ${showBytes(room)}, and ${why}`,
      fix: 'leave scratch out to derive it, or give it in the unit that is meant, for example Size.gibibytes(10); acknowledge this where you saw '
        + 'that it is enough',
    }];
  },
};

/** So many times less than is derived is taken for a slip in the unit: the derived sizes have much to spare, and vLLM was seen to write 150 MiB of 10 GiB. */
const FEW = 100;
