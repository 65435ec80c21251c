import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { parse } from 'yaml';
import { Findings, MatrixInferCrds } from '../src';
import { chartIn, findingsOf, plainModel, rulesOf } from './fixtures';

const FOLDER = join(__dirname, '..', 'crds');
const files = readdirSync(FOLDER).filter(file => file.endsWith('.yaml')).sort();
const NAME = 'models.registry.matrixinfer.ai';

describe('the CRDs', () => {
  test('are printed as their files have them', () => {
    const chart = chartIn();
    new MatrixInferCrds(chart, 'crds');
    expect(Testing.synth(chart)).toEqual(files.map(file => parse(readFileSync(join(FOLDER, file), 'utf8'))));
  });

  test('have no namespace, whatever their chart has', () => {
    const chart = chartIn('ml');
    new MatrixInferCrds(chart, 'crds');
    for (const { metadata } of Testing.synth(chart)) expect(metadata).not.toHaveProperty('namespace');
  });

  test('are installed where nobody serves a model', () => {
    const chart = chartIn();
    expect(new MatrixInferCrds(chart, 'crds').definitions).toHaveLength(files.length);
    expect(Findings.of(chart)).toEqual([]);
  });

  test('come before the Models of their chart, declared before or after', () => {
    const chart = chartIn();
    plainModel(chart, 'before');
    new MatrixInferCrds(chart, 'crds');
    plainModel(chart, 'after');
    const kinds = Testing.synth(chart).map(object => object.kind);
    expect(kinds.slice(0, files.length)).toEqual(files.map(() => 'CustomResourceDefinition'));
    expect(kinds.filter(kind => kind === 'Model')).toHaveLength(2);
  });

  test('order nothing and rename no file across charts, declared in whatever order', () => {
    const names = (crdsFirst: boolean) => {
      const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'crds-')), yamlOutputType: YamlOutputType.FILE_PER_CHART });
      const charts: { [id: string]: () => unknown } = {
        crds: () => new MatrixInferCrds(new Chart(app, 'crds'), 'crds'),
        models: () => plainModel(new Chart(app, 'models'), 'model'),
      };
      for (const id of crdsFirst ? ['crds', 'models'] : ['models', 'crds']) charts[id]();
      app.synth();
      expect(existsSync(app.outdir)).toBe(true);
      return readdirSync(app.outdir).sort();
    };
    expect(names(true)).toEqual(['crds.k8s.yaml', 'models.k8s.yaml']);
    expect(names(false)).toEqual(['crds.k8s.yaml', 'models.k8s.yaml']);
  });

  test('twice in an app are an error at the second, wherever it is', () => {
    const chart = chartIn();
    new MatrixInferCrds(chart, 'one');
    new MatrixInferCrds(new Chart(App.of(chart), 'other', { namespace: 'x' }), 'two');
    expect(findingsOf(chart, 'crds-installed-twice')).toMatchObject([{ path: 'other/two', what: 'the CRDs are also installed by chart/one' }]);
  });

  test('beside a copy that somebody includes are an error too', () => {
    const chart = chartIn('ml');
    new MatrixInferCrds(chart, 'crds');
    new ApiObject(new Chart(App.of(chart), 'other', { namespace: 'other' }), 'copy', { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: NAME } });
    expect(rulesOf(chart)).toEqual(['name-collision']);
    expect(findingsOf(chart, 'name-collision')[0].what).toContain(`CustomResourceDefinition "${NAME}"`);
  });

  test('of two apps in one process are no business of each other', () => {
    const charts = [chartIn(), chartIn()];
    for (const chart of charts) new MatrixInferCrds(chart, 'crds');
    for (const chart of charts) expect(Findings.of(chart)).toEqual([]);
  });
});
