import { readFileSync } from 'fs';
import { join } from 'path';
import { generatedOf, idsInFolder } from '../../scripts/rules';
import { Rule, RuleWords } from '../../src/checks/rule';
import { RULES } from '../../src/checks/rules';

const ROOT = join(__dirname, '..', '..');
const rules = Object.entries<RuleWords>(RULES);
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('src/checks/rules', () => {
  test('has a file for each rule of the list, and no other: mend it with npm run generate:rules', () => {
    expect(Object.keys(RULES)).toEqual(idsInFolder());
  });

  test.each(Object.entries(generatedOf(new Map(rules))))('%s is what the files say: mend it with npm run generate:rules', (path, text) => {
    expect(textOf(path)).toBe(text);
  });

  test('has a check in each file, or names the mechanism that says it', () => {
    const silent = rules.filter(([, rule]) => (rule as Partial<Rule<unknown>>).check === undefined && rule.saidBy === undefined);
    expect(silent.map(([id]) => id)).toEqual([]);
  });

  test.each(rules.filter(([, { saidBy }]) => saidBy !== undefined))('%s is said by the files that it names', (id, { saidBy }) => {
    for (const file of saidBy!) expect(textOf(`src/checks/${file}.ts`)).toContain(`'${id}'`);
  });

  test('is named by every mechanism that says a rule of it', () => {
    const mechanisms = [...new Set(rules.flatMap(([, { saidBy = [] }]) => saidBy))];
    const unsaid = mechanisms.flatMap(file => [...textOf(`src/checks/${file}.ts`).matchAll(/(?<!judgeBy\()'([a-z]+(?:-[a-z]+)+)'/g)]
      .filter(([, id]) => Object.hasOwn(RULES, id) && !rules.find(([known]) => known === id)![1].saidBy?.includes(file))
      .map(([, id]) => `${id}: add ${file} to its saidBy`));
    expect(unsaid).toEqual([]);
  });
});
