import { Duration } from 'cdk8s';
import { LifecycleHook } from '../../../src';
import { plainModel } from '../../fixtures';
import { acknowledged, model, RuleExamples } from '../rule-examples';

const hooked = model({ pod: { lifecycle: { preStop: LifecycleHook.exec(['stop']) } } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(0) } }),
  holds: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(1) } }),
  says: /drain is 0 s: requests in flight are cut off/,
  fixes: [
    {
      fix: /let the hook wait for 15 s/,
      broken: hooked,
      mended: [model(), acknowledged('shutdown-loses-requests', chart => plainModel(chart, 'model', { pod: { lifecycle: { preStop: LifecycleHook.exec(['sleep', '15']) } } }))],
    },
    { fix: /leave timing\.preStopDelay out/, broken: model({ timing: { preStopDelay: Duration.seconds(0) } }), mended: [model()] },
    { fix: /leave timing\.drain out, or give it as long/, broken: model({ timing: { drain: Duration.seconds(0) } }), mended: [model(), model({ timing: { drain: Duration.seconds(60) } })] },
  ],
};
