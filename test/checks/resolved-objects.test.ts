import { App, Chart, IResolver, JsonPatch, Testing } from 'cdk8s';
import { errorOfSynth, plainModel, rulesOf } from '../fixtures';

/*
 * Resolvers of an App change objects when they are printed: what is checked is what is printed, as with patches.
 */

/** A chart in an app with a resolver that puts other values in place of some. */
function chartWith(replacements: ReadonlyMap<unknown, unknown>): Chart {
  const resolver: IResolver = { resolve: context => { if (replacements.has(context.value)) context.replaceValue(replacements.get(context.value)); } };
  return new Chart(new App({ outdir: Testing.app().outdir, resolvers: [resolver] }), 'chart', { namespace: 'ml' });
}

const TOKEN = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ12345678'}`;

test.each([
  ['a port that others lead to', 8080, 8081, /patch-contradicts-derived: a resolver of the app changes spec\.template\.spec\.containers\[server\]\.ports\[http\]\.containerPort of the Deployment from 8080 to 8081/],
  ['a value that the API server refuses', 60, 'abc', /object-schema: the Deployment has "abc" at spec\.template\.spec\.terminationGracePeriodSeconds.*\n.*\n.*correct that of the resolver/],
  ['a credential', 'placeholder', TOKEN, /secret-literal: env TOKEN_FILE of the server holds a Hugging Face token/],
  ['a label by which Pods are found', 'chart-model', 'b', /is the library's own \(chart-model\), and is printed as "b"/],
])('an error is said of %s', (_what, from, to, words) => {
  const chart = chartWith(new Map([[from, to]]));
  plainModel(chart, 'chart-model', { env: { TOKEN_FILE: 'placeholder' } });
  const message = errorOfSynth(chart);
  expect(message).toMatch(words);
  expect(message).not.toContain(TOKEN);
});

test('a text in place of a placeholder is what resolvers are for, also beside a patch', () => {
  const chart = chartWith(new Map([['placeholder', 's3://real/bucket']]));
  const model = plainModel(chart, 'model', { env: { BUCKET: 'placeholder' }, args: ['--bucket', 'placeholder'] });
  model.runtime.deployment.addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3));
  expect(rulesOf(chart)).toEqual([]);
  expect(App.of(chart).synthYaml()).toContain('s3://real/bucket');
});

test('a resolver that fails is the error, and not a patch', () => {
  const resolver: IResolver = { resolve: ({ value }) => { if (value === 8080) throw new Error('no such place'); } };
  const chart = new Chart(new App({ outdir: Testing.app().outdir, resolvers: [resolver] }), 'chart');
  plainModel(chart);
  expect(errorOfSynth(chart)).toMatch(/the Deployment cannot be resolved: .*no such place\n.*\n.*look at the resolvers/);
});

test('an app without resolvers is judged as it was derived', () => {
  const chart = new Chart(Testing.app(), 'chart');
  expect(plainModel(chart).runtime.deployment).toMatchObject({ isPatched: false, isResolved: false });
});
