import { withoutAbsent } from './absent';
import { ruleViolations } from './cel-rules';
import { duplicateItems } from './list-maps';
import { metadataViolations } from './metadata';
import { schemaViolations, unknownNulls } from './schema-violations';
import { API_VERSION, KIND } from './validator.generated';
import { asRecord, SchemaViolation, violation } from './violation';

export type { SchemaViolation } from './violation';

/**
 * Everything that the API server would refuse a Model for, by the CRD that this library installs: the schema, the rules
 * between fields, duplicates, unknown fields and metadata. At most one violation for each path; empty for a good Model.
 */
export function validateModel(model: object): SchemaViolation[] {
  const { apiVersion, kind, metadata } = asRecord(model) ?? {};
  const present = withoutAbsent(model) as object;
  const basic = firstOfEachPath([
    ...fixedValue('apiVersion', apiVersion, API_VERSION),
    ...fixedValue('kind', kind, KIND),
    ...metadataViolations(metadata),
    ...schemaViolations(present),
    ...present === model ? [] : unknownNulls(model),
  ]);
  return [...basic, ...firstOfEachPath(outside(basic, [...duplicateItems(present), ...ruleViolations(present)]))];
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
  return later.filter(({ path }) => !refused.some((other) => path === other.path || path.startsWith(`${other.path}.`) || path.startsWith(`${other.path}[`)));
}
