import { loadAssembly } from './assembly';

interface Value {
  readonly name: string;
  readonly optional?: boolean;
  readonly type: { readonly fqn?: string; readonly primitive?: string };
  readonly docs?: { readonly summary?: string; readonly remarks?: string };
}

interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: readonly Value[];
}

interface ApiType {
  readonly name: string;
  readonly datatype?: boolean;
  readonly initializer?: Method;
  readonly methods?: readonly Method[];
  readonly properties?: readonly Value[];
}

const types = loadAssembly().types as unknown as { readonly [fqn: string]: ApiType };
const all = Object.values(types);

/** What constructors and factories take, with the entrance. */
const given = all.flatMap(({ name, initializer, methods = [] }) => [
  ...(initializer?.parameters ?? []).map(parameter => ({ entrance: `new ${name}`, isConstructor: true, parameter })),
  ...methods.filter(method => method.static).flatMap(method => (method.parameters ?? []).map(parameter => ({ entrance: `${name}.${method.name}`, isConstructor: false, parameter }))),
]).map(one => ({ ...one, struct: types[one.parameter.type.fqn ?? '']?.datatype ? types[one.parameter.type.fqn!].name : undefined }));

const wrong = (test: (one: typeof given[number]) => boolean) => given.filter(test).map(({ entrance, struct, parameter }) => `${entrance}(${parameter.name}: ${struct})`);

describe('the name of a struct says how it is used:', () => {
  test('what a constructor or a factory takes is called Props or Options', () => {
    expect(wrong(({ struct }) => struct !== undefined && !/(Props|Options)$/.test(struct))).toEqual([]);
  });

  test('Props are needed, but by a constructor', () => {
    expect(wrong(({ struct, isConstructor, parameter }) => !isConstructor && struct?.endsWith('Props') === true && parameter.optional === true)).toEqual([]);
  });

  test('Options may be left out', () => {
    expect(wrong(({ struct, parameter }) => struct?.endsWith('Options') === true && parameter.optional !== true)).toEqual([]);
  });
});

test('no method takes a boolean by its place: a reader of a call does not know what it says', () => {
  const booleans = all.flatMap(({ name, methods = [], initializer }) => [...methods, ...initializer ? [initializer] : []]
    .flatMap(method => (method.parameters ?? []).filter(({ type }) => type.primitive === 'boolean').map(parameter => `${name}.${method.name}(${parameter.name})`)));
  expect(booleans).toEqual([]);
});

test('a docstring does not name the unit of a Size or a Duration, which has none', () => {
  const units = all.flatMap(({ name, properties = [] }) => properties
    .filter(({ type, docs }) => /^cdk8s\.(Size|Duration)$/.test(type.fqn ?? '') && /\bin (bytes|seconds|minutes|GiB)\b|^(Seconds|Minutes|Bytes)\b/.test(`${docs?.summary} ${docs?.remarks ?? ''}`))
    .map(property => `${name}.${property.name}`));
  expect(units).toEqual([]);
});
