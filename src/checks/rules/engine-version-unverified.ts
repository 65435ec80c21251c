import { ServingEngine } from '../../engines/serving-engine';
import { Severity } from '../../values/finding';
import { flagsOf } from '../flags-of-engine';
import { NOT_APPLICABLE, Rule } from '../rule';
import { unverifiedVersion } from '../unverified-version';

/** The version of an engine against those that the data of its flags has. */
export const rule: Rule<ServingEngine> = {
  severity: Severity.WARNING,
  why: 'its flags are checked against another version, the newest or oldest that the library knows',
  everyApp: true,
  pitfall: 11,
  check(engine) {
    const known = flagsOf(engine);
    if (!known) return NOT_APPLICABLE;
    const said = unverifiedVersion(engine.name, engine.version, known);
    return said === undefined ? [] : [said];
  },
};
