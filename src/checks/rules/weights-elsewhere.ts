import { showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A variable that lets the server keep the model that it fetches where nothing is made for it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the volume that is sized for the weights stays empty, and the server writes them where they may have no room',
  topic: 'cache',
  check(subject) {
    const moved = subject.movedWeights;
    if (moved === undefined) return NOT_APPLICABLE;
    const { weights } = subject.plan;
    const volume = `the volume ${JSON.stringify(moved.volume)}`;
    const isSmall = moved.bytes !== undefined && !weights.known && moved.bytes < weights.bytes; // known ones are an error of cache-too-small
    if (moved.closed === undefined && !isSmall) return [];
    const why = moved.closed !== undefined
      ? `and ${volume} ${moved.closed === 'is a file' ? 'is a file' : 'cannot be written'}`
      : `where ${volume} holds ${showBytes(moved.bytes!)}, and the weights may take ${showBytes(weights.bytes)}`;
    return [{
      what: `${moved.said} lets the server keep the model at ${moved.path}, ${why}`,
      fix: 'remove the variable, and use cache of the model; acknowledge the finding where the files are there already',
    }];
  },
};
