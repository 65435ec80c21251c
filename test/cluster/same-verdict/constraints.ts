import fc from 'fast-check';
import { goodModels } from './arbitraries';
import { brokenValues } from './broken-values';
import { at, Document, firstSteps, MODEL_SCHEMA, withValue } from './documents';
import { HAND_WRITTEN } from './hand-written';
import { SchemaNode, walk } from '../../../scripts/crd/crd-file';
import { pathOf, Step } from '../../../src/checks/model-schema/violation';

/** A document in which one constraint is violated, and where. */
export interface Broken {
  readonly document: Document;
  /** Path of the violation. */
  readonly path: string;
}

/** One constraint, and documents that violate it alone. */
export interface Constraint {
  readonly id: string;
  readonly broken: fc.Arbitrary<Broken>;
}

/** Every constraint of the Model: those of the schema are read from the CRD, so a new one is here at once. */
export function constraints(): Constraint[] {
  const found: Constraint[] = [];
  walk(MODEL_SCHEMA, (path, node) => {
    if (!/^spec\b/.test(path)) return;
    found.push(...ofNode(path, node));
  });
  return [...found, ...HAND_WRITTEN];
}

function ofNode(path: string, node: SchemaNode): Constraint[] {
  const changed = brokenValues(node, path).map(({ keyword, values }) => constraint(path, keyword, (model, steps) =>
    values.map((value) => ({ document: withValue(model, steps, value), path: pathOf(steps) }))));
  const missing = (node.required ?? []).map((name) => constraint(path, `requires ${name}`, (model, steps) =>
    fc.constant({ document: withValue(model, [...steps, name], undefined), path: pathOf([...steps, name]) })));
  const knowsFields = node.properties !== undefined && !node['x-kubernetes-preserve-unknown-fields'];
  const unknown = knowsFields && node.maxProperties === undefined ? [constraint(path, 'unknown field', (model, steps) =>
    fc.constant({ document: withValue(model, [...steps, 'unheardOf'], 'x'), path: pathOf([...steps, 'unheardOf']) }))] : [];
  return [...changed, ...missing, ...unknown];
}

function constraint(path: string, keyword: string, change: (model: Document, steps: readonly Step[]) => fc.Arbitrary<Broken>): Constraint {
  const broken = goodModels(path).chain((model) => {
    const alone = withoutBystanders(model, path);
    return change(alone, firstSteps(alone, path));
  });
  return { id: `${path} ${keyword}`, broken };
}

/** Leaves out what would be wrong as well, because a rule between fields reads the broken one. */
function withoutBystanders(model: Document, path: string): Document {
  if (path.startsWith('spec.runtime.volumes') || path === 'spec.runtime') {
    const volumes = (at(model, ['spec', 'runtime', 'volumes']) as unknown[] | undefined)?.slice(0, 1);
    return withValue(withValue(model, ['spec', 'runtime', 'volumeMounts'], undefined), ['spec', 'runtime', 'volumes'], volumes);
  }
  if (path === 'spec.runtime.volumeMounts') return withValue(model, ['spec', 'runtime', 'volumes'], [{ name: 'any' }]);
  if (path.startsWith('spec.runtime.resources.limits')) return withValue(model, ['spec', 'runtime', 'resources', 'requests'], undefined);
  return model;
}
