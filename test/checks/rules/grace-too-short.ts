import { Duration } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(39) } }),
  holds: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(40) } }),
  says: /39 s.*10 s.*20 s/,
  fixes: [{
    fix: /leave it out, or raise it to at least 55 s, or lower timing\.drain/,
    broken: model({ timing: { terminationGracePeriod: Duration.seconds(30) } }),
    mended: [
      model(), model({ timing: { terminationGracePeriod: Duration.seconds(55) } }),
      model({ timing: { terminationGracePeriod: Duration.seconds(30), drain: Duration.seconds(5) } }),
    ],
  }],
};
