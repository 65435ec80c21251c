import fc from 'fast-check';
import { goodModels } from './arbitraries';
import type { Constraint } from './constraints';
import { Document, withValue } from './documents';
import { pathOf, Step } from '../../../src/checks/custom-resources/violation';

const RUNTIME = ['spec', 'runtime'] as const;

/** Constraints that no single node of the schema states: rules between fields, duplicates, and the object's own metadata. */
export const HAND_WRITTEN: readonly Constraint[] = [
  ...rules(),
  ...duplicates(),
  ...metadata(),
];

/** Documents in which one value is set, and the violation is there or at `where`. */
function set(id: string, steps: readonly Step[], values: fc.Arbitrary<unknown>, where: readonly Step[] = steps): Constraint {
  const broken = fc.tuple(goodModels(), values).map(([model, value]) => ({ document: withParents(model, steps, value), path: pathOf(where) }));
  return { id, broken };
}

function withParents(model: Document, steps: readonly Step[], value: unknown): Document {
  const [first, second] = steps;
  return first === 'metadata' && second !== undefined && steps.length > 2 && (model.metadata as Document)[second] === undefined
    ? withValue(withValue(model, [first, second], {}), steps, value)
    : withValue(model, steps, value);
}

function rules(): Constraint[] {
  const resources = [...RUNTIME, 'resources'];
  const above = fc.constantFrom(['2', '1'], ['1001m', 1], ['1Gi', '1G'], ['1e3', '999'], ['0.2', '100m'], [2, '1.999999999'], ['1n', '0'], ['8Ei', '7Ei'], ['10E', '8Ei']);
  const within = ['cpu', 'memory', 'ephemeral-storage'].map((name) => set(
    `requests of ${name} within limits`, resources, above.map(([request, limit]) => ({ requests: { [name]: request }, limits: { [name]: limit } })), [...resources, 'requests', name],
  ));
  const gpu = 'nvidia.com/gpu';
  const equal = [gpu, 'hugepages-2Mi'].map((name) => set(
    `request of ${name} equals limit`, resources,
    fc.constantFrom<unknown>({ requests: { [name]: 1 } }, { requests: { [name]: '1' }, limits: { [name]: '2' } }, { requests: { [name]: 2 }, limits: { [name]: '02' } }, { requests: { [name]: 1 }, limits: { cpu: 1 } }),
    [...resources, 'requests', name],
  ));
  const whole = fc.constantFrom('0.5', '1k', '1e0', '1.', '+1', '100m', '1Gi');
  const named = fc.constantFrom('gpu', 'Cpu', 'storage', 'nvidia.com', 'hugepages', '');
  return [
    ...within, ...equal,
    set('limit of a device whole', resources, whole.map((amount) => ({ limits: { [gpu]: amount } })), [...resources, 'limits', gpu]),
    set('request of a device whole', resources, whole.map((amount) => ({ requests: { [gpu]: amount }, limits: { cpu: 1 } })), [...resources, 'requests', gpu]),
    ...['requests', 'limits'].map((kind) => ({
      id: `name in ${kind}`,
      broken: fc.tuple(goodModels(), named).map(([model, name]) => ({
        document: withValue(model, resources, { [kind]: { [name]: '1' } }), path: pathOf([...resources, kind, name]),
      })),
    })),
    set('scheme of the source', ['spec', 'modelSpec', 'source', 'uri'], fc.constantFrom('a', '/a', 'a:b', 's3:/a', 's3//a', '://a', '3s://a', 's3://', 's3:///', 's3:////a', 's3://?a', 's3://#a', 'é://a', '_://a')),
    set('value or valueFrom', [...RUNTIME, 'env'],
      fc.string({ minLength: 1 }).map((value) => [{ name: 'A', value, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]), [...RUNTIME, 'env', 0, 'valueFrom']),
    ...mounts(),
  ];
}

function mounts(): Constraint[] {
  const runtime = (volumes: unknown, mount: unknown) => ({ image: 'a', volumes, volumeMounts: [mount] });
  const volumes = [{ name: 'a', emptyDir: {} }];
  return [
    set('mount has volume', RUNTIME, fc.constantFrom(
      runtime(volumes, { name: 'b', mountPath: '/a' }), runtime([], { name: 'a', mountPath: '/a' }), runtime(undefined, { name: 'a', mountPath: '/a' }),
    ), [...RUNTIME, 'volumeMounts', 0, 'name']),
    set('subPath or subPathExpr', RUNTIME, fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })).map(([subPath, subPathExpr]) =>
      runtime(volumes, { name: 'a', mountPath: '/a', subPath, subPathExpr })), [...RUNTIME, 'volumeMounts', 0, 'subPathExpr']),
  ];
}

