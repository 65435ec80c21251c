import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { ModelLabels, ModelStatusReporter } from '../../src';
import { chartIn, findingsOf, manifestsOf, plainModel, rulesOf } from '../fixtures';

const { MODEL, ORIGINAL_NAME, REGISTERED_ONLY, SCRIPT_HASH, SOURCE, STATUS_REPORTER, VERSION } = ModelLabels;
const said = (chart: Chart) => findingsOf(chart, 'user-labels-overwrite').map(({ what }) => what);
const escaped = (name: string) => name.replace('/', '~1');

describe('a label of the library on a Model', () => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['by modelMetadata', chart => plainModel(chart, 'model', { modelMetadata: { labels: { [MODEL]: 'other' } } })],
    ['by its metadata', chart => plainModel(chart).model.metadata.addLabel(MODEL, 'other')],
    ['by a patch', chart => plainModel(chart).model.addJsonPatch(JsonPatch.add('/metadata/labels', { [MODEL]: 'other' }))],
    ['by its chart', chart => plainModel(new Chart(App.of(chart), 'labelled', { namespace: 'ml', labels: { [MODEL]: 'other' } }))],
    ['of one that is only registered', chart => plainModel(chart, 'model', { registerOnly: true, modelMetadata: { labels: { [MODEL]: 'other' } } })],
  ])('is an error with another name than its own: %s', (_what, make) => {
    const chart = chartIn('ml');
    make(chart);
    expect(said(chart)).toEqual([`the label ${MODEL} of the Model is the library's own (model), and is printed as "other"`]);
  });

  test('is fine with its own name', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { modelMetadata: { labels: { [MODEL]: 'model', 'app.kubernetes.io/part-of': 'search', 'team': 'a' } } });
    expect(said(chart)).toEqual([]);
  });
});

describe('an annotation of the library on a Model', () => {
  test.each([REGISTERED_ONLY, ORIGINAL_NAME, VERSION, SOURCE, SCRIPT_HASH])('is an error, whoever writes %s', name => {
    const given = chartIn('ml');
    plainModel(given, 'model', { modelMetadata: { annotations: { [name]: 'true' } } });
    const added = chartIn('ml');
    plainModel(added).model.metadata.addAnnotation(name, 'true');
    const expected = [`the annotation ${name} of the Model is the library's own, and is printed as "true"`];
    expect([said(given), said(added)]).toEqual([expected, expected]);
  });

  test('that says a Model is only registered is an error on one that is served, and cannot be taken from one that is not', () => {
    const served = chartIn('ml');
    plainModel(served, 'model', { modelMetadata: { annotations: { [REGISTERED_ONLY]: 'true' } } });
    const registered = chartIn('ml');
    plainModel(registered, 'model', { registerOnly: true }).model.addJsonPatch(JsonPatch.replace(`/metadata/annotations/${escaped(REGISTERED_ONLY)}`, 'false'));
    expect(said(served)).toHaveLength(1);
    expect(said(registered)).toEqual([`the annotation ${REGISTERED_ONLY} of the Model is the library's own (true), and is printed as "false"`]);
  });

  test('is fine where the library writes it', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'Renamed_Model', { registerOnly: true });
    expect(manifestsOf(chart).find(({ kind }) => kind === 'Model')!.metadata.annotations).toEqual({ [ORIGINAL_NAME]: 'Renamed_Model', [REGISTERED_ONLY]: 'true' });
    expect(said(chart)).toEqual([]);
  });
});

describe('a name of the library on another object', () => {
  const make = (chart: Chart) => {
    plainModel(chart, 'model', { replicas: 2, network: {} });
    new ModelStatusReporter(chart, 'reporter', { namespace: 'status' });
    return chart.node.findAll().filter(ApiObject.isApiObject);
  };

  test.each(make(chartIn('ml')).map(({ kind }, index) => [kind, index] as const))('is an error on each: %s', (_kind, index) => {
    const chart = chartIn('ml');
    const { metadata } = make(chart)[index];
    metadata.addLabel(STATUS_REPORTER, 'other');
    metadata.addAnnotation(REGISTERED_ONLY, 'true');
    expect(said(chart)).toEqual([expect.stringContaining(STATUS_REPORTER), expect.stringContaining(REGISTERED_ONLY)]);
  });

  test.each<[string, object]>([
    ['the Deployment', { deploymentMetadata: { labels: { [STATUS_REPORTER]: 'other' } } }],
    ['the Service', { serviceMetadata: { annotations: { [SOURCE]: 'other' } } }],
    ['the Pods', { pod: { labels: { [STATUS_REPORTER]: 'other' } } }],
    ['the Pods, as an annotation', { pod: { annotations: { [VERSION]: '9.9.9' } } }],
    ['the Pods, by the profile', { profileProps: { pod: { annotations: { [SOURCE]: 'other' } } } }],
  ])('is an error among what is given for %s', (_what, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', overrides);
    expect(rulesOf(chart)).toEqual(['user-labels-overwrite']);
  });

  test('is fine on the Pods where it says the same', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { version: '1.0.0', pod: { annotations: { [VERSION]: '1.0.0' } } });
    expect(said(chart)).toEqual([]);
  });
});
