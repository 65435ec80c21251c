import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { ApiObject, App, Chart, Size, Testing, YamlOutputType } from 'cdk8s';
import { ConfigMap, Deployment, Ingress, IngressBackend } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { Accelerator, Compute, Cpu, MatrixInferCrds, ModelCache, Rollout, Spread, VllmEngine } from '../src';
import { chartIn, COMMIT, gpuCompute, ModelOverrides, PlainEngine, plainModel, plainProfile, PlainSource, stderrOf } from './fixtures';

/** What an app writes: the text of every file, by name. */
function filesOf(build: (app: App) => void, yamlOutputType = YamlOutputType.FILE_PER_CHART): { [file: string]: string } {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'determinism-')), yamlOutputType });
  build(app);
  stderrOf(() => app.synth());
  const entries = readdirSync(app.outdir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const files = entries.map(entry => relative(app.outdir, join(entry.parentPath, entry.name)));
  return Object.fromEntries(files.sort().map(file => [file, readFileSync(join(app.outdir, file), 'utf8')]));
}

/** Models of many kinds, each with a function that makes it. */
const MODELS: { [id: string]: ModelOverrides } = {
  plain: {},
  many: { replicas: 3, env: { B: '1', A: '2' }, args: ['--z', '1', '--a', '2'], pod: { labels: { z: '1', a: '2' } } },
  gpu: { replicas: 2, compute: gpuCompute(), scheduling: { spread: Spread.ZONES } },
  cached: { cache: ModelCache.claim({ size: Size.gibibytes(100) }), rollout: Rollout.recreate() },
  vllm: { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(32) }) }, source: new PlainSource({ revision: COMMIT }) },
  grpc: { profileProps: { engine: new PlainEngine({ ports: { http: 8080, grpc: 8081 } }) }, network: {} },
};
const IDS = Object.keys(MODELS);
const build = (chart: Chart, ids: readonly string[]) => ids.forEach(id => plainModel(chart, id, MODELS[id]));

describe('the output', () => {
  test.each(['FILE_PER_APP', 'FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const)('as %s is the same bytes for the same app, in one app twice and in two apps', type => {
    const app = (root: App) => {
      new MatrixInferCrds(new Chart(root, 'crds'), 'crds');
      build(new Chart(root, 'models', { namespace: 'ml' }), IDS);
    };
    expect(filesOf(app, YamlOutputType[type])).toEqual(filesOf(app, YamlOutputType[type]));
  });

  test('of one app is the same bytes when it is synthesized again', () => {
    const chart = chartIn('ml');
    build(chart, IDS);
    const app = App.of(chart);
    stderrOf(() => expect(app.synthYaml()).toBe(app.synthYaml()));
  });

  test('is the same bytes after a look at findings and properties', () => {
    const yaml = (look: boolean) => {
      const chart = chartIn('ml');
      build(chart, ['plain']);
      const model = chart.node.findChild('plain') as ReturnType<typeof plainModel>;
      if (look) expect([model.runtime.image, model.runtime.requests, model.endpoint, model.service.name]).toHaveLength(4);
      return App.of(chart).synthYaml();
    };
    expect(yaml(true)).toBe(yaml(false));
  });

  test('has the same objects, byte for byte, in whatever order they are declared', () => {
    const objects = (ids: readonly string[]) => {
      const chart = chartIn('ml');
      build(chart, ids);
      let printed: string[] = [];
      stderrOf(() => { printed = Testing.synth(chart).map(object => JSON.stringify(object)); });
      return printed.sort();
    };
    const expected = objects(IDS);
    fc.assert(fc.property(fc.shuffledSubarray(IDS, { minLength: IDS.length }), ids => {
      expect(objects(ids)).toEqual(expected);
    }), { numRuns: 10 });
  });

  test('of labels, annotations, node labels and resources does not follow the order of their keys', () => {
    const yaml = (reverse: boolean) => {
      const chart = chartIn('ml');
      const map = (...keys: string[]) => Object.fromEntries((reverse ? keys.reverse() : keys).map(key => [key, 'x']));
      plainModel(chart, 'model', {
        modelMetadata: { labels: map('a', 'b') },
        deploymentMetadata: { labels: map('a', 'b'), annotations: map('c', 'd') },
        pod: { labels: map('a', 'b'), annotations: map('c', 'd') },
        scheduling: { nodeSelector: map('e', 'f') },
      });
      return App.of(chart).synthYaml();
    };
    expect(yaml(true)).toBe(yaml(false));
  });

  test('of environment and arguments follows the user, because their order means something', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { env: { B: '1', A: '$(B)' }, args: ['--b', '--a'] });
    const yaml = App.of(chart).synthYaml();
    expect(yaml.indexOf('name: B')).toBeLessThan(yaml.indexOf('name: A'));
    expect(yaml.indexOf('--b')).toBeLessThan(yaml.indexOf('--a'));
  });

  test('reads neither the clock, nor the environment, nor chance', () => {
    const yaml = () => {
      const chart = chartIn('ml');
      build(chart, IDS);
      let text = '';
      stderrOf(() => { text = App.of(chart).synthYaml(); });
      return text;
    };
    const before = yaml();
    jest.useFakeTimers({ now: new Date('2001-01-01') });
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    process.env.HF_TOKEN = 'x';
    try {
      expect(yaml()).toBe(before);
    } finally {
      delete process.env.HF_TOKEN;
      random.mockRestore();
      jest.useRealTimers();
    }
  });
});

describe('an app with charts of its own', () => {
  const own = (app: App) => {
    const web = new Chart(app, 'web', { namespace: 'web' });
    new Deployment(web, 'app', { containers: [{ image: 'web:1' }] });
    new ConfigMap(new Chart(app, 'settings'), 'settings', { data: { a: 'b' } });
    new ApiObject(web, 'raw', { apiVersion: 'v1', kind: 'Thing' });
    return web;
  };

  test('keeps every file as it was when the library is added, before or after', () => {
    const before = filesOf(app => own(app));
    const models = (app: App) => {
      new MatrixInferCrds(new Chart(app, 'crds'), 'crds');
      build(new Chart(app, 'models', { namespace: 'ml' }), IDS);
    };
    for (const after of [
      filesOf(app => { own(app); models(app); }),
      filesOf(app => { models(app); own(app); }),
    ]) {
      expect(after).toMatchObject(before);
      expect(Object.keys(after)).toEqual(['crds.k8s.yaml', 'models.k8s.yaml', 'settings.k8s.yaml', 'web.k8s.yaml']);
    }
  });

  test('keeps the names of its files when one of them calls a model through an Ingress', () => {
    const files = filesOf(app => {
      const web = own(app);
      const model = plainModel(new Chart(app, 'models'), 'model', { profile: plainProfile(web) });
      new Ingress(web, 'in', { rules: [{ host: 'x.example.com', backend: IngressBackend.fromService(model.service) }] });
    });
    expect(Object.keys(files)).toEqual(['models.k8s.yaml', 'settings.k8s.yaml', 'web.k8s.yaml']);
  });
});
