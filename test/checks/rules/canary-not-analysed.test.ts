import { Duration } from 'cdk8s';
import { CanaryOptions } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { elsewhere, route } from '../traffic-examples';

function said(canary: CanaryOptions): string[] {
  const chart = chartIn('ml');
  route({ routes: [{ to: elsewhere('one') }, { to: elsewhere('two') }], canary: { trafficSplit: { stable: 90, canary: 10 }, ...canary } })(chart);
  return findingsOf(chart, 'canary-not-analysed').map(({ what }) => what);
}

const analysis = { threshold: 95, interval: Duration.minutes(5) };
const rollback = { automatic: true };

test('each part of a canary that nothing acts on is named', () => {
  expect(said({ analysis })).toEqual(['analysis of canary is only recorded: no object here acts on it']);
  expect(said({ rollback })).toEqual(['rollback of canary is only recorded: no object here acts on it']);
  expect(said({ analysis, rollback })).toEqual(['analysis and rollback of canary are only recorded: no object here acts on them']);
  expect([said({}), said({ enabled: false, analysis })]).toEqual([[], []]);
});
