import { InferencePool, ModelServer, Monitoring, Scaler, Scaling } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { policy } from '../scaling-examples';

const monitoring = Monitoring.prometheus();
const args = ['--disable-log-stats'];

export const examples: RuleExamples = {
  fires: vllm({ monitoring, args }),
  holds: vllm({ monitoring }),
  spared: vllm({ args }),
  more: {
    fires: [vllm({ monitoring, args: ['--no-log-stats'] }), vllm({ monitoring, args: ['--no-enable-log-stats'] }), policy({ scaling: [Scaling.byQueue(4), Scaling.byCacheUse(0.8)] }, { args })],
    spared: [policy({ scaling: [Scaling.byCpu(0.6)] }, { args })],
  },
  says: /the model is monitored, and --disable-log-stats switches the metrics of vLLM off/,
  fixes: [{
    fix: /remove --disable-log-stats from args, or use Monitoring\.none\(\)/,
    broken: vllm({ monitoring, args }),
    mended: [vllm({ monitoring }), vllm({ monitoring: Monitoring.none(), args })],
  }, {
    fix: /remove --disable-log-stats from args, or scale by something else/,
    broken: policy({}, { args }),
    mended: [policy(), policy({ scaling: [Scaling.byCpu(0.6)] }, { args })],
  }, {
    fix: /remove --disable-log-stats from args, or scale by something else/,
    broken: policy({ scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }) }, { args }),
    mended: [policy({ scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }) })],
  }, {
    fix: /remove --disable-log-stats from args, or lead to a ModelServer/,
    broken: chart => new InferencePool(chart, 'pool', { target: vllm({ args })(chart) }),
    mended: [chart => new InferencePool(chart, 'pool', { target: vllm()(chart) }), chart => new ModelServer(chart, 'server', { target: vllm({ args })(chart) })],
  }],
};
