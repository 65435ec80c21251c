import { statSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Size, Testing, Yaml } from 'cdk8s';
import { buildReporter } from '../../reporter/build';
import { KINDS } from '../../reporter/kinds';
import { sources } from '../../reporter/resources';
import { Findings, ModelConstruct, ModelStatusReporter, ModelStatusReporterProps } from '../../src';
import { hashOf } from '../../src/ground/hash';
import { PERMISSIONS } from '../../src/status/private/permissions';
import { readScript } from '../../src/status/private/script';
import { chartIn, errorOfSynth, Manifest, plainModel } from '../fixtures';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = join(ROOT, 'lib', 'reporter', 'model-status-reporter.js');

/** The largest file that the program may become, in bytes: below what client-side apply can keep in an annotation, with room. */
const LARGEST = 96 * 1024;

beforeAll(() => buildReporter(SCRIPT)); // as `npm run compile` does

function rendered(props: ModelStatusReporterProps = {}): Manifest[] {
  const chart = chartIn('status');
  new ModelStatusReporter(chart, 'status', props);
  return Testing.synth(chart);
}
const of = (manifests: Manifest[], kind: string): Manifest => manifests.find(manifest => manifest.kind === kind);
const podOf = (props?: ModelStatusReporterProps): Manifest => of(rendered(props), 'Deployment').spec.template;

