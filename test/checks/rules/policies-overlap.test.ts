import { AutoscalingPolicy, Scaler, Scaling } from '../../../src';
import { chartIn, findingsOf, plainModel, rulesOf } from '../../fixtures';

test('is said of models of the app too, and two of a kind are an error as ever', () => {
  const chart = chartIn('ml');
  const target = plainModel(chart);
  const props = { target, minReplicas: 2, maxReplicas: 4, scaling: [Scaling.byCpu(0.6)] };
  const policy = (id: string, scaler?: Scaler) => new AutoscalingPolicy(chart, id, { ...props, scaler });
  policy('recorded', Scaler.recordOnly());
  policy('acting');
  expect(findingsOf(chart, 'policies-overlap').map(({ path }) => path)).toEqual(['chart/recorded']);
  expect(rulesOf(chart)).not.toContain('autoscalers-overlap');
  policy('again', Scaler.recordOnly());
  expect(findingsOf(chart, 'policies-overlap').map(({ path }) => path)).toEqual(['chart/recorded', 'chart/again']);
  expect(findingsOf(chart, 'autoscalers-overlap').map(({ path, what }) => [path, what])).toEqual([['chart/again', 'chart/recorded scales model too']]);
});