function duplicates(): Constraint[] {
  const twice = (list: string, first: unknown, second: unknown) => set(
    `duplicate in ${list}`, RUNTIME, fc.constant({ image: 'a', volumes: [{ name: 'v' }], [list]: [first, second] }), [...RUNTIME, list, 1],
  );
  return [
    twice('env', { name: 'A', value: 'a' }, { name: 'A' }),
    twice('ports', { containerPort: 80 }, { containerPort: 80, protocol: 'TCP', name: 'http' }),
    twice('volumes', { name: 'v' }, { name: 'v', emptyDir: {} }),
    twice('volumeMounts', { name: 'v', mountPath: '/a' }, { name: 'v', mountPath: '/a', readOnly: true }),
  ];
}

function metadata(): Constraint[] {
  const odd = fc.constantFrom('a b', 'a_b/c', '/a', 'a/', 'a/b/c', '-a', 'a-', 'é', 'a'.repeat(64), `${'a'.repeat(254)}/b`);
  const keyed = (field: string) => ({
    id: `metadata.${field} key`,
    broken: fc.tuple(goodModels(), odd).map(([model, key]) => ({ document: withValue(model, ['metadata', field], { [key]: 'a' }), path: pathOf(['metadata', field, key]) })),
  });
  return [
    set('apiVersion', ['apiVersion'], fc.constantFrom('registry.matrixinfer.ai/v1', 'v1', '')),
    set('kind', ['kind'], fc.constantFrom('model', 'Models', 'Pod', '')),
    set('spec required', ['spec'], fc.constantFrom(undefined, null)),
    set('item of a list null', [...RUNTIME, 'args'], fc.constant(['a', null]), [...RUNTIME, 'args', 1]),
    set('unknown field of the object', ['data'], fc.constantFrom({}, null, 'a')),
    set('unknown field of the status', ['status'], fc.constant({ phase: 'Any', unheardOf: 1 }), ['status', 'unheardOf']),
    set('metadata type', ['metadata'], fc.constantFrom<unknown>('a', [], 5)),
    set('metadata.name', ['metadata', 'name'], fc.constantFrom('A', 'a_b', '-a', 'a-', '.a', 'a.', 'a..b', 'a b', 'é', '😀', 'a\n', 'a'.repeat(254), 'a/b', '.', '..')),
    set('metadata.name required', ['metadata', 'name'], fc.constantFrom<unknown>('', undefined, null)),
    set('metadata.name type', ['metadata', 'name'], fc.constantFrom<unknown>(5, true, [], {})),
    set('metadata unknown field', ['metadata', 'lables'], fc.constantFrom<unknown>({}, 'a', 5, null)),
    keyed('labels'),
    keyed('annotations'),
    set('metadata.labels value', ['metadata', 'labels', 'a'], fc.constantFrom('a b', 'a/b', '-', 'a.', 'é', 'a'.repeat(64))),
    set('metadata.labels type', ['metadata', 'labels', 'a'], fc.constantFrom<unknown>(5, true, [], {})),
    set('metadata.annotations type', ['metadata', 'annotations', 'a'], fc.constantFrom<unknown>(5, true, [], {})),
    set('metadata.annotations size', ['metadata', 'annotations'], fc.constant({ a: 'é'.repeat(131_072) })),
    set('metadata.finalizers', ['metadata', 'finalizers'], odd.map((name) => [name]), ['metadata', 'finalizers', 0]),
  ];
}
