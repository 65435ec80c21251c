import { ApiObject, JsonPatch } from 'cdk8s';
import { Findings, PodVolume } from '../../src';
import { Json } from '../../src/ground/objects';
import { chartIn, ModelOverrides, PlainEngine, plainModel, smallCompute } from '../fixtures';

const SERVER = '/spec/template/spec/containers/0';

/** What is found of a model after its Deployment was patched, beside the patches themselves. */
function found(patches: JsonPatch[], overrides: ModelOverrides = {}): string[] {
  const chart = chartIn('ml');
  const model = plainModel(chart, 'model', overrides);
  const deployment = model.node.findAll().find(one => ApiObject.isApiObject(one) && one.kind === 'Deployment') as ApiObject;
  deployment.addJsonPatch(...patches);
  return Findings.of(chart).filter(({ rule }) => !rule.startsWith('patch-')).map(({ rule, what }) => `${rule}: ${what}`);
}

const add = (path: string, value: Json) => JsonPatch.add(path, value);
const variable = (name: string, value: string) => add(`${SERVER}/env/-`, { name, value });

describe('what a patch adds is judged as what is given in args and env', () => {
  test('a word, behind those that are derived', () => {
    expect(found([add(`${SERVER}/args/-`, '--port=9')])).toEqual(['arg-contradicts-derived: args has "--port=9", derived is "--port 8080"']);
    expect(found([add(`${SERVER}/args/-`, '--a'), add(`${SERVER}/args/-`, '--a')], { args: ['--b'] })).toEqual(['arg-given-twice: args has --a twice']);
    expect(found([add(`${SERVER}/args/-`, '--b')], { args: ['--b'] })).toEqual(['arg-given-twice: args has --b twice']);
  });

  test('and the fix names the patch, but for a word that stands in args', () => {
    const chart = chartIn('ml');
    const { runtime } = plainModel(chart, 'model', { args: ['--port=7'] });
    runtime.deployment.addJsonPatch(add(`${SERVER}/args/-`, '--host=::'), add(`${SERVER}/args/-`, '--port=9'));
    const fixes = Findings.of(chart).filter(({ rule }) => rule === 'arg-contradicts-derived').map(({ what, fix }) => `${what.split(',')[0]}: ${fix.split(':')[0]}`);
    expect(fixes).toEqual(expect.arrayContaining([
      'args has "--port=7": remove it from args', 'args has "--port=9": remove it from the patch of args',
    ]));
  });

  test('a variable, of the server alone', () => {
    const engine = { profileProps: { engine: new PlainEngine({ container: { args: ['--cache', '/tmp'], env: { HOME: '/tmp' } }, reserved: { '--api-key': 'use apiKey' } }), compute: smallCompute() } };
    expect(found([variable('HF_HOME', '/nowhere')], engine)).toEqual(['path-not-mounted: "HF_HOME=/nowhere": "/nowhere" is where no volume is mounted']);
    expect(found([variable('HF_HOME', '/tmp/x')], engine)).toEqual([]);
    expect(found([add('/spec/template/spec/initContainers/0/env', [{ name: 'HF_HOME', value: '/nowhere' }])], engine)).toEqual([]);
  });

  test('and not where words before it were changed, or where a variable is from elsewhere', () => {
    expect(found([add(`${SERVER}/args/0`, '--first')]).filter(line => line.startsWith('arg-'))).toEqual([]);
    expect(found([add(`${SERVER}/env/-`, { name: 'HF_HOME', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } })])).toEqual([]);
  });

  test('beside what is given', () => {
    const given = { env: { HF_HOME: '/nowhere' } };
    expect(found([variable('OTHER', 'a')], given)).toEqual(['path-not-mounted: "HF_HOME=/nowhere": "/nowhere" is where no volume is mounted']);
    expect(found([add(`${SERVER}/args/-`, '--a')], given)).toHaveLength(1);
  });
});

describe('an image that a patch adds is judged as the others', () => {
  const unpinned = (patches: JsonPatch[]) => found(patches, { replicas: 2 }).filter(line => line.startsWith('image-not-pinned'));

  test.each<[string, Json, string]>([
    ['containers', { name: 'log', image: 'log' }, 'image-not-pinned: the image of log, which a patch adds, is "log"'],
    ['initContainers', { name: 'first', image: 'log' }, 'image-not-pinned: the image of first, which a patch adds, is "log"'],
  ])('of %s', (list, container, says) => {
    expect(unpinned([add(`/spec/template/spec/${list}/-`, container)])).toEqual([says]);
  });

  test('of a volume', () => {
    expect(unpinned([add('/spec/template/spec/volumes/-', { name: 'v', image: { reference: 'files' } })])).toEqual(['image-not-pinned: the image of the volume v, which a patch adds, is "files"']);
    expect(unpinned([add('/spec/template/spec/volumes/-', { name: 'v', emptyDir: {} })])).toEqual([]);
  });

  test('once, though it was there before', () => {
    const pod = { volumes: [PodVolume.configMap('own', 'own')], sidecars: [{ name: 'log', image: 'log' }] };
    expect(found([add('/spec/template/spec/hostname', 'a')], { pod }).filter(line => line.startsWith('image-'))).toEqual(['image-not-pinned: the image of log is "log"']);
  });
});
