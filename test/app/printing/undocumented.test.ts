import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Chart } from 'cdk8s';
import { EACH_CDK8S, Loaded, loadedWith } from './each-cdk8s';
import { stderrOf } from '../../fixtures';

/** The files of an app of two charts, and how often the app was validated. */
function synthesized({ cdk8s: { App, Chart: ChartClass }, fixtures: { plainModel } }: Loaded): { files: string[]; validations: number } {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'moved-')) });
  let validations = 0;
  for (const id of ['a', 'b']) plainModel(new ChartClass(app, id), `model-${id}`, { env: { NO: 'no' } });
  app.node.addValidation({ validate: () => { validations++; return []; } });
  stderrOf(() => { app.synth(); });
  return { files: readdirSync(app.outdir).sort().map(file => readFileSync(join(app.outdir, file), 'utf8')), validations };
}

describe.each(EACH_CDK8S)('with %s', name => {
  const stock = synthesized(loadedWith(name)).files;

  test('a node of yaml is asked for its text, and an App asks its charts last', () => {
    const { printing: { asksForText, asksChartsLast }, cdk8s: { ApiObject } } = loadedWith(name);
    const objects = (chart: Chart) => ['third', 'first', 'second'].map(id => ApiObject.of(chart.node.findChild(id)));
    expect([asksForText(), asksChartsLast(objects)]).toEqual([true, true]);
  });

  test('yaml reads nothing else of such a node', () => {
    const { printing: { READ_OF_NODES, sayingItself }, cdk8s: { Yaml } } = loadedWith(name);
    const read = new Set<unknown>();
    const watched = (): object => new Proxy(sayingItself({ a: 1 }, () => 'b: 2'), { get: (target, key) => { read.add(key); return Reflect.get(target, key) as unknown; } });
    Yaml.stringify(watched(), { list: [watched()], member: watched() });
    expect([...read].filter(key => typeof key === 'string' && !READ_OF_NODES.includes(key))).toEqual([]);
    expect(read.size).toBeGreaterThan(2);
  });

  test('cdk8s prints everything when its yaml no longer asks', () => {
    const moved = loadedWith(name, ({ Yaml }) => {
      const { stringify } = Yaml;
      Yaml.stringify = (...documents) => stringify.call(Yaml, ...documents.map(one => structuredClone(one) as unknown));
    });
    expect(moved.printing.asksForText()).toBe(false);
    expect(synthesized(moved)).toEqual({ files: stock, validations: 3 });
  });

  test('each chart validates again when the App has not, before it asks', () => {
    const moved = loadedWith(name, ({ App, Yaml }) => {
      App.prototype.synth = function () { for (const chart of this.charts) Yaml.save(join(this.outdir, `${chart.node.id}.yaml`), chart.toJson() as unknown[]); };
    });
    expect(synthesized(moved)).toEqual({ files: stock, validations: 2 });
  });

  test('each chart prints as cdk8s does when it says more than its objects', () => {
    const moved = loadedWith(name, ({ Chart: ChartClass }) => {
      const { toJson } = ChartClass.prototype;
      ChartClass.prototype.toJson = function () { return [...toJson.call(this) as object[], { kind: 'Added' }]; };
    });
    expect(synthesized(moved)).toEqual({ files: stock.map(text => `${text}---\nkind: Added\n`), validations: 3 });
  });

  test('all is synthesized again when the texts of charts were not printed', () => {
    const moved = loadedWith(name, ({ Yaml }) => {
      const { stringify, save } = Yaml;
      Yaml.save = (file, documents) => { save.call(Yaml, file, documents.map(one => JSON.parse(JSON.stringify(one)) as unknown)); };
      Yaml.stringify = (...documents) => stringify.call(Yaml, ...documents);
    });
    expect(synthesized(moved)).toEqual({ files: stock, validations: 4 });
  });

  test('an environment variable switches all of it off', () => {
    process.env.MATRIXINFER_STOCK_SYNTH = '1';
    try {
      expect(synthesized(loadedWith(name))).toEqual({ files: stock, validations: 3 });
    } finally {
      delete process.env.MATRIXINFER_STOCK_SYNTH;
    }
    expect(synthesized(loadedWith(name))).toEqual({ files: stock, validations: 1 });
  });
});