describe('a status reporter', () => {
  test('is one Pod, its script, and the rights to do what it does', () => {
    const manifests = rendered();
    expect(manifests.map(({ kind, metadata: { name, namespace } }) => [kind, namespace, name])).toEqual([
      ['ServiceAccount', 'status', 'model-status-reporter'],
      ['ClusterRole', undefined, 'model-status-reporter.status'],
      ['ClusterRoleBinding', undefined, 'model-status-reporter.status'],
      ['ConfigMap', 'status', 'model-status-reporter'],
      ['Deployment', 'status', 'model-status-reporter'],
    ]);
    expect(of(manifests, 'ClusterRoleBinding')).toMatchObject({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'model-status-reporter.status' },
      subjects: [{ kind: 'ServiceAccount', name: 'model-status-reporter', namespace: 'status' }],
    });
    expect(of(manifests, 'Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(of(manifests, 'Deployment').spec.template).toMatchSnapshot({ metadata: { annotations: { 'registry.matrixinfer.ai/script-hash': expect.stringMatching(/^[0-9a-f]{16}$/) } } });
  });

  test('has no right that the program does not use: none with a wildcard, none on Secrets, none to change a specification', () => {
    expect(of(rendered(), 'ClusterRole').rules).toEqual(PERMISSIONS);
    const rights = PERMISSIONS.flatMap(rule => (rule.resources as string[]).flatMap(resource => (rule.verbs as string[]).map(verb => `${(rule.apiGroups as string[])[0]}/${resource} ${verb}`))).sort();
    const read = sources(undefined).flatMap(({ resource: { path } }) => {
      const [, root, group] = path.split('/');
      return ['list', 'watch'].map(verb => `${root === 'api' ? '' : group}/${path.split('/').at(-1)} ${verb}`);
    });
    const written = Object.values(KINDS).map(({ apiVersion, plural }) => `${apiVersion.split('/')[0]}/${plural}/status patch`);
    expect(rights).toEqual([...new Set([...read, ...written, '/events create'])].sort());
    expect(JSON.stringify(PERMISSIONS)).not.toMatch(/\*|secrets/);
  });

  test('has a Role in each of its namespaces when it is told them, and nothing for the cluster', () => {
    const manifests = rendered({ namespaces: ['team-b', 'team-a'] });
    expect(manifests.map(({ kind, metadata: { namespace } }) => `${kind} ${namespace}`)).toEqual([
      'ServiceAccount status', 'Role team-a', 'RoleBinding team-a', 'Role team-b', 'RoleBinding team-b', 'ConfigMap status', 'Deployment status',
    ]);
    expect(of(manifests, 'Role').rules).toEqual(PERMISSIONS);
    expect(of(manifests, 'RoleBinding').subjects[0].namespace).toBe('status');
    expect(of(manifests, 'Deployment').spec.template.spec.containers[0].env[0]).toEqual({ name: 'NAMESPACES', value: 'team-a,team-b' });
  });

  test.each<[string, ModelStatusReporterProps]>([['the whole cluster', {}], ['other namespaces', { namespaces: ['team-a', 'team-b'] }]])('has rights for %s under names that a reporter in another namespace does not have', (_what, props) => {
    const [one, other] = ['status', 'team-c'].map(namespace => new Set(rendered({ ...props, namespace }).map(({ kind, metadata }) => `${kind} ${metadata.namespace} ${metadata.name}`)));
    expect([...one].filter(object => other.has(object))).toEqual([]);
  });

  test('binds the role that it makes, wherever that is', () => {
    const manifests = rendered({ namespaces: ['status', 'team-a'] });
    const roles = manifests.filter(({ kind }) => kind === 'Role').map(({ metadata: { name, namespace } }) => `${namespace} ${name}`);
    expect(roles).toEqual(['status model-status-reporter', 'team-a model-status-reporter.status']);
    expect(manifests.filter(({ kind }) => kind === 'RoleBinding').map(({ metadata: { namespace }, roleRef }) => `${namespace} ${roleRef.name}`)).toEqual(roles);
  });

  test('rolls a new script out', () => {
    const { annotations } = podOf().metadata;
    expect(annotations['registry.matrixinfer.ai/script-hash']).toBe(hashOf(readScript()));
    expect(hashOf('a')).not.toBe(hashOf('b'));
    expect(of(rendered(), 'ConfigMap').data).toEqual({ 'model-status-reporter.js': readScript() });
  });

  test('survives YAML as it is', () => {
    const file = Yaml.tmp(rendered());
    expect(Yaml.load(file).find(({ kind }) => kind === 'ConfigMap').data['model-status-reporter.js']).toBe(readScript());
  });

  test('has its script in an image of the user, and no ConfigMap then', () => {
    const props = { image: 'registry.example.com/reporter:1', scriptPath: '/app/reporter.cjs' };
    expect(rendered(props).map(({ kind }) => kind)).not.toContain('ConfigMap');
    const { metadata, spec } = podOf(props);
    expect(metadata.annotations).toBeUndefined();
    expect(spec.volumes).toBeUndefined();
    expect(spec.containers[0]).toMatchObject({ image: 'registry.example.com/reporter:1', args: ['--max-old-space-size=153', '/app/reporter.cjs'] });
    expect(spec.containers[0].volumeMounts).toBeUndefined();
  });

  test('is pulled from the mirror of its registry', () => {
    expect(podOf({ imageRegistries: { 'docker.io': 'mirror.example.com/hub', 'ghcr.io': 'x.example.com' } }).spec.containers[0].image).toMatch(/^mirror\.example\.com\/hub\/library\/node:/);
    expect(podOf({ image: 'acme/reporter:1.0.0' }).spec.containers[0].image).toBe('docker.io/acme/reporter:1.0.0');
  });

  test.each<[string, ModelStatusReporterProps, RegExp[]]>([
    ['written wrongly', { imageRegistries: { 'docker.oi': 'mirror.example.com/hub' } }, [/^imageRegistries has a mirror of docker\.oi, and no image of the status reporter comes from there; did you mean docker\.io\?/]],
    ['of the image', { imageRegistries: { 'registry.example.com': 'mirror.example.com' }, image: 'registry.example.com/node:22' }, []],
    ['of another image', { imageRegistries: { 'registry.example.com': 'mirror.example.com' } }, [/^imageRegistries has a mirror of registry\.example\.com, and no image/]],
    ['that many need', { imageRegistries: { 'ghcr.io': 'mirror.example.com' } }, []],
  ])('says which mirror is the mirror of nothing: one %s', (_what, props, said) => {
    const chart = chartIn('status');
    new ModelStatusReporter(chart, 'status', props);
    const found = Findings.of(chart).filter(({ rule }) => rule === 'registry-unused');
    expect(found.map(({ what }) => what)).toEqual(said.map(text => expect.stringMatching(text) as string));
  });

  test('is pulled from a mirror, runs where it is told, with the memory that it is given', () => {
    const { spec } = podOf({
      imageRegistry: 'mirror.example.com/hub',
      imagePullSecrets: ['pull'],
      nodeSelector: { pool: 'system' },
      memory: Size.mebibytes(128),
      tolerations: [{ key: 'system' }, { key: 'pool', value: 'system', effect: 'NoSchedule' }, {}],
    });
    expect(spec).toMatchObject({
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { pool: 'system' },
      tolerations: [{ key: 'system', operator: 'Exists' }, { key: 'pool', operator: 'Equal', value: 'system', effect: 'NoSchedule' }, { operator: 'Exists' }],
    });
    expect(spec.containers[0].image).toMatch(/^mirror\.example\.com\/hub\/library\/node:\d+\.\d+\.\d+-/);
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '128Mi' } });
    expect(spec.containers[0].args[0]).toBe('--max-old-space-size=76');
    expect(podOf({ memory: Size.kibibytes(150_001) }).spec.containers[0]).toMatchObject({ args: ['--max-old-space-size=87', expect.anything()], resources: { limits: { memory: '150001Ki' } } });
  });

  test('can be patched, is found as a dependency, and gives out what it made', () => {
    const chart = chartIn('status');
    const reporter = new ModelStatusReporter(chart, 'status', { name: 'mine' });
    reporter.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'system-cluster-critical'));
    new ApiObject(chart, 'after', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'after' } }).node.addDependency(reporter);
    const manifests = Testing.synth(chart);
    expect(of(manifests, 'Deployment').spec.template.spec.priorityClassName).toBe('system-cluster-critical');
    expect([reporter.name, reporter.namespace, reporter.tryNamespaces, reporter.permissions.length]).toEqual(['mine', 'status', undefined, 2]);
    expect([reporter.serviceAccount.name, reporter.tryConfigMap?.name]).toEqual(['mine', 'mine']);
  });

  test('runs in a chart without a namespace when it is told one', () => {
    const chart = new Chart(new App(), 'chart');
    new ModelStatusReporter(chart, 'status', { namespace: 'given' });
    expect(Testing.synth(chart).map(({ kind, metadata: { namespace } }) => [kind, namespace]).filter(([kind]) => /Cluster/.test(kind))).toEqual([['ClusterRole', undefined], ['ClusterRoleBinding', undefined]]);
  });

  test('changes nothing of the models beside it', () => {
    const [alone, beside] = [chartIn('ml'), chartIn('ml')];
    plainModel(alone);
    new ModelStatusReporter(beside, 'status');
    plainModel(beside);
    const own = (chart: Chart) => Testing.synth(chart).filter(({ metadata }) => !metadata.name.includes('reporter'));
    expect(own(beside)).toEqual(own(alone));
  });
});

