import { ObjectText, placeOf, roleOf, visitTexts } from '../../src/checks/object-texts';
import { JsonObject } from '../../src/ground/objects';
import { ModelLabels } from '../../src/values/model-labels';

/** Every text of an object as `place = value`, with its role and its form where it has one. */
function textsOf(kind: string, manifest: JsonObject, show: (text: ObjectText) => string = text => `${placeOf(kind, text)} = ${text.value}`): string[] {
  const found: string[] = [];
  visitTexts(manifest, { visit: text => { found.push(show(text)); }, visitShared: (_part, _name, _text, look) => { look(); } });
  return found;
}

const pod = (container: JsonObject, list = 'containers') => ({ spec: { template: { spec: { [list]: [container] } } } });
const words = (container: JsonObject) => textsOf('Deployment', pod({ name: 'server', ...container }), text => (
  roleOf(text) === 'word' ? `${placeOf('Deployment', text)} = ${text.value}${text.credential === undefined ? '' : ' !'}` : ''
)).filter(line => line !== '');

describe('the texts of an object', () => {
  test('are its keys and values, numbers too, and nothing of what is not there', () => {
    expect(textsOf('Service', { spec: { a: 'x', b: [1, true, null, { c: 'y' }], d: undefined, e: null } })).toEqual([
      'spec of the Service = spec', 'spec.a of the Service = a', 'spec.a of the Service = x', 'spec.b of the Service = b',
      'spec.b[0] of the Service = 1', 'spec.b[3].c of the Service = c', 'spec.b[3].c of the Service = y',
    ]);
  });

  test('are named by what they stand in: a variable, a label, an annotation, the source', () => {
    const places = new Set([
      ...textsOf('Deployment', pod({ name: 'log', env: [{ name: 'A', value: 'x' }] })),
      ...textsOf('Deployment', { metadata: { labels: { 'a/b': 'x' } }, spec: { template: { metadata: { annotations: { c: 'y', [ModelLabels.SOURCE]: 's3://a' } } } } }),
      ...textsOf('Model', { spec: { source: { uri: 's3://b' } } }), ...textsOf('Service', { spec: { uri: 's3://c' } }),
    ]);
    for (const place of [
      'env A of log = x', 'the label "a/b" of the Deployment = x', 'the annotation "c" of the Pods of the Deployment = y', 'the source URI = s3://a',
      'the source URI = s3://b', 'spec.uri of the Service = s3://c', 'spec.template.spec.containers[0].name of the Deployment = log',
    ]) expect(places).toContain(place);
  });

  test('stand in their container, and in none behind it', () => {
    const containers = (list: string) => textsOf('Deployment', { spec: { [list]: [{ name: 'a' }, 'text', { name: 'b' }], z: 'x' } }, ({ value, container }) => `${value}:${container}`);
    for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
      expect(containers(list)).toEqual(['spec:undefined', `${list}:undefined`, 'name:a', 'a:a', 'text:a', 'name:b', 'b:b', 'z:undefined', 'x:undefined']);
    }
    expect(containers('others')).toContain('a:undefined');
  });

  test('have the name beside them, where they are a variable or a header', () => {
    const names = textsOf('Deployment', { a: { name: 'N', value: 'x' }, b: { name: 'N', value: 5 }, c: { name: 5, value: 'y' }, d: { name: 'N', other: 'z' } }, ({ name, value }) => `${name}=${value}`);
    expect(names).toEqual(['=a', '=name', 'name=N', '=value', 'N=x', '=b', '=name', 'name=N', '=value', 'value=5', '=c', '=name', 'name=5', '=value', 'value=y', '=d', '=name', 'name=N', '=other', 'other=z']);
  });

  test('are variables where they are the value of one, in a container', () => {
    const roles = (manifest: JsonObject) => textsOf('Deployment', manifest, text => `${text.value}:${roleOf(text)}`).filter(line => !line.endsWith(':undefined'));
    expect(roles(pod({ name: 'a', env: [{ name: 'A', value: 'x' }], other: [{ name: 'A', value: 'y' }] }))).toEqual(['value:variable', 'x:variable']);
    expect(roles({ spec: { env: [{ name: 'A', value: 'x' }], args: ['a'] } })).toEqual([]);
  });
});

test('items of a list are named by the flag before them, and else by the list', () => {
  const names = textsOf('Deployment', { hosts: ['a', '--api-key', 'x', 5] }, ({ name, value }) => `${name}=${value}`);
  expect(names).toEqual(['=hosts', '=a', '=--api-key', '--api-key=x', 'hosts=5']);
});

describe('the words of a command', () => {
  test('are named by their flag, whatever its form', () => {
    expect(words({ command: ['serve', '--api-key', 'x', '--token=y', 'z', '-n', '80'] })).toEqual([
      'an argument of the server = serve', 'an argument of the server = --api-key', 'flag --api-key of the server = x', 'flag --token of the server = --token=y',
      'an argument of the server = z', 'an argument of the server = -n', 'flag -n of the server = 80',
    ]);
    expect(words({ args: ['--a_b.c-d=x', '-1=y', '---x=1', 'a--b=c', '--=d'] })).toEqual([
      'flag --a_b.c-d of the server = --a_b.c-d=x', 'an argument of the server = -1=y', 'an argument of the server = ---x=1', 'an argument of the server = a--b=c', 'an argument of the server = --=d',
    ]);
  });

  test('are read behind the program of the container: its command, else its image', () => {
    const login = ['-u', 'me:s3cret-of-mine'];
    const marked = (container: JsonObject) => words(container).filter(line => line.endsWith(' !')).length;
    expect(marked({ command: ['curl'], args: login })).toBe(1);
    expect(marked({ image: 'example.com:5000/curl:1@sha256:a', args: login })).toBe(1);
    expect(marked({ image: 'curl', args: login })).toBe(1);
    expect(marked({ image: 'tool', args: login })).toBe(0);
    expect(marked({ command: ['tool'], image: 'curl', args: login })).toBe(0);
    expect(marked({ image: 5, args: login })).toBe(0);
    expect(marked({ image: 'curl', command: login })).toBe(0);
  });
});
