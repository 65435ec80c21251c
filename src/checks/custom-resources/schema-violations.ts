import { SchemaViolation, Step, valueAt, violation } from './violation';
import { asObject } from '../../ground/objects';
import { ResourceSchema, SchemaError } from '../../ground/resource-schema';

/** The message about one JSON-schema keyword, in our words. */
interface Wording {
  readonly rule: string;
  readonly problem: string;
  readonly fix: string;
}

/** The words for each keyword; `range` are the values that the field takes by the description of the CRD. */
const WORDINGS: Readonly<Record<string, (params: SchemaError['params'], range: string | undefined, value: unknown) => Wording>> = {
  type: ({ type }, _range, value) => {
    const names = typeNames(type);
    const quoted = names.includes('string') && ['number', 'boolean'].includes(typeof value);
    return {
      rule: `type ${names}`,
      problem: `must be of type ${names}`,
      fix: quoted ? `write it as a string, "${String(value)}"` : `give a value of type ${names}`,
    };
  },
  pattern: ({ pattern }, range) => ({
    rule: `pattern ${pattern}`,
    problem: `must match ${pattern}`,
    fix: `give ${range ?? `a value that matches ${pattern}`}`,
  }),
  enum: ({ allowedValues }) => {
    const values = allowedValues!.map((value) => JSON.stringify(value)).join(', ');
    return { rule: `enum ${values}`, problem: `must be one of ${values}`, fix: `give one of ${values}` };
  },
  minLength: ({ limit }, range) => bound('minLength', limit, `must have at least ${count(limit, 'character')}`, range),
  maxLength: ({ limit }, range) => bound('maxLength', limit, `must have at most ${count(limit, 'character')}`, range),
  minimum: ({ limit }, range) => bound('minimum', limit, `must be at least ${limit}`, range),
  maximum: ({ limit }, range) => bound('maximum', limit, `must be at most ${limit}`, range),
  exclusiveMinimum: ({ limit }, range) => bound('exclusiveMinimum', limit, `must be more than ${limit}`, range),
  exclusiveMaximum: ({ limit }, range) => bound('exclusiveMaximum', limit, `must be less than ${limit}`, range),
  multipleOf: ({ multipleOf }, range) => bound('multipleOf', multipleOf, `must be a multiple of ${multipleOf}`, range),
  minItems: ({ limit }, range) => bound('minItems', limit, `must have at least ${count(limit, 'item')}`, range),
  maxItems: ({ limit }, range) => bound('maxItems', limit, `must have at most ${count(limit, 'item')}`, range),
  minProperties: ({ limit }, range) => bound('minProperties', limit, `must have at least ${count(limit, 'field')}`, range),
  maxProperties: ({ limit }, range) => bound('maxProperties', limit, `must have at most ${count(limit, 'field')}`, range),
};

/** The violations that the schema of the CRD finds in an object without absent members, with the fields that it asks for and does not know. */
export function schemaViolations(resource: object, schema: ResourceSchema): SchemaViolation[] {
  return schema.errors(resource).map((error) => toViolation(error, resource, schema));
}

/** Fields that the CRD does not know and that are null: the API server sees them before it takes them as left out. */
export function unknownNulls(resource: object, schema: ResourceSchema): SchemaViolation[] {
  return schema.errors(resource).filter(({ instancePath, params }) => {
    if (params.additionalProperty === undefined) return false;
    return asObject(valueAt(resource, stepsOf(instancePath, resource)))?.[params.additionalProperty] === null;
  }).map((error) => toViolation(error, resource, schema));
}

function toViolation(error: SchemaError, resource: object, { ranges }: ResourceSchema): SchemaViolation {
  const steps = stepsOf(error.instancePath, resource);
  const value = valueAt(resource, steps);
  const rangeOf = (at: readonly Step[]) => ranges[schemaPath(at)];
  const { missingProperty, additionalProperty } = error.params;
  if (missingProperty !== undefined) {
    return violation([...steps, missingProperty], undefined, 'required', 'is required', `give ${rangeOf([...steps, missingProperty]) ?? missingProperty}`);
  }
  if (additionalProperty !== undefined) {
    const unknown = valueAt(value, [additionalProperty]);
    return violation([...steps, additionalProperty], unknown, 'unknown-field', 'is not a field of the custom resource', 'remove it, or correct its name');
  }
  const { rule, problem, fix } = WORDINGS[error.keyword]!(error.params, rangeOf(steps), value);
  return violation(steps, value, rule, problem, fix);
}

/** The steps of a JSON pointer; a number is an index only where the value is a list. */
function stepsOf(pointer: string, root: unknown): Step[] {
  let value = root;
  return pointer.split('/').slice(1).map((part) => {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const step = Array.isArray(value) ? Number(name) : name;
    value = valueAt(value, [step]);
    return step;
  });
}

/** The place in the schema, as `ranges` names it. */
function schemaPath(steps: readonly Step[]): string {
  return steps.map((step, index) => typeof step === 'number' ? '[]' : index === 0 ? step : `.${step}`).join('');
}

function bound(keyword: string, limit: number | undefined, problem: string, range: string | undefined): Wording {
  return { rule: `${keyword} ${limit}`, problem, fix: `give ${range ?? problem.replace(/^must (be|have) /, '')}` };
}

function count(limit: number | undefined, noun: string): string {
  return `${limit} ${noun}${limit === 1 ? '' : 's'}`;
}

function typeNames(type: string | readonly string[] | undefined): string {
  return [type!].flat().join(' or ');
}
