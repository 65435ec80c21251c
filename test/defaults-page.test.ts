import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Size } from 'cdk8s';
import { Accelerator, AutoscalingPolicy, Compute, Cpu, Framework, ModelSource, Scaling, VllmEngine } from '../src';
import { chartIn, COMMIT, Manifest, manifestsOf, objectOf, plainModel } from './fixtures';
import { RULES } from '../src/checks/rules';

const page = readFileSync(join(__dirname, '..', 'docs', 'defaults.md'), 'utf8');

/** The rows of each section: field, value, why, otherwise, cost. */
const sections = new Map(page.split(/^## /m).slice(1).map(section => {
  const [title, ...lines] = section.split('\n');
  return [title, lines.filter(line => line.startsWith('| ') && !/^\| (field|volume|object|what) \|/.test(line)).map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '').trim()))];
}));

const llama = (chart: Chart, replicas?: number) => plainModel(chart, 'llama-7b', {
  framework: Framework.PYTORCH,
  source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT, size: Size.gibibytes(13) }),
  replicas,
  profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }) },
});
const manifests = (() => {
  const chart = chartIn('ml');
  llama(chart, 2);
  return manifestsOf(chart);
})();
const scaler = (() => {
  const chart = chartIn('ml');
  new AutoscalingPolicy(chart, 'scaling', { target: llama(chart), maxReplicas: 4, scaling: [Scaling.byQueue(4)] });
  return objectOf(chart, 'HorizontalPodAutoscaler').spec;
})();
const specOf = (kind: string): Manifest => manifests.find(object => object.kind === kind)?.spec;
const pod = specOf('Deployment').template.spec;

/** Where the fields of a section are. */
const ROOTS: { [section: string]: (field: string) => unknown } = {
  'Deployment `spec`': field => valueAt(specOf('Deployment'), field),
  'Pod template `spec`': field => valueAt(pod, field),
  'Server container': field => valueAt(pod.containers[0], field),
  'Volumes': field => pod.volumes.find((volume: { name: string }) => volume.name === field).emptyDir,
  'Scaler `spec`': field => valueAt(scaler, field),
  'Service `spec`': field => valueAt(specOf('Service'), field),
};

function valueAt(root: Manifest, path: string): unknown {
  return path.split('.').reduce<Manifest>((value, key) => value?.[key], root);
}

describe('docs/defaults.md', () => {
  test('says of each default what it is, why, how to say otherwise and what it costs', () => {
    expect(sections.size).toBe(8);
    for (const rows of sections.values()) {
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row.map(cell => cell.length > 0)).toEqual([true, true, true, true, true]);
    }
  });

  const literals = Object.keys(ROOTS).flatMap(section => (sections.get(section) ?? []).map(([field, value]) => [section, field.replace(/`/g, ''), /^`([^`]+)`/.exec(value)?.[1], value]));

  test.each(literals.filter(([, , literal]) => literal !== undefined))('%s: %s is %s', (section, field, literal) => {
    expect(ROOTS[section!](field!)).toEqual(JSON.parse(literal!));
  });

  test.each(literals.filter(([, , literal, value]) => literal === undefined && value === 'absent'))('%s: %s is absent', (section, field) => {
    expect(ROOTS[section!](field!)).toBeUndefined();
  });

  test('names every field of the Pod that is not there because of the model', () => {
    const named = (sections.get('Pod template `spec`') ?? []).map(([field]) => field.replace(/`/g, '').split('.')[0]);
    expect(Object.keys(pod).filter(field => !['containers', 'volumes'].includes(field) && !named.includes(field))).toEqual([]);
  });

  test('names the objects that are there and those that are not', () => {
    const kinds = manifests.map(object => object.kind as string);
    expect(kinds.filter(kind => !['Model', 'Deployment', 'Service', 'PodDisruptionBudget'].includes(kind))).toEqual([]);
    expect(specOf('PodDisruptionBudget').maxUnavailable).toBe(1);
  });

  test('names rules that there are', () => {
    const rules = [...page.matchAll(/\(`([a-z-]+)`\)/g)].map(match => match[1]);
    expect(rules.length).toBeGreaterThan(3);
    for (const rule of rules) expect(Object.keys(RULES)).toContain(rule);
  });
});
