import { at, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** What a policy records, and no scaler does. */
export const rule: Rule<Recorded> = {
  severity: Severity.WARNING,
  why: 'no scaler of Kubernetes and none of KEDA predicts the load from an AutoscalingPolicy: it is written down, and nothing else',
  check({ predictive, isRecordOnly }) {
    return isRecordOnly || at(predictive, 'enabled') !== true ? [] : [{
      what: 'predictive is enabled, and only recorded',
      fix: 'use Scaling.bySchedule for load that comes at known times, or acknowledge the finding when something of your own reads it',
    }];
  },
};

/** What is recorded, and whether anything else is made. */
export interface Recorded {
  readonly predictive?: Json;
  readonly isRecordOnly: boolean;
}
