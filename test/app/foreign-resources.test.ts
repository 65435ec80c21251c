import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Include, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { Findings, MatrixInferCrds } from '../../src';
import { chartIn, errorOfSynth, findingsOf, plainModel } from '../fixtures';

interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name: string };
  readonly spec?: object;
}

const FOLDERS = ['models.registry', 'autoscalingpolicies.registry', 'modelinfers.workload', 'modelroutes.networking', 'modelservers.networking'];

const documents = (folder: string): [string, Document][] => FOLDERS.flatMap(crd => {
  const path = join(__dirname, '..', folder, `${crd}.matrixinfer.ai`);
  return readdirSync(path).filter(name => name.endsWith('.yaml')).map((name): [string, Document] => [`${crd}/${name}`, parse(readFileSync(join(path, name), 'utf8')) as Document]);
});

/** A Model with one mistake. */
const WRONG = { apiVersion: 'registry.matrixinfer.ai/v1alpha1', kind: 'Model', metadata: { name: 'raw' }, spec: { foo: 1 } };

const judgedIn = (chart: Chart) => Findings.of(chart).filter(({ rule }) => ['model-schema', 'object-schema'].includes(rule));

/** The ways in which an object comes into an app without this library. */
const WAYS: [string, (chart: Chart, object: Document) => unknown][] = [
  ['raw', (chart, object) => new ApiObject(chart, 'raw', object)],
  ['in a construct', (chart, object) => new ApiObject(new Construct(chart, 'team'), 'raw', object)],
  ['of a file', (chart, object) => {
    const url = join(mkdtempSync(join(tmpdir(), 'raw-')), 'raw.yaml');
    writeFileSync(url, JSON.stringify(object));
    return new Include(chart, 'raw', { url });
  }],
  ['in a list', (chart, object) => new ApiObject(chart, 'raw', { apiVersion: 'v1', kind: 'List', items: [object] } as never)],
  ['by a Lazy', (chart, { spec, ...object }) => new ApiObject(chart, 'raw', { ...object, spec: Lazy.any({ produce: () => spec }) } as never)],
  ['by a patch', (chart, { spec, ...object }) => { new ApiObject(chart, 'raw', object).addJsonPatch(JsonPatch.add('/spec', spec)); }],
];

test.each(WAYS)('a Model of others is judged as the API server does, and said with its path: %s', (_way, add) => {
  const chart = chartIn('ml');
  add(chart, WRONG);
  new MatrixInferCrds(new Chart(chart.node.root as App, 'crds'), 'crds'); // something of the library is what lets it look at the rest
  const found = judgedIn(chart);
  expect(found.length).toBeGreaterThan(0);
  for (const { path, severity, fix } of found) expect([path, severity, fix]).toEqual([expect.stringMatching(/^chart\/(team\/)?raw/), 'error', expect.stringMatching(/./)]);
  expect(errorOfSynth(chart)).toMatch(/\[chart\/(team\/)?raw[^\]]*\] model-schema: spec\.modelSpec is required/);
});

test.each(documents('valid'))('a sound one has nothing against it: %s', (_name, object) => {
  const chart = chartIn('ml');
  new ApiObject(chart, 'raw', object);
  expect(judgedIn(chart)).toEqual([]);
});

/** Documents that are no wrong ones here: cdk8s leaves nulls out, and the object of another kind or group is none of ours. */
const OTHERWISE = /(-null|kind-other|api-version-other)\.yaml$/;

test('what is refused of one of ours is refused of theirs, of every kind', () => {
  const chart = chartIn('ml');
  const wrong = documents('invalid').filter(([name, { kind, metadata }]) => typeof kind === 'string' && typeof metadata?.name === 'string' && !OTHERWISE.test(name));
  for (const [name, object] of wrong) new ApiObject(chart, name.replace('/', '-'), object);
  const found = new Set(judgedIn(chart).map(({ path }) => path));
  expect(wrong.length).toBeGreaterThan(200);
  expect(wrong.filter(([name]) => !found.has(`chart/${name.replace('/', '-')}`)).map(([name]) => name)).toEqual([]);
});

test('a Lazy that gives what is missing later is heard when the app is printed', () => {
  const chart = chartIn('ml');
  let spec: object = WRONG.spec;
  new ApiObject(chart, 'raw', { ...WRONG, spec: Lazy.any({ produce: () => spec }) } as never);
  expect(judgedIn(chart).length).toBeGreaterThan(0);
  spec = documents('valid')[0][1].spec!;
  expect(judgedIn(chart)).toEqual([]);
});

