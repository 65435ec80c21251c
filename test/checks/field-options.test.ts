import { ApiObject, Duration } from 'cdk8s';
import { FsGroupChangePolicy, LifecycleHook, ProcMount, SeccompProfile, ServiceType, Spread } from '../../src';
import { optionOf } from '../../src/checks/field-options';
import { shapes } from '../../src/ground/input/shapes';
import { chartIn, plainModel } from '../fixtures';
import { sampleOf } from '../ground/input/entrances';

/** Options that are put anywhere. */
const OF_NO_FIELD = new Set(['pod.patches']);

/** What options need beside them. */
const BESIDE: { readonly [option: string]: object } = { service: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } };

/** Values where just any would be refused, or is the default. */
const VALUES: { readonly [option: string]: unknown } = {
  'service.containerPort': 'metrics',
  'service.ports': [{ name: 'again', port: 81, containerPort: 'http' }],
  'service.type': ServiceType.NODE_PORT,
  'scheduling.spread': Spread.ZONES,
  'security.seccompProfile': SeccompProfile.UNCONFINED,
  'security.fsGroupChangePolicy': FsGroupChangePolicy.ALWAYS,
  'security.seLinux': { level: 's0' },
  'security.server': { procMount: ProcMount.DEFAULT },
  'timing.terminationGracePeriod': Duration.minutes(9),
  'pod.dns': { searches: ['example.com'] },
  'pod.hostPorts': { http: 8080 },
  'pod.hostUsers': false,
  'pod.lifecycle': { preStop: LifecycleHook.exec(['true']) },
};

const STRUCTS: { readonly [option: string]: string } = {
  service: 'ServiceOptions', scheduling: 'SchedulingOptions', security: 'SecurityOptions', timing: 'TimingOptions', pod: 'PodOptions', network: 'NetworkAccess',
};

const OPTIONS = Object.entries(STRUCTS).flatMap(([option, struct]) => shapes().struct.get(struct)!.map(({ name, type }) => ({ option, member: name, type, title: `${option}.${name}` })));

/** Every path to a value, with what stands there. */
function leavesOf(value: unknown, path: string): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const step = (key: string) => (Array.isArray(value) ? `[${key}]` : /^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, `${path}${step(key)}`));
}

/** The fields of the objects that serve a model. */
function fieldsOf(props: object): Map<string, unknown> {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { replicas: 1, containerPorts: [{ name: 'metrics', number: 9000 }], ...props });
  const served = chart.node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => ['Deployment', 'Service', 'NetworkPolicy'].includes(kind));
  return new Map(served.flatMap(object => leavesOf(object.toJson(), '').map(([path, value]) => [`${object.kind} ${path}`, value])));
}

test.each(OPTIONS.filter(({ title }) => !OF_NO_FIELD.has(title)))('every field that $title changes is known to come from an option', ({ option, member, type, title }) => {
  const plain = fieldsOf({ [option]: BESIDE[option] });
  const given = { ...BESIDE[option], [member]: VALUES[title] ?? sampleOf(type) };
  const changed = [...fieldsOf({ [option]: given })].filter(([path, value]) => plain.get(path) !== value);
  const specs = changed.map(([path]) => path.split(' ', 2)).filter(([, path]) => /\.spec\b/.test(path) && !/\.(podSelector|policyTypes)\b/.test(path));
  const named = specs.map(([kind, path]) => [path, optionOf(kind, path)]);
  expect(named.filter(([, found]) => found === undefined)).toEqual([]);
  const words = named.flatMap(([, found]) => found!.split(/[, ]+/));
  expect(words).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^(${option}|${title.replace('.', '\\.')}|${member})$`))]));
});

test('the nearest field says it, and a field of no option nothing', () => {
  expect(optionOf('Service', '.spec.externalIPs[0]')).toBe('service.externalIps');
  expect(optionOf('Service', '.spec.selector')).toBeUndefined();
  expect(optionOf('Deployment', '.spec.template.spec.containers[1].resources.requests["nvidia.com/gpu"]')).toBe('compute, scratch or pod.containers');
  expect(optionOf('Secret', '.data')).toBeUndefined();
});
