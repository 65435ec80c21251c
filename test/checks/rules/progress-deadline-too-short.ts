import { Duration } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.minutes(20) } }),
  holds: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.seconds(1201) } }),
  says: /1200 s.*1200 s/,
  fixes: [{
    fix: /leave it out, or raise it well above the start-up budget/,
    broken: model({ timing: { progressDeadline: Duration.seconds(60) } }),
    mended: [model(), model({ timing: { progressDeadline: Duration.hours(1) } })],
  }],
};
