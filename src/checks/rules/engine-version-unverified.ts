import { ServingEngine } from '../../engines/serving-engine';
import { Severity } from '../../values/finding';
import { flagsOf } from '../flags-of-engine';
import { NOT_APPLICABLE, Rule } from '../rule';

/** The version of an engine against those that the data of its flags has. */
export const rule: Rule<ServingEngine> = {
  severity: Severity.WARNING,
  why: 'its flags are checked against another version, the newest or oldest that the library knows',
  pitfall: 11,
  check(engine) {
    const known = flagsOf(engine);
    if (!known) return NOT_APPLICABLE;
    return known.covered ? [] : [{
      what: `the flags of ${engine.name} ${engine.version} are not known, and are checked as those of ${known.version}`,
      fix: `use ${engine.name} ${known.version}, or a version of this library that knows ${engine.version}, or acknowledge the finding`,
    }];
  },
};
