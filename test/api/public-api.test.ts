import { join } from 'path';
import * as ts from 'typescript';
import { ApiMember, loadAssembly, membersOf, ROOT } from './assembly';
import * as library from '../../src';

/*
 * jsii takes much that other languages cannot say, or that users see and nobody described; it does so without a word.
 * These tests read what it made, so that it does not matter how something got into the API.
 */
const assembly = loadAssembly();
const members = membersOf(assembly);

/** Paths inside a member or type where a predicate holds. */
function pathsWhere(node: unknown, holds: (key: string, value: unknown) => boolean, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(holds(key, value) ? [`${path}/${key}`] : []),
    ...pathsWhere(value, holds, `${path}/${key}`),
  ]);
}

/** What is taken from, or handed to, a cdk8s-plus of any minor: TypeScript would let pass that of one minor only. */
const OF_ANY_CDK8S_PLUS = [
  'INetworkPeer.toNetworkPolicyPeerConfig', 'ModelConstruct.service', 'ModelConstruct.serviceFor', 'ModelRuntime.service', 'ModelRuntime.serviceFor',
  'ModelRuntime.toNetworkPolicyPeerConfig', 'ModelRuntime.toPodSelector', 'ModelRuntime.toPodSelectorConfig', 'ModelRuntime.toScalingTarget',
];

const isInherited = (member: ApiMember) => member.overrides !== undefined && !member.overrides.startsWith(`${assembly.name}.`);

describe('the API', () => {
  test('says of every type and every member what it is', () => {
    const silent = [...Object.values(assembly.types), ...members]
      .filter(item => !item.docs?.summary && !(item as ApiMember).overrides)
      .map(item => item.fqn);
    expect(silent).toEqual([]);
  });

  test('says of every optional prop what happens without it', () => {
    const silent = members.filter(member => member.ofStruct && member.optional && !member.docs?.default).map(member => member.fqn);
    expect(silent).toEqual([]);
  });

  test('has no union types, which other languages show as "object"', () => {
    const unions = Object.values(assembly.types).flatMap(type => pathsWhere(type, key => key === 'union', type.fqn));
    expect(unions).toEqual([]);
  });

  test('has no "any", but where a base class of another package asks for it, and where each minor of cdk8s-plus has a class of its own', () => {
    const untyped = members.filter(member => !isInherited(member))
      .flatMap(member => pathsWhere(member, (key, value) => key === 'primitive' && (value === 'any' || value === 'json'), member.fqn));
    expect([...new Set(untyped.map(path => path.replace(/^[^.]*\.|\/.*$/g, '')))].sort()).toEqual(OF_ANY_CDK8S_PLUS);
  });

  test('has no props interface that jsii took for a behavioural one', () => {
    const names = Object.values(assembly.types).filter(type => type.kind === 'interface' && !type.datatype && /Props$|Options$/.test(type.name));
    expect(names.map(type => type.fqn)).toEqual([]);
  });

  test('knows the base of every class: jsii loses it when an internal class between them has a type parameter', () => {
    const classes = new Map(Object.entries(library as object).filter((entry): entry is [string, () => void] => typeof entry[1] === 'function').map(([name, made]) => [made, name]));
    const nearest = (made: unknown): string | undefined => (typeof made === 'function' ? classes.get(made as () => void) ?? nearest(Object.getPrototypeOf(made)) : undefined);
    const bases = [...classes].map(([made, name]) => [name, nearest(Object.getPrototypeOf(made))] as const).filter(([, base]) => base !== undefined);
    expect(bases.length).toBeGreaterThan(15); // the engines
    const described = bases.map(([name]) => [name, assembly.types[`${assembly.name}.${name}`].base?.slice(assembly.name.length + 1)]);
    expect(described).toEqual(bases.map(entry => [...entry]));
  });

  test('is all that the package exports: no function, constant or type alias leaks out beside it', () => {
    const exported = namesExportedBy(join(ROOT, 'lib', 'index.d.ts'));
    const described = Object.values(assembly.types).map(type => type.fqn.slice(assembly.name.length + 1)).filter(name => !name.includes('.'));
    expect(exported).toEqual(described.sort());
  });
});

/** Everything that a TypeScript user can import, types included. */
function namesExportedBy(file: string): string[] {
  const program = ts.createProgram([file], { noLib: true, types: [], skipLibCheck: true, module: ts.ModuleKind.Node16 });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  return checker.getExportsOfModule(module).map(symbol => symbol.name).sort();
}