test('a Model that has the modelId and version of one of ours is said, whoever wrote it', () => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { modelId: 'same', version: '1.0.0' });
  const { at } = { at: chart.node.findAll().filter(ApiObject.isApiObject).find(({ kind }) => kind === 'Model')!.toJson() as Document };
  new ApiObject(chart, 'raw', { ...at, metadata: { name: 'raw' } });
  expect(findingsOf(chart, 'model-id-reused').map(({ path }) => path)).toEqual(['chart/raw']);
});

test.each<[string, Document]>([
  ['another kind of the group', { ...WRONG, kind: 'ModelBooster' }],
  ['the same kind of another group', { ...WRONG, apiVersion: 'example.com/v1' }],
])('what is no kind of ours is left alone: %s', (_what, object) => {
  const chart = chartIn('ml');
  new ApiObject(chart, 'raw', object);
  expect(judgedIn(chart)).toEqual([]);
});

test('an app with a CRD of its own by that name is left to it', () => {
  const chart = chartIn('ml');
  plainModel(chart);
  new ApiObject(chart, 'definition', { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'models.registry.matrixinfer.ai' } });
  new ApiObject(chart, 'raw', WRONG);
  expect(judgedIn(chart)).toEqual([]);
});

const TOKEN = `hf_${'aBcDeFgHiJ'.repeat(3)}kLmN`;
const SOUND = documents('valid').find(([, { kind }]) => kind === 'Model')![1] as Document & { readonly spec: { readonly modelSpec: object } };
const withSpec = (spec: object): Document => ({ ...SOUND, metadata: { name: 'raw' }, spec: { ...SOUND.spec, ...spec } });
const RAW = withSpec({});
const literal = (chart: Chart) => findingsOf(chart, 'secret-literal').map(({ path, what }) => `${path}: ${what}`);

test.each(WAYS)('a literal credential in a Model of others is said as in one of ours, and not repeated: %s', (_way, add) => {
  const chart = chartIn('ml');
  plainModel(chart);
  add(chart, withSpec({ runtime: { image: 'example.com/a:1', env: [{ name: 'HF_TOKEN', value: TOKEN }] } }));
  expect(literal(chart)).toEqual([expect.stringMatching(/^chart\/(team\/)?raw.*: spec\.runtime\.env\[0\]\.value of the Model holds a Hugging Face token$/)]);
  expect(errorOfSynth(chart)).not.toContain(TOKEN);
});

test.each<[string, Document]>([
  ['a password in the URI of the source', withSpec({ modelSpec: { ...SOUND.spec.modelSpec, source: { uri: 'https://u:hunter22secret@example.com/x' } } })],
  ['a token among arguments', withSpec({ runtime: { image: 'example.com/a:1', args: ['--hf-token', TOKEN] } })],
  ['a token in an annotation', { ...SOUND, metadata: { name: 'raw', annotations: { note: TOKEN } } as never }],
  ['a token in a header of a route', {
    apiVersion: 'networking.matrixinfer.ai/v1alpha1', kind: 'ModelRoute', metadata: { name: 'raw' }, spec: { rules: [{ matches: [{ headers: [{ name: 'authorization', value: `Bearer ${TOKEN}` }] }] }] },
  }],
])('%s is said of a resource of others', (_what, object) => {
  const chart = chartIn('ml');
  plainModel(chart);
  new ApiObject(chart, 'raw', object);
  expect(literal(chart)).toHaveLength(1);
});

test.each<[string, (chart: Chart) => unknown, string[]]>([
  ['two in one namespace', chart => ['a', 'b'].map(id => new ApiObject(chart, id, RAW)), ['chart/b']],
  ['three', chart => ['a', 'b', 'c'].map(id => new ApiObject(chart, id, RAW)), ['chart/b', 'chart/c']],
  ['two in charts of one namespace', chart => ['a', 'b'].map(id => new ApiObject(new Chart(chart, id, { namespace: 'ml' }), 'raw', RAW)), ['chart/b/raw']],
  ['two of other namespaces', chart => ['a', 'b'].map(id => new ApiObject(new Chart(chart, id, { namespace: id }), 'raw', RAW)), []],
  ['one in a list, which may be the other', chart => [new ApiObject(chart, 'a', RAW), new ApiObject(chart, 'b', { apiVersion: 'v1', kind: 'List', items: [RAW] } as never)], []],
  ['two that are none of ours', chart => ['a', 'b'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } })), []],
])('resources of others that have one name are said: %s', (_what, make, paths) => {
  const chart = chartIn('ml');
  plainModel(chart);
  make(chart);
  expect(findingsOf(chart, 'name-collision').map(({ path }) => path)).toEqual(paths);
});
