import { isWithin, ruleViolations } from './cel-rules';
import { mountRules, resourceRules } from './container-rules';
import { withDefaults } from './defaults';
import { duplicateItems } from './duplicates';
import { metadataViolations } from './metadata';
import { modelRuleViolations } from './model-rules';
import { schemaViolations, unknownNulls } from './schema-violations';
import { SchemaViolation, violation } from './violation';
import { withoutAbsent } from '../../ground/absent';
import { asObject } from '../../ground/objects';
import { ResourceSchema } from '../../ground/resource-schema';
import { SCHEMAS } from '../../imports/schemas.generated';

export type { SchemaViolation } from './violation';

/** Where a rule of a CRD is said with more exact paths and fixes than the CRD's own message has, by the name of the CRD. */
const EXACT: Readonly<Record<string, (resource: object) => SchemaViolation[]>> = {
  'models.registry.matrixinfer.ai': modelRuleViolations,
  'modelinfers.workload.matrixinfer.ai': resource => [...resourceRules(resource, ['spec', 'resources']), ...mountRules(resource, ['spec'])],
};

/** The schema that an object is judged by: of its group and kind, or of its kind when no group has it. */
export function trySchemaOf({ apiVersion, kind }: { readonly apiVersion?: unknown; readonly kind?: unknown }): ResourceSchema | undefined {
  const sameKind = SCHEMAS.filter(known => known.kind === kind);
  return (sameKind.find(({ group }) => String(apiVersion).split('/')[0] === group) ?? sameKind[0])?.load();
}

/**
 * Everything that the API server would refuse a custom resource for, by the CRD that this library installs: the schema, the rules
 * between fields, duplicates, unknown fields and metadata. At most one violation for each path; empty for a good one.
 */
export function validateResource(resource: object, schema: ResourceSchema): SchemaViolation[] {
  const { apiVersion, kind, metadata } = asObject(resource) ?? {};
  const present = withoutAbsent(resource);
  const judged = withDefaults(present, schema.defaults) as object;
  const basic = firstOfEachPath([
    ...fixedValue('apiVersion', apiVersion, schema.apiVersion),
    ...fixedValue('kind', kind, schema.kind),
    ...metadataViolations(metadata),
    ...schema.errors(judged).length === 0 ? [] : schemaViolations(judged, schema), // what it says of an error is loaded for one
    ...present === resource ? [] : unknownNulls(resource, schema),
  ]);
  const exact = firstOfEachPath(outside(basic, [...duplicateItems(judged, schema), ...EXACT[schema.name]?.(judged) ?? []]));
  const saidExactly = (path: string) => exact.some(other => isWithin(other.path, path) || isWithin(path, other.path));
  return [...basic, ...exact, ...firstOfEachPath(ruleViolations(judged, schema, basic)).filter(({ path }) => !saidExactly(path))];
}

function fixedValue(field: string, value: unknown, expected: string): SchemaViolation[] {
  return value === expected ? [] : [violation([field], value, `equals ${expected}`, `must be ${expected}`, `write ${field}: ${expected}`)];
}

function firstOfEachPath(violations: readonly SchemaViolation[]): SchemaViolation[] {
  const seen = new Set<string>();
  return violations.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/** Those of `later` that are neither at nor below a path that is refused already. */
function outside(refused: readonly SchemaViolation[], later: readonly SchemaViolation[]): SchemaViolation[] {
  return later.filter(({ path }) => !refused.some(other => isWithin(path, other.path)));
}
