import { Cases, problemsOf } from './field-problems';
import { CONTAINER } from '../../src/checks/container-fields';
import { Json, JsonObject } from '../../src/ground/objects';

const FIELD = CONTAINER;
const one = (more: JsonObject): JsonObject => ({ name: 'server', image: 'a:1', ...more });
const probe = (more: JsonObject, member = 'livenessProbe') => one({ [member]: { tcpSocket: { port: 80 }, ...more } });
const header = (name: string) => one({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name, value: 'a' }] } } });
const variable = (more: JsonObject) => one({ env: [{ name: 'A', ...more }] });
const mount = (more: JsonObject) => one({ volumeMounts: [{ name: 'v', mountPath: '/v', ...more }] });
const security = (more: JsonObject) => one({ securityContext: more });
const resources = (requests: JsonObject, limits?: JsonObject) => one({ resources: { requests, ...limits && { limits } } });
const amount = (key: string, value: Json) => one({ resources: { limits: { [key]: value } } });

const ACCEPTED: Cases = [
  ['the least', one({})],
  ['headers of letters, digits and dashes', header('X-Request-2')],
  ['one success of a probe that ends it', probe({ successThreshold: 1 })],
  ['several of one that does not', probe({ successThreshold: 3 }, 'readinessProbe')],
  ['a value', variable({ value: 'a' })],
  ['an empty value beside a source', variable({ value: '', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } })],
  ['an empty path in a volume', mount({ subPath: '', subPathExpr: '' })],
  ['one path in a volume', mount({ subPath: 'a' })],
  ['another', mount({ subPathExpr: '$(A)', subPath: '' })],
  ['a mount that can only be read, all of it', mount({ recursiveReadOnly: 'Enabled', readOnly: true })],
  ['a mount of which nothing is said', mount({ recursiveReadOnly: 'Disabled' })],
  ['a profile of the node', security({ seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } })],
  ['a profile of the runtime', security({ appArmorProfile: { type: 'RuntimeDefault' } })],
  ['no process of Windows', security({ windowsOptions: { hostProcess: false } })],
  ['privileges', security({ privileged: true, allowPrivilegeEscalation: true })],
  ['no privileges and no escalation', security({ privileged: false, allowPrivilegeEscalation: false })],
  ['all of the limit', resources({ 'cpu': 1, 'example.com/nic': '1' }, { 'cpu': '1', 'example.com/nic': 1 })],
  ['a request without a limit', resources({ 'cpu': '500m', 'memory': '0', 'ephemeral-storage': '1Gi' })],
  ['a request below the limit', resources({ memory: '1Gi' }, { memory: '2Gi' })],
  ['a request of Kubernetes\' own without a limit', resources({ 'node.kubernetes.io/a': '1', 'kubernetes.io/b': '1' })],
  ['pages', resources({ 'hugepages-2Mi': '2Mi' }, { 'hugepages-2Mi': '2Mi' })],
  ['the most that is counted', amount('memory', '9007199254740991')],
  ['a port without a name', one({ ports: [{ name: '', containerPort: 80, hostPort: 0 }] })],
  ['a prefix of variables', one({ envFrom: [{ prefix: '', configMapRef: { name: 'a' } }, { prefix: 'A_', secretRef: { name: 'b' } }] })],
];

const NAMES = 'cpu, memory, ephemeral-storage, hugepages-<size>, or a resource with a domain';
const QUANTITY = 'a Kubernetes quantity from 0 on and below 2^53, for example 500m, 2 or 8Gi';
const PROFILE = 'a file of the node, with the type Localhost and no other';

