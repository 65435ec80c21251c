import { readFileSync } from 'fs';
import { join } from 'path';
import { Findings } from '../../src';
import { RuleWords } from '../../src/checks/rule';
import { RULES } from '../../src/checks/rules';
import { chartIn } from '../fixtures';

describe('docs/rules.md', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8');
  const rows = page.split('\n').filter(line => line.startsWith('| `')).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()));

  test('has each rule once, sorted, with the severity, words and pitfall of the code', () => {
    const rules = Object.entries<RuleWords>(RULES);
    expect(rows).toEqual(rules.map(([id, { severity, why, pitfall }]) => [`\`${id}\``, severity, why, pitfall === undefined ? '' : `[P${pitfall}](pitfalls.md)`]));
  });

  test('says how to acknowledge with a rule that is there and can be acknowledged', () => {
    const [, rule, reason] = /Findings\.acknowledge\(model, '([^']+)', '([^']+)'\)/.exec(page)!;
    expect(RULES).toHaveProperty([rule, 'severity'], 'warning');
    expect(() => Findings.acknowledge(chartIn(), rule, reason)).not.toThrow();
  });

  test('points to pitfalls that there are', () => {
    for (const { pitfall } of Object.values<RuleWords>(RULES)) expect(pitfall ?? 1).toBeLessThanOrEqual(15);
  });
});
