import { JsonPatch } from 'cdk8s';
import { SecretKey } from '../../../src';
import { chartIn, findingsOf, ModelOverrides, PlainEngine, plainModel, PlainSource, smallCompute } from '../../fixtures';

/** What is said of references to nothing. */
function said(overrides: ModelOverrides): string[] {
  const chart = chartIn();
  plainModel(chart, 'model', overrides);
  return findingsOf(chart, 'variable-undefined').map(({ what }) => what);
}

const nothing = (where: string, name: string) => [`${where} refers to $(${name}), which no variable of the container defines`];
const engine = (props: ConstructorParameters<typeof PlainEngine>[0]) => ({
  profileProps: { engine: new PlainEngine(props), compute: smallCompute() },
});

describe('a reference to a variable that nothing defines', () => {
  test.each<[string, ModelOverrides, string[]]>([
    ['args', { args: ['--level', '$(LEVEL)'] }, nothing('an argument of the server', 'LEVEL')],
    ['a part of an argument', { args: ['--level=a-$(LEVEL)-b'] }, nothing('an argument of the server', 'LEVEL')],
    ['env', { env: { A: '$(B)' } }, nothing('env A of the server', 'B')],
    ['a command', engine({ container: { command: ['serve', '$(WHAT)'] } }), nothing('an argument of the server', 'WHAT')],
    ['an init container', { source: new PlainSource({ initContainer: { args: ['$(FROM)'] } }) }, nothing('an argument of the container fetch', 'FROM')],
    ['a variable of another container', { env: { HERE: '1' }, source: new PlainSource({ initContainer: { args: ['$(HERE)'] } }) }, nothing('an argument of the container fetch', 'HERE')],
    ['a sidecar', { pod: { sidecars: [{ name: 'log', image: 'log:1.0', env: { A: '$(B)' } }] } }, nothing('env A of the container log', 'B')],
    ['the arguments of a script', { pod: { sidecars: [{ name: 'log', image: 'log:1.0', command: ['sh', '-ec', 'echo $(date)', 'log', '$(X)'] }] } }, nothing('an argument of the container log', 'X')],
    ['a patch', { pod: { patches: [JsonPatch.add('/spec/containers/0/args/-', '$(PATCHED)')] } }, nothing('an argument of the server', 'PATCHED')],
  ])('is found in %s', (_where, overrides, expected) => {
    expect(said(overrides)).toEqual(expected);
  });

  test('is found in env where the variable comes later', () => {
    expect(said({ env: { A: '$(B)', B: '1' } })).toEqual(['env A of the server refers to $(B), which is defined after it']);
    expect(said({ env: { B: '1', A: '$(B)' } })).toEqual([]);
    expect(said({ env: { A: '$(B)' }, secretEnv: { B: SecretKey.of('s', 'k') } })).toEqual([]);
  });

  test.each<[string, ModelOverrides]>([
    ['of the user', { args: ['$(LEVEL)'], env: { LEVEL: '1' } }],
    ['of a Secret', { args: ['$(LEVEL)'], secretEnv: { LEVEL: SecretKey.of('s', 'k') } }],
    ['of the engine', { args: ['--home=$(HOME)'] }],
    ['of every container', { args: ['$(KUBERNETES_SERVICE_HOST)'] }],
    ['of a patch', { args: ['$(P)'], pod: { patches: [JsonPatch.add('/spec/containers/0/env/-', { name: 'P', value: '1' })] } }],
    ['from elsewhere', { args: ['$(P)'], pod: { patches: [JsonPatch.add('/spec/containers/0/envFrom', [{ configMapRef: { name: 'a' } }])] } }],
  ])('is none when it is one %s', (_what, overrides) => {
    expect(said(overrides)).toEqual([]);
  });

  test.each(['$$(LEVEL)', '$LEVEL', '${LEVEL}', '$(', '$()', '$(a b)'])('is none in %s', text => {
    expect(said({ args: ['--text', text], env: { T: text } })).toEqual([]);
  });

  test.each([[['sh', '-c', 'exec a --now=$(date)']], [['/bin/bash', '-ec', 'echo $(hostname)']]])('is none in the script of a shell: %j', command => {
    expect(said({ pod: { sidecars: [{ name: 'log', image: 'log:1.0', command }] } })).toEqual([]);
  });
});
