import { App } from 'cdk8s';
import { EXAMPLES } from './examples-in-folder';
import { Mending } from './rule-examples';
import { Findings } from '../../src';
import { RuleId, RULES } from '../../src/checks/rules';
import { chartIn } from '../fixtures';

/*
 * What each finding says to do, done: the finding is gone, and no error has come in its place. A rule without a case fails, and so does a fix
 * that nobody can follow.
 */

describe('what a finding says to do', () => {
  test('is tried for every rule', () => {
    expect([...EXAMPLES].filter(([, { fixes }]) => fixes.length === 0).map(([rule]) => rule)).toEqual([]);
  });
});

const cases = [...EXAMPLES].flatMap(([rule, { fixes }]) => fixes.map((mending): [string, RegExp, Mending] => [rule, mending.fix, mending]));

test.each(cases)('%s: %s', (rule, _fix, { fix, broken, mended }) => {
  const before = chartIn('ml');
  broken(before);
  expect(Findings.of(before).filter(finding => finding.rule === rule).map(finding => finding.fix)).toContainEqual(expect.stringMatching(fix));
  for (const mend of mended) {
    const after = chartIn('ml');
    mend(after);
    expect(Findings.of(after).filter(finding => finding.rule === rule || finding.severity === 'error')).toEqual([]);
  }
});

const acknowledgeable = cases.filter(([rule]) => RULES[rule as RuleId].severity === 'warning' && rule !== 'acknowledgement-unused');

test.each(acknowledgeable.map(([rule, , mending]) => [rule, mending] as const))('%s can be acknowledged', (rule, { broken }) => {
  const chart = chartIn('ml');
  broken(chart);
  Findings.acknowledge(App.of(chart), rule, 'it is fine here');
  expect(Findings.of(chart).filter(finding => finding.rule === rule || finding.rule === 'acknowledgement-unused')).toEqual([]);
});
