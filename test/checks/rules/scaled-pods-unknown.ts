import { MetricTarget, MetricSource, Scaler, Scaling, VllmEngine } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { outside } from '../scaling-examples';

const engine = new VllmEngine({ version: '0.32.0' });
const scaler = Scaler.keda({ serverAddress: 'http://prometheus:9090' });
const measured = (kind: string, scaling = [Scaling.byQueue(4)]) => outside({ scaler, scaling }, { apiVersion: 'acme.example.com/v1', kind, name: 'llama', engine });
const own = Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'waiting', query: 'sum(waiting{team="a"})', target: MetricTarget.averageValue('4') });

export const examples: RuleExamples = {
  fires: measured('Fleet'),
  holds: measured('StatefulSet'),
  spared: outside(),
  says: /it is not known how a Fleet calls its Pods, and the query takes all that begin with "llama-"/,
  fixes: [{
    fix: /use Scaling\.byMetric with a query of your own, or acknowledge this where no other Pods begin so/,
    broken: measured('Fleet'),
    mended: [measured('Fleet', [own]), acknowledged('scaled-pods-unknown', measured('Fleet'))],
  }],
};
