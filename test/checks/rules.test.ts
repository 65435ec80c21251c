import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { EXAMPLES } from './examples-in-folder';
import { RuleExamples } from './rule-examples';
import { Findings } from '../../src';
import { Answer, NOT_APPLICABLE, Rule } from '../../src/checks/rule';
import { RuleId, RULES } from '../../src/checks/rules';
import { chartIn, errorOfSynth, findingsOf, plainModel, plainProfile, stderrOf } from '../fixtures';

const SOURCES = join(__dirname, '..', '..', 'src', 'checks', 'rules');

/** Everything that a rule answers while the findings of a chart are looked for. */
function answersOf(id: RuleId, make: (chart: Chart) => unknown): Answer[] {
  const chart = chartIn('ml');
  make(chart);
  const asked = jest.spyOn(RULES[id] as Rule<unknown>, 'check');
  try {
    Findings.of(chart);
    return asked.mock.results.map(({ value }) => value as Answer);
  } finally {
    asked.mockRestore();
  }
}

describe('test/checks/rules', () => {
  test('has examples for every rule, in a file of its id, and no others', () => {
    const missing = Object.keys(RULES).filter(id => !EXAMPLES.has(id));
    expect(missing.map(id => `write test/checks/rules/${id}.ts: what fires, what holds, and each fix`)).toEqual([]);
    expect([...EXAMPLES.keys()].filter(id => !Object.hasOwn(RULES, id))).toEqual([]);
  });
});

describe('the rules', () => {
  test('say why in words that end in no period', () => {
    for (const { why } of Object.values(RULES)) expect(why).toMatch(/^[a-zA-Z].{20,}[^.]$/);
  });
});

describe.each([...EXAMPLES] as [RuleId, RuleExamples][])('%s', (rule, { fires, holds, spared, more = {}, says }) => {
  test('is found, with the value, the reason and a fix', () => {
    const chart = chartIn('ml');
    fires(chart);

    const found = findingsOf(chart, rule);

    expect(found.length).toBeGreaterThan(0);
    expect(found.map(finding => finding.what)).toContainEqual(expect.stringMatching(says));
    for (const { severity, why, fix, path } of found) {
      expect({ severity, why }).toEqual({ severity: RULES[rule].severity, why: RULES[rule].why });
      expect(fix).toMatch(/\w{3}/);
      expect(App.of(chart).node.findAll().map(construct => construct.node.path)).toContain(path);
    }
  });

  test('is found in each other way that there is to it', () => {
    for (const make of more.fires ?? []) {
      const chart = chartIn('ml');
      make(chart);
      expect(findingsOf(chart, rule)).not.toEqual([]);
    }
  });

  test('is not found where nothing is wrong', () => {
    for (const make of [holds, ...more.holds ?? [], ...more.spared ?? []]) {
      const chart = chartIn('ml');
      make(chart);
      expect(findingsOf(chart, rule)).toEqual([]);
    }
  });

  test(RULES[rule].severity === 'error' ? 'stops synth' : 'is printed, and does not stop synth', () => {
    const chart = chartIn('ml');
    fires(chart);
    const stderr = stderrOf(() => {
      if (RULES[rule].severity === 'error') expect(errorOfSynth(chart)).toContain(`${rule}: `);
      else expect(App.of(chart).synthYaml()).toContain('kind: ');
    });
    expect(stderr.some(line => line.includes(`${rule}: `))).toBe(RULES[rule].severity === 'warning');
  });

  if ('topic' in RULES[rule]) {
    test('looks at what holds, and finds nothing wrong', () => {
      for (const make of [holds, ...more.holds ?? []]) expect(answersOf(rule, make)).toContainEqual([]);
    });
  }

  if (readFileSync(join(SOURCES, `${rule}.ts`), 'utf8').includes('NOT_APPLICABLE')) {
    test('is not applicable where there is nothing that it is about', () => {
      for (const make of [spared ?? (chart => plainModel(chart)), ...more.spared ?? []]) expect(answersOf(rule, make)).toContain(NOT_APPLICABLE);
    });
  }
});

test('a plain model, as the tests above use it, has no finding', () => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { profile: plainProfile(chart) });
  expect(Findings.of(chart)).toEqual([]);
});
