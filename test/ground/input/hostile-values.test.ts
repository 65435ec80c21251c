import { JsonPatch } from 'cdk8s';
import { ENTRANCES, pathOf, placesIn, sampleOf, withValueAt } from './entrances';
import { MatrixInferCrds } from '../../../src';
import { shapes } from '../../../src/ground/input/shapes';
import { caught, chartIn, COMMIT, plainModel, PlainSource } from '../../fixtures';

/*
 * What throws when it is read, and what no manifest can hold: each is told with its place, in words of this library.
 */

const TOKEN = `hf_${'a1B2'.repeat(8)}`;

const throwing = (): never => { throw new TypeError(`cannot be read with ${TOKEN}`); };

function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const HOSTILE: readonly (readonly [what: string, value: () => unknown])[] = [
  ['a revoked Proxy', () => revoked({})], ['a revoked list', () => revoked([])], ['a revoked function', () => revoked(() => 1)],
  ['a Proxy that answers nothing', () => new Proxy({}, { get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing })], ['a Proxy of a class', () => new Proxy(class {}, { get: throwing, getPrototypeOf: throwing })],
  ['getters', () => Object.defineProperties({}, Object.fromEntries(['name', 'version', 'key', 'node', 'constructor', 'toKibibytes', '_toJson'].map(name => [name, { enumerable: true, get: throwing }])))],
  ['a getter that throws what cannot be read', () => ({ get x() { throw revoked(new Error()); } })], ['a tag', () => ({ get [Symbol.toStringTag]() { return throwing(); } })],
  ['a value that is no text', () => ({ toString: throwing, toJSON: throwing, [Symbol.toPrimitive]: throwing })], ['a boxed text', () => new String('x')], ['a Buffer', () => Buffer.from('x')],
  ['a value of a class with getters', () => new (class Mine { public get name() { return throwing(); } })()],
];

const cases = ENTRANCES.flatMap(entrance => entrance.parameters.map((parameter, index) => ({ title: `${entrance.name} ${parameter.name}`, entrance, parameter, index })));

test.each(cases)('$title: what cannot be read is told', ({ entrance: { parameters, call }, parameter, index }) => {
  for (const { steps } of placesIn(parameter.type, [], parameter.optional)) {
    for (const [what, value] of HOSTILE) {
      const args = parameters.map((one, at) => (at === index ? withValueAt(one.type, steps, value()) : sampleOf(one.type)));
      const error = caught(() => {
        call(args);
        throw new Error('invalid, but taken: it has no member');
      });
      const place = pathOf(parameter.variadic ? `${parameter.name}[0]` : parameter.name, steps, shapes().struct.has(parameter.type));
      expect({ what, place, name: error.name, message: error.message }).toEqual({ what, place, name: 'Error', message: expect.stringMatching(/invalid|cannot be:|has no (engine|source)|only recorded with registerOnly|cannot be read: ENOENT/) });
      expect(error.message).not.toContain(TOKEN.slice(3, 12));
    }
  }
});

test('the place of a getter is told, and what it has thrown is kept', () => {
  const error = caught(() => plainModel(chartIn(), 'model', { pod: { labels: { get team(): string { return throwing(); } } } }));
  expect(error.message).toMatch(/^\[chart\/model\] invalid pod\.labels\.team of ModelConstruct: got a value that cannot be read \(TypeError: cannot be read with \(hidden\)\), allowed is plain data/);
  expect((error.cause as Error).name).toBe('TypeError');
});

test('a getter is asked once', () => {
  let asked = 0;
  plainModel(chartIn(), 'model', { get version() { return asked++ === 0 ? '1.0.0' : throwing(); } });
  expect(asked).toBe(1);
});

test('objects without a prototype, frozen ones, and those of classes are taken', () => {
  const labels = Object.assign(Object.create(null) as object, { team: 'a' });
  expect(() => plainModel(chartIn(), 'model', { pod: Object.freeze({ labels: Object.freeze({ ...labels }) }), modelMetadata: { labels: labels as { team: string } } })).not.toThrow();
});

const loop: { self?: unknown } = {};
loop.self = loop;

