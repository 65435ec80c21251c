import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The modelId and version of a Model against those of the others. */
export const rule: Rule<Registered> = {
  severity: Severity.ERROR,
  why: 'modelId and version together are documented as unique',
  everyApp: true,
  check({ modelId, version, other }) {
    return other === undefined ? [] : [{
      what: `modelId ${JSON.stringify(modelId)} with version ${JSON.stringify(version)} is also that of ${other}`,
      fix: 'give one of them another modelId or version; one App is for one cluster',
    }];
  },
};

/** A Model of the app. */
export interface Registered {
  readonly modelId: string;
  readonly version: string;
  /** Path of the Model that had both first. */
  readonly other?: string;
}
