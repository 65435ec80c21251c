import fc from 'fast-check';
import { goodResources } from './arbitraries';
import { brokenValues } from './broken-values';
import { at, Document, firstSteps, MODEL, schemaOf, withValue } from './documents';
import { HAND_WRITTEN } from './hand-written';
import { CrdFile, SchemaNode, walk } from '../../../scripts/crd/crd-file';
import { pathOf, Step } from '../../../src/checks/custom-resources/violation';

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

/** Every constraint of a CRD: those of the schema are read from it, so a new one is here at once; what lies between fields is known of the Model. */
export function constraints(crd: CrdFile): Constraint[] {
  const found: Constraint[] = [];
  walk(schemaOf(crd), (path, node) => {
    if (!/^spec\b/.test(path)) return;
    found.push(...ofNode(crd, path, node));
  });
  return crd === MODEL ? [...found, ...HAND_WRITTEN] : found;
}

function ofNode(crd: CrdFile, path: string, node: SchemaNode): Constraint[] {
  const changed = brokenValues(node, path).map(({ keyword, values }) => constraint(crd, path, keyword, (model, steps) =>
    values.map((value) => ({ document: withValue(model, steps, value), path: pathOf(steps) }))));
  const missing = (node.required ?? []).map((name) => constraint(crd, path, `requires ${name}`, (model, steps) =>
    fc.constant({ document: withValue(model, [...steps, name], undefined), path: pathOf([...steps, name]) })));
  const knowsFields = node.properties !== undefined && !node['x-kubernetes-preserve-unknown-fields'];
  const unknown = knowsFields && node.maxProperties === undefined ? [constraint(crd, path, 'unknown field', (model, steps) =>
    fc.constant({ document: withValue(model, [...steps, 'unheardOf'], 'x'), path: pathOf([...steps, 'unheardOf']) }))] : [];
  return [...changed, ...missing, ...unknown];
}

function constraint(
  crd: CrdFile, path: string, keyword: string, change: (document: Document, steps: readonly Step[]) => fc.Arbitrary<Broken>,
): Constraint {
  const broken = goodResources(crd, path).chain((document) => {
    const alone = crd === MODEL ? withoutBystanders(document, path) : document;
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
