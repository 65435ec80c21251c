import { schemaViolations, unknownNulls } from '../../../src/checks/custom-resources/schema-violations';
import { ResourceSchema, SchemaError } from '../../../src/ground/resource-schema';

/** A schema that finds these errors, and says of one field which values it takes. */
function finding(...errors: SchemaError[]): ResourceSchema {
  return {
    group: 'example.com', apiVersion: 'example.com/v1', kind: 'Pool', name: 'pools.example.com', uniqueLists: [], rules: [], defaults: {}, ranges: { 'spec.sizes[].most': 'a size that fits', 'spec.name': 'a short name' }, errors: () => errors,
  };
}

const RESOURCE = { spec: { size: 5, on: true, name: 'a', items: ['a'], sizes: [{ most: 7 }], gone: null, nested: { '0': 'b', 'a/b~c': 'd' } } };

/** Rule, message and fix of the only violation. */
function words(instancePath: string, keyword: string, params: SchemaError['params']): string[] {
  const [{ rule, message, fix }] = schemaViolations(RESOURCE, finding({ instancePath, keyword, params }));
  return [rule, message, fix];
}

describe('a violation of the keyword', () => {
  test.each<[string, string, SchemaError['params'], string, string, string]>([
    ['type', '/spec/size', { type: 'string' }, 'type string', 'spec.size must be of type string, got 5', 'write it as a string, "5"'],
    ['type', '/spec/on', { type: 'string' }, 'type string', 'spec.on must be of type string, got true', 'write it as a string, "true"'],
    ['type', '/spec/items', { type: 'string' }, 'type string', 'spec.items must be of type string, got ["a"]', 'give a value of type string'],
    ['type', '/spec/size', { type: 'boolean' }, 'type boolean', 'spec.size must be of type boolean, got 5', 'give a value of type boolean'],
    ['type', '/spec/items', { type: ['integer', 'string'] }, 'type integer or string', 'spec.items must be of type integer or string, got ["a"]', 'give a value of type integer or string'],
    ['pattern', '/spec/items/0', { pattern: '^b$' }, 'pattern ^b$', 'spec.items[0] must match ^b$, got "a"', 'give a value that matches ^b$'],
    ['pattern', '/spec/name', { pattern: '^b$' }, 'pattern ^b$', 'spec.name must match ^b$, got "a"', 'give a short name'],
    ['enum', '/spec/name', { allowedValues: ['b', 1] }, 'enum "b", 1', 'spec.name must be one of "b", 1, got "a"', 'give one of "b", 1'],
    ['minLength', '/spec/items/0', { limit: 2 }, 'minLength 2', 'spec.items[0] must have at least 2 characters, got "a"', 'give at least 2 characters'],
    ['minLength', '/spec/items/0', { limit: 1 }, 'minLength 1', 'spec.items[0] must have at least 1 character, got "a"', 'give at least 1 character'],
    ['maxLength', '/spec/items/0', { limit: 0 }, 'maxLength 0', 'spec.items[0] must have at most 0 characters, got "a"', 'give at most 0 characters'],
    ['minimum', '/spec/size', { limit: 6 }, 'minimum 6', 'spec.size must be at least 6, got 5', 'give at least 6'],
    ['maximum', '/spec/sizes/0/most', { limit: 6 }, 'maximum 6', 'spec.sizes[0].most must be at most 6, got 7', 'give a size that fits'],
    ['exclusiveMinimum', '/spec/size', { limit: 5 }, 'exclusiveMinimum 5', 'spec.size must be more than 5, got 5', 'give more than 5'],
    ['exclusiveMaximum', '/spec/size', { limit: 5 }, 'exclusiveMaximum 5', 'spec.size must be less than 5, got 5', 'give less than 5'],
    ['multipleOf', '/spec/size', { multipleOf: 2 }, 'multipleOf 2', 'spec.size must be a multiple of 2, got 5', 'give a multiple of 2'],
    ['minItems', '/spec/items', { limit: 2 }, 'minItems 2', 'spec.items must have at least 2 items, got ["a"]', 'give at least 2 items'],
    ['maxItems', '/spec/items', { limit: 0 }, 'maxItems 0', 'spec.items must have at most 0 items, got ["a"]', 'give at most 0 items'],
    ['minProperties', '/spec/sizes/0', { limit: 2 }, 'minProperties 2', 'spec.sizes[0] must have at least 2 fields, got {"most":7}', 'give at least 2 fields'],
    ['maxProperties', '/spec/sizes/0', { limit: 1 }, 'maxProperties 1', 'spec.sizes[0] must have at most 1 field, got {"most":7}', 'give at most 1 field'],
    ['required', '/spec/sizes/0', { missingProperty: 'least' }, 'required', 'spec.sizes[0].least is required', 'give least'],
    ['required', '/spec/sizes/0', { missingProperty: 'most' }, 'required', 'spec.sizes[0].most is required', 'give a size that fits'],
    ['additionalProperties', '/spec', { additionalProperty: 'size' }, 'unknown-field', 'spec.size is not a field of the custom resource, got 5', 'remove it, or correct its name'],
    ['pattern', '/spec/nested/0', { pattern: 'c' }, 'pattern c', 'spec.nested["0"] must match c, got "b"', 'give a value that matches c'],
    ['pattern', '/spec/nested/a~1b~0c', { pattern: 'c' }, 'pattern c', 'spec.nested["a/b~c"] must match c, got "d"', 'give a value that matches c'],
  ])('%s at %s %j names the rule, the value and what to give', (keyword, path, params, ...said) => {
    expect(words(path, keyword, params)).toEqual(said);
  });
});

test('an unknown field that is null is said, and no other field is', () => {
  const errors = ['gone', 'size', 'none'].map((additionalProperty): SchemaError => ({ instancePath: '/spec', keyword: 'additionalProperties', params: { additionalProperty } }));
  const other: SchemaError = { instancePath: '/spec', keyword: 'type', params: { type: 'string' } };
  expect(unknownNulls(RESOURCE, finding(...errors, other)).map(({ path }) => path)).toEqual(['spec.gone']);
  expect(unknownNulls(RESOURCE, finding({ ...errors[0], instancePath: '/spec/size' }))).toEqual([]);
});
