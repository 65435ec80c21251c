import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { App, YamlOutputType } from 'cdk8s';
import { objectsIn, Shape, SHAPES } from './app-shapes';
import { EACH_CDK8S, Loaded, loadedWith } from './each-cdk8s';
import { stderrOf } from '../../fixtures';

const LAYOUTS = ['FILE_PER_APP', 'FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const;

/** What happens with the library's printing switched off by its environment variable. */
function stockly<T>(run: () => T): T {
  process.env.MATRIXINFER_STOCK_SYNTH = '1';
  try {
    return run();
  } finally {
    delete process.env.MATRIXINFER_STOCK_SYNTH;
  }
}

/** All files that an app writes, by their names. */
function filesOf(app: App): { [file: string]: string } {
  stderrOf(() => { app.synth(); });
  const entries = readdirSync(app.outdir, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map(file => [file.slice(app.outdir.length), readFileSync(file, 'utf8')]));
}

function made(shape: Shape, loaded: Loaded, layout: typeof LAYOUTS[number] = 'FILE_PER_CHART'): App {
  return shape(loaded, { outdir: mkdtempSync(join(tmpdir(), 'synth-')), yamlOutputType: loaded.cdk8s.YamlOutputType[layout] as YamlOutputType, recordConstructMetadata: true });
}

describe.each(EACH_CDK8S)('with %s, an app', name => {
  const loaded = loadedWith(name);
  const { Chart, Testing } = loaded.cdk8s;

  describe.each(Object.entries(SHAPES))('of %s', (_, shape) => {
    test.each(LAYOUTS)('has the files of cdk8s in the layout %s', layout => {
      expect(filesOf(made(shape, loaded, layout))).toEqual(stockly(() => filesOf(made(shape, loaded, layout))));
    });

    test('says the same text and gives the same objects', () => {
      const look = () => {
        const app = made(shape, loaded);
        const charts = app.charts.map(chart => JSON.stringify(Testing.synth(chart)));
        const text = app.synthYaml();
        return { charts, text, again: filesOf(app), objects: objectsIn(app, loaded).map(object => JSON.stringify(object.toJson())) };
      };
      let own: unknown;
      stderrOf(() => { own = look(); });
      stderrOf(() => { expect(own).toEqual(stockly(look)); });
    });
  });

  test('keeps the order of keys when cdk8s is told to', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const shape = Object.values(SHAPES)[0];
      expect(filesOf(made(shape, loaded))).toEqual(stockly(() => filesOf(made(shape, loaded))));
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('is validated once, and once more for each chart that has nothing of the library', () => {
    let times = 0;
    const app = made(Object.values(SHAPES)[0], loaded);
    app.node.addValidation({ validate: () => { times++; return []; } });
    filesOf(app);
    expect(times).toBe(2);
    for (const chart of app.charts) stderrOf(() => Testing.synth(chart));
    expect(times).toBe(2 + app.charts.length);
  });

  test('hands over one document for each chart, because cdk8s cannot write a file of more than some 100,000', () => {
    const save = jest.spyOn(loaded.cdk8s.Yaml, 'save');
    filesOf(made(SHAPES['dependencies between models, charts and objects of others'], loaded));
    expect(save.mock.calls.map(([, documents]) => documents.length)).toEqual([1, 1, 1]);
    save.mockRestore();
  });

  test('fails with all that is wrong in it', () => {
    const app = made(Object.values(SHAPES)[0], loaded);
    app.node.addValidation({ validate: () => ['the app is wrong'] });
    app.charts[1].node.addValidation({ validate: () => ['the chart is wrong'] });
    expect(() => filesOf(app)).toThrow('Validation failed with the following errors:\n  [] the app is wrong\n  [b] the chart is wrong');
  });

  test('fails as cdk8s does when an object cannot be printed', () => {
    const app = made(({ cdk8s, fixtures }, props) => {
      const chart = new cdk8s.Chart(new cdk8s.App(props), 'chart');
      fixtures.plainModel(chart, 'model');
      new cdk8s.ApiObject(chart, 'bad', { apiVersion: 'v1', kind: 'Bad', spec: new Map() });
      return chart.node.root as App;
    }, loaded);
    expect(() => filesOf(app)).toThrow(/Failed serializing construct at path 'chart\/bad'/);
    expect(() => filesOf(app)).toThrow(/Failed serializing construct at path 'chart\/bad'/);
  });

  test('has what was put in place of its methods', () => {
    const app = made(Object.values(SHAPES)[0], loaded);
    const chart = app.node.findChild('a') as InstanceType<typeof Chart>;
    chart.toJson = () => [{ kind: 'Other' }];
    expect(filesOf(app)['/a.k8s.yaml']).toBe('kind: Other\n');
    let synths = 0;
    app.synth = () => { synths++; };
    app.synth();
    expect(synths).toBe(1);
  });
});