/** What JSON leaves out, or writes as something else. */
const UNPRINTABLE: readonly (readonly [what: string, value: unknown, got: string])[] = [
  ['NaN', NaN, 'got NaN'], ['Infinity', -Infinity, 'got -Infinity'], ['nothing', undefined, 'got nothing'], ['a function', () => 1, 'got a function'], ['a symbol', Symbol('x'), 'got a symbol'], ['a bigint', 1n, 'got a bigint'],
  ['a Date', new Date(0), 'got a Date'], ['a RegExp', /x/, 'got a RegExp'], ['a Map', new Map(), 'got a Map'], ['a Set', new Set(), 'got a Set'], ['a Buffer', Buffer.from('x'), 'got a Buffer'], ['a boxed text', new String('x'), 'got a String'],
  ['a Promise', Promise.resolve(1), 'got a Promise'], ['an Error', new Error('x'), 'got an Error'], ['a revoked Proxy', revoked({}), 'got a value that cannot be read'], ['a thing that contains itself', loop, 'it contains itself'],
];

const MAKERS: readonly (readonly [what: string, make: (value: unknown) => JsonPatch, at: string])[] = [
  ['a value', value => JsonPatch.add('/spec/x', value), 'value'], ['a value that is replaced', value => JsonPatch.replace('/spec/x', value), 'value'], ['a value that is compared', value => JsonPatch.test('/spec/x', value), 'value'],
  ['a member', value => JsonPatch.add('/spec/x', { a: { b: [1, value] } }), 'value.a.b[1]'],
];

describe.each(UNPRINTABLE)('%s', (_what, value, got) => {
  test.each(MAKERS)('is refused as %s of a patch', (_place, make, at) => {
    const { model, runtime: { deployment } } = plainModel(chartIn());
    for (const object of [model, deployment]) expect(() => object.addJsonPatch(make(value))).toThrow(new RegExp(`^\\[chart/model/.*\\] invalid operations\\[0\\]\\.${at.replace(/[.[\]]/g, '\\$&')}.* of addJsonPatch\\(\\): .*${got}`));
    expect(() => plainModel(chartIn(), 'model', { pod: { patches: [make(value)] } })).toThrow(new RegExp(`^\\[chart/model\\] invalid pod\\.patches\\[0\\]\\.${at.replace(/[.[\]]/g, '\\$&')}.* of ModelConstruct: .*${got}`));
  });

  test('is refused as metadata', () => {
    const { metadata } = plainModel(chartIn()).runtime.deployment;
    expect(() => { metadata.add('x', value); }).toThrow(/^\[chart\/model\/.*\] invalid value(\.self)* of metadata\.add\(\)/);
    expect(() => { metadata.addLabel('x', value as string); }).toThrow('invalid value of metadata.addLabel()');
    expect(() => { metadata.addAnnotation('x', value as string); }).toThrow('invalid value of metadata.addAnnotation()');
  });
});

test('a member that is undefined has no effect, and null is printed', () => {
  const { deployment } = plainModel(chartIn(), 'model', { source: new PlainSource({}), version: '1.0.0' }).runtime;
  expect(() => { deployment.addJsonPatch(JsonPatch.add('/metadata/annotations', { a: undefined, b: COMMIT, c: null })); }).not.toThrow();
});

test('what is no patch is refused', () => {
  expect(() => { plainModel(chartIn()).runtime.deployment.addJsonPatch({ op: 'remove', path: '/spec' } as never); }).toThrow('[chart/model/Runtime/Resource] invalid operations[0] of addJsonPatch(): got an object with op, path, allowed is a JsonPatch');
  expect(() => { plainModel(chartIn()).runtime.deployment.addJsonPatch(JsonPatch.remove(7 as never)); }).toThrow('invalid operations[0].path');
});

test.each([['an object', {}], ['a revoked Proxy', revoked({})]])('%s beyond the last parameter is told', (_what, extra) => {
  const error = caught(() => Reflect.construct(MatrixInferCrds, [chartIn(), 'crds', extra]));
  expect(error.message).toMatch(/invalid arguments/);
});
