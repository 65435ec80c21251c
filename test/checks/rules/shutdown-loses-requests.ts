import { Duration } from 'cdk8s';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(0) } }),
  holds: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(1) } }),
  says: /drain is 0 s: requests in flight are cut off/,
  fixes: [
    { fix: /leave timing\.preStopDelay out/, broken: model({ timing: { preStopDelay: Duration.seconds(0) } }), mended: [model()] },
    { fix: /leave timing\.drain out, or give it as long/, broken: model({ timing: { drain: Duration.seconds(0) } }), mended: [model(), model({ timing: { drain: Duration.seconds(60) } })] },
  ],
};
