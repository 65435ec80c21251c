import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allDocuments, RESOURCES } from './kept-documents';
import { SchemaNode, walk } from '../../../scripts/crd/crd-file';
import { withDefaults } from '../../../src/checks/custom-resources/defaults';
import { placesAt } from '../../../src/checks/custom-resources/places';
import { validateResource } from '../../../src/checks/custom-resources/validate';
import { withoutAbsent } from '../../../src/ground/absent';

const ROOT = join(__dirname, '..', '..', '..');

/** Keywords of a schema that refuse something, as the first word of a rule names them. */
const KEYWORDS = ['pattern', 'enum', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'required'] as const;

/** Keywords that a schema uses outside of the status. */
function usedKeywords(schema: SchemaNode): string[] {
  const used = new Set<string>(['type', 'unknown-field']);
  walk(schema, (path, node) => {
    if (/^status\b/.test(path)) return;
    for (const keyword of KEYWORDS) if (node[keyword] !== undefined) used.add(keyword);
  });
  return [...used];
}

describe.each(RESOURCES)('$name', ({ name, crd, schema, valid, invalid }) => {
  const judged = invalid.map(({ file, resource, expected = '' }) => ({ file, rule: expected.split(' ').at(-1), resource: withDefaults(withoutAbsent(resource), schema.defaults) }));

  test(`has valid documents in test/valid/${name}, and invalid ones in test/invalid/${name}`, () => {
    expect({ valid: valid.length > 0, invalid: invalid.length > 0 }).toEqual({ valid: true, invalid: true });
  });

  test('has an invalid document for each keyword that its CRD uses', () => {
    const rules = new Set(judged.map(({ rule }) => rule));
    const missing = usedKeywords(crd.crd.spec.versions[0]!.schema.openAPIV3Schema).filter((keyword) => !rules.has(keyword));
    expect(missing.map((keyword) => `no document in test/invalid/${name} is refused by ${keyword}`)).toEqual([]);
  });

  test('has an invalid document for each rule and each list without duplicates', () => {
    const missing = schema.rules.filter(({ path, holds }) => !judged.some(({ resource }) => placesAt(resource, path).some(({ value }) => {
      try { return !holds(value); } catch { return false; }
    })));
    const lists = schema.uniqueLists.filter(({ path }) => !invalid.some(({ expected = '' }) => expected.replace(/\[\d+\]/g, '[]').startsWith(`${path}[] duplicate`)));
    expect([...missing.map(({ path, message }) => `no document in test/invalid/${name} breaks the rule of ${path}: ${message}`), ...lists.map(({ path }) => `none has a duplicate in ${path}`)]).toEqual([]);
  });

  test('is made somewhere in src/', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.startsWith('imports'));
    const made = new RegExp(`kind: '${schema.kind}'|, '${schema.kind}',`); // written, or given to what writes it
    const makes = files.some(file => made.test(readFileSync(join(ROOT, 'src', file), 'utf8')));
    expect(makes ? [] : [`no file of src/ makes an object of kind: '${schema.kind}': write its construct`]).toEqual([]);
  });
});

describe('documents in test/valid', () => {
  test.each(allDocuments('valid'))('$name is accepted', ({ resource, schema }) => {
    expect(validateResource(resource, schema)).toEqual([]);
  });
});

describe('documents in test/invalid', () => {
  test.each(allDocuments('invalid'))('$name fails at the one path and by the one rule that it names', ({ resource, schema, expected }) => {
    // WHEN
    const violations = validateResource(resource, schema);

    // THEN
    expect(violations.map(({ path, rule }) => `${path} ${rule.split(' ')[0]}`)).toEqual([expected]);
  });

  test.each(allDocuments('invalid'))('$name fails with a message that names the field, and a fix; lowercase, no period', ({ resource, schema }) => {
    const [violation] = validateResource(resource, schema);
    expect(violation?.message.startsWith(`${violation.path} `)).toBe(true);
    expect(violation?.message.endsWith('.')).toBe(false);
    expect(violation?.fix).toMatch(/^[a-z].*[^.]$/);
    if (violation?.value !== 'nothing') expect(violation?.message.endsWith(`, got ${violation.value}`)).toBe(true);
  });

  test('are refused in these words', () => {
    const words = allDocuments('invalid').flatMap(({ resource, schema }) => validateResource(resource, schema).map(({ message, fix }) => `${message}\n    fix: ${fix}`));
    expect(words.join('\n')).toMatchSnapshot();
  });
});