describe('fails', () => {
  test.each<[ModelStatusReporterProps, RegExp]>([
    [{ name: 'No Name' }, /invalid name: got "No Name"/],
    [{ namespace: 'No_Namespace' }, /invalid namespace: got "No_Namespace"/],
    [{ namespaces: [] }, /invalid namespaces: got "", allowed is one namespace or more, each once; leave it out/],
    [{ namespaces: ['a', 'a'] }, /invalid namespaces: got "a, a"/],
    [{ namespaces: ['a', 'B'] }, /invalid namespaces: got "B"/],
    [{ image: 'Not An Image' }, /invalid image: got "Not An Image"/],
    [{ imageRegistry: 'https://x/' }, /invalid imageRegistry/],
    [{ scriptPath: '/app/a.js' }, /invalid scriptPath: got "\/app\/a\.js", allowed is a path beside an image that has the script; give image too/],
    [{ image: 'a:1', scriptPath: 'a.js' }, /invalid scriptPath: got "a\.js", allowed is an absolute path/],
    [{ imagePullSecrets: ['No Secret'] }, /invalid imagePullSecrets\[0\]\.name: got "No Secret"/],
    [{ imagePullSecrets: ['a', 'a'] }, /invalid imagePullSecrets\[1\]\.name: got "a", allowed is a value that no other item has/],
    [{ nodeSelector: { 'a b': 'c' } }, /invalid nodeSelector: got "a b"/],
    [{ nodeSelector: { a: 'c d' } }, /invalid nodeSelector\["a"\]: got "c d"/],
    [{ tolerations: [{}, { key: 'a', effect: 'no' }] }, /invalid tolerations\[1\]\.effect: got "no"/],
    [{ tolerations: [{ operator: 'Equal', value: 'x' }] }, /invalid tolerations\[0\]\.operator: got "Equal", allowed is Exists, when there is no key/],
    [{ memory: Size.mebibytes(64) }, /invalid memory: got "64Mi", allowed is at least 96Mi; leave it out for 256 MiB/],
  ])('for %j', (props, words) => {
    expect(() => new ModelStatusReporter(chartIn('status'), 'status', props)).toThrow(words);
  });

  test('without a namespace', () => {
    expect(() => new ModelStatusReporter(new Chart(new App(), 'chart'), 'status')).toThrow(/invalid namespace of the status reporter: got "nothing".*give namespace here, or one to the chart/);
  });

  test.each<[ModelStatusReporterProps, ModelStatusReporterProps, string | undefined]>([
    [{}, { name: 'b' }, 'every namespace'],
    [{}, { name: 'b', namespaces: ['x', 'y'] }, 'the namespace x, y'],
    [{ namespaces: ['x', 'y'] }, { name: 'b' }, 'the namespace x, y'],
    [{ namespaces: ['x', 'y'] }, { name: 'b', namespaces: ['y', 'z'] }, 'the namespace y'],
    [{ namespaces: ['x'] }, { name: 'b', namespaces: ['y'] }, undefined],
  ])('when two look after the same namespaces: %j and %j', (one, other, shared) => {
    const chart = chartIn('status');
    new ModelStatusReporter(chart, 'one', one);
    new ModelStatusReporter(chart, 'other', other);
    const error = Findings.of(chart).map(({ rule, what }) => `${rule}: ${what}`);
    expect(error).toEqual(shared === undefined ? [] : [`status-reporters-overlap: ${shared} is also looked after by chart/one`]);
    if (shared !== undefined) expect(errorOfSynth(chart)).toContain('status-reporters-overlap');
  });
});

test('an image without a version is warned of', () => {
  const chart = chartIn('status');
  new ModelStatusReporter(chart, 'status', { image: 'node' });
  expect(Findings.of(chart).map(({ rule }) => rule)).toEqual(['image-not-pinned']);
});

test('the program is one file that needs no other, small enough for a ConfigMap and for client-side apply', () => {
  expect(statSync(SCRIPT).size).toBeLessThan(LARGEST);
  const needed = [...readScript().matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
  expect([...new Set(needed)].filter(name => !name.startsWith('node:'))).toEqual([]);
  expect(readScript()).not.toContain(ROOT);
});

test('a Model of the app needs no reporter', () => {
  const chart = chartIn('ml');
  expect(plainModel(chart)).toBeInstanceOf(ModelConstruct);
  expect(Findings.of(chart).filter(({ rule }) => rule.startsWith('status'))).toEqual([]);
});