const REFUSED: Cases = [
  ...['', 'a b', 'a:', 'ä'].map((name): Cases[number] => [`the header ${JSON.stringify(name)}`, header(name), `.livenessProbe.httpGet.httpHeaders[0].name: ${name}, letters, digits and "-"`]),
  ['two successes of a probe that ends it', probe({ successThreshold: 2 }), '.livenessProbe.successThreshold: 2, a whole number from 0 to 1'],
  ['the same at its start', probe({ successThreshold: 2 }, 'startupProbe'), '.startupProbe.successThreshold: 2, a whole number from 0 to 1'],
  ['an end by readiness', probe({ terminationGracePeriodSeconds: 5 }, 'readinessProbe'), '.readinessProbe.terminationGracePeriodSeconds: 5, nothing: a readiness probe ends no container'],
  ['a value and its source', variable({ value: 'a', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }), '.env[0]: value and valueFrom, one of them'],
  ['two paths in a volume', mount({ subPath: 'a', subPathExpr: 'b' }), '.volumeMounts[0]: subPath and subPathExpr, one of them'],
  ['a mount of which all can only be read, and the rest not', mount({ recursiveReadOnly: 'IfPossible' }), '.volumeMounts[0].recursiveReadOnly: IfPossible, only with readOnly: true'],
  ['the same, said', mount({ recursiveReadOnly: 'Enabled', readOnly: false }), '.volumeMounts[0].recursiveReadOnly: Enabled, only with readOnly: true'],
  ['a profile of the node without its file', security({ seccompProfile: { type: 'Localhost' } }), `.securityContext.seccompProfile.localhostProfile: nothing, ${PROFILE}`],
  ['one with an empty file', security({ seccompProfile: { type: 'Localhost', localhostProfile: '' } }), `.securityContext.seccompProfile.localhostProfile: , ${PROFILE}`],
  ['a file of another profile', security({ appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } }), `.securityContext.appArmorProfile.localhostProfile: a, ${PROFILE}`],
  ['a process of Windows', security({ windowsOptions: { hostProcess: true } }), '.securityContext.windowsOptions.hostProcess: true, false: servers run on Linux'],
  ['privileges without escalation', security({ privileged: true, allowPrivilegeEscalation: false }), '.securityContext.privileged: true, false, or nothing, while allowPrivilegeEscalation is false'],
  ['a resource of no domain', amount('gpu', '1'), `.resources.limits["gpu"]: gpu, ${NAMES}`],
  ['a resource of Kubernetes\' own with a wrong name', amount('kubernetes.io/a b', '1'), `.resources.limits["kubernetes.io/a b"]: kubernetes.io/a b, ${NAMES}`],
  ['an amount that is none', amount('cpu', 'much'), `.resources.limits["cpu"]: much, ${QUANTITY}`],
  ['less than nothing', amount('memory', '-1'), `.resources.limits["memory"]: -1, ${QUANTITY}`],
  ['more than is counted', amount('memory', '9007199254740992'), `.resources.limits["memory"]: 9007199254740992, ${QUANTITY}`],
  ['half a device', amount('example.com/nic', '500m'), '.resources.limits["example.com/nic"]: 500m, a whole number'],
  ['a device without a limit', resources({ 'example.com/nic': '1' }), '.resources.requests["example.com/nic"]: 1, a request with a limit of the same amount: it cannot be shared'],
  ['fewer devices than the limit', resources({ 'example.com/nic': '1' }, { 'example.com/nic': '2' }), '.resources.requests["example.com/nic"]: 1, the limit, 2'],
  ['more devices than the limit', resources({ 'example.com/nic': '3' }, { 'example.com/nic': '2' }), '.resources.requests["example.com/nic"]: 3, the limit, 2'],
  ['more than the limit', resources({ cpu: '2' }, { cpu: '1500m' }), '.resources.requests["cpu"]: 2, at most the limit, 1500m'],
  ['an amount of devices that is none', resources({ 'example.com/nic': 'much' }, { 'example.com/nic': '1' }), `.resources.requests["example.com/nic"]: much, ${QUANTITY}`],
  ['a limit of devices that is none', resources({ 'example.com/nic': '1' }, { 'example.com/nic': 'much' }), `.resources.limits["example.com/nic"]: much, ${QUANTITY}`],
  ['two ports of one name', one({ ports: [{ name: 'a', containerPort: 80 }, { name: 'a', containerPort: 81 }] }), '.ports[1].name: a, a value that no other item has'],
];

describe('the API server', () => {
  test.each(ACCEPTED)('accepts a container with %s', (_what, value) => expect(problemsOf(FIELD, value)).toEqual([]));

  test.each(REFUSED.map(([what, value, ...problems]): [string, Json, string[]] => [what, value, problems]))('refuses a container with %s', (_what, value, problems) => {
    expect(problemsOf(FIELD, value)).toEqual(problems);
  });
});
