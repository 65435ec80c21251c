import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** A path that may be a file, and is handed to the server as a folder. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a single file that is taken for a folder is not found by the server',
  topic: 'source',
  check({ sources }) {
    return sources.flatMap(source => {
      const ending = source._unknownEnding;
      return ending === undefined ? [] : [{
        what: `the source ${JSON.stringify(source.uri)} ends with ${ending}, which no known file does, and the server gets it as a folder`,
        fix: [
          'end it with a slash when it is a folder',
          'when it is a file give it a name with an ending that the server knows (a download takes fileName), or acknowledge the finding',
        ].join('; '),
      }];
    });
  },
};
