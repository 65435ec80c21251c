import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { validateModel } from '../../../src/checks/model-schema/model-schema';

const folder = (name: string) => join(__dirname, '..', '..', name);
const files = (name: string) => readdirSync(folder(name)).sort();
const text = (name: string, file: string) => readFileSync(join(folder(name), file), 'utf8');

describe('the documents in test/valid', () => {
  test.each(files('valid'))('%s is accepted', (file) => {
    expect(validateModel(parse(text('valid', file)) as object)).toEqual([]);
  });
});

describe('the documents in test/invalid', () => {
  test('are at least 45', () => {
    expect(files('invalid').length).toBeGreaterThanOrEqual(45);
  });

  test.each(files('invalid'))('%s fails at the one path and by the one rule that it names', (file) => {
    // GIVEN
    const document = text('invalid', file);
    const [, path, rule] = /^# expect: (.+) (\S+)\n/.exec(document) ?? [];

    // WHEN
    const violations = validateModel(parse(document) as object);

    // THEN
    expect(violations.map((violation) => `${violation.path} ${violation.rule.split(' ')[0]}`)).toEqual([`${path} ${rule}`]);
  });

  test.each(files('invalid'))('%s fails with a message that names the field, and a fix; lowercase, no period', (file) => {
    const [violation] = validateModel(parse(text('invalid', file)) as object);
    expect(violation?.message.startsWith(`${violation.path} `)).toBe(true);
    expect(violation?.message.endsWith('.')).toBe(false);
    expect(violation?.fix).toMatch(/^[a-z].*[^.]$/);
    if (violation?.value !== 'nothing') expect(violation?.message.endsWith(`, got ${violation.value}`)).toBe(true);
  });
});
