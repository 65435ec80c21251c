import { CrdFile, crdFiles, nameOf, onlyVersion, SchemaNode } from '../../../scripts/crd/crd-file';
import type { Step } from '../../../src/checks/custom-resources/violation';

/** A document of plain data. */
export type Document = Record<string, unknown>;

/** Every CRD, and the Model's, of which more is known. */
export const CRDS = crdFiles();
export const MODEL: CrdFile = CRDS.find((file) => nameOf(file) === 'models.registry.matrixinfer.ai')!;

/** The schema of a CRD. */
export function schemaOf(crd: CrdFile): SchemaNode {
  return onlyVersion(crd).schema;
}

/** The steps to the first value that a schema path such as `spec.runtime.env[].name` or `limits{}` stands for. */
export function firstSteps(document: Document, path: string): Step[] {
  const steps: Step[] = [];
  for (const token of path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? []) {
    if (token === '[]') steps.push(0);
    else if (token === '{}') steps.push(Object.keys(at(document, steps) as Document)[0]!);
    else steps.push(token);
  }
  return steps;
}

/** The value that the steps lead to. */
export function at(document: Document, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((value, step) => (value as Record<Step, unknown> | undefined)?.[step], document);
}

/** A copy of the document with another value; undefined removes it. */
export function withValue(document: Document, steps: readonly Step[], value: unknown): Document {
  const copy = structuredClone(document);
  const parent = at(copy, steps.slice(0, -1)) as Record<Step, unknown>;
  const last = steps.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

/** Every value of a document, by its steps. */
export function allSteps(value: unknown, steps: readonly Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [[...steps]];
  const members: Array<[Step, unknown]> = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  return [...steps.length === 0 ? [] : [[...steps]], ...members.flatMap(([step, member]) => allSteps(member, [...steps, step]))];
}
