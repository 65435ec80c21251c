import { GIVEN } from './volume-fields';
import { fieldRef, RESOURCE_REF, VARIABLE_FIELD } from '../ground/downward-fields';
import { absent, both, Field, FieldProblem, filled, isObject, list, members, oneMember, oneOf, required, rule, text, whole } from '../ground/fields';
import {
  CAPABILITY, COUNT, DATA_KEY, DNS_LABEL,
  DNS_SUBDOMAIN,
  ENV_NAME, IMAGE, INNER_PATH, INT32, MOUNT_PATH,
  NOT_EMPTY, PORT, PORT_NAME, PORT_OR_NAME, QUALIFIED_NAME, USER_ID,
} from '../ground/kubernetes-fields';
import { Json } from '../ground/objects';
import { tryParseQuantity } from '../ground/quantity';
import { isExtendedResource } from '../ground/resources';

/*
 * The values that the API server accepts of containers.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */

const STRING = text('a string', () => true);
const SECONDS = whole(1, INT32);
const OR_EMPTY = (field: Field): Field => value => (value === '' ? [] : field(value));

const HANDLERS: { readonly [kind: string]: Field } = {
  exec: members({ command: filled(list(STRING)) }),
  httpGet: members({
    port: required(PORT_OR_NAME, 'a port, it is required'),
    httpHeaders: list(members({ name: required(text('letters, digits and "-"', name => /^[-A-Za-z0-9]+$/.test(name)), 'a name') })),
  }),
  tcpSocket: members({ port: required(PORT_OR_NAME, 'a port, it is required') }),
  grpc: members({ port: required(PORT, 'a port, it is required') }),
};

const HOOK: Field = both(
  members({ exec: HANDLERS.exec, httpGet: HANDLERS.httpGet, tcpSocket: HANDLERS.tcpSocket, sleep: members({ seconds: required(SECONDS, 'seconds') }) }),
  oneMember(['exec', 'httpGet', 'tcpSocket', 'sleep']),
);

const PROBE: Field = both(
  members({
    ...HANDLERS,
    initialDelaySeconds: COUNT,
    timeoutSeconds: COUNT,
    periodSeconds: COUNT,
    successThreshold: COUNT,
    failureThreshold: COUNT,
    terminationGracePeriodSeconds: SECONDS,
  }),
  oneMember(Object.keys(HANDLERS)),
);
const KILLING_PROBE = both(PROBE, members({ successThreshold: whole(0, 1) }));
const READINESS = both(PROBE, members({ terminationGracePeriodSeconds: absent('nothing: a readiness probe ends no container') }));

const VARIABLE_SOURCES: { readonly [kind: string]: Field } = {
  fieldRef: fieldRef(VARIABLE_FIELD),
  resourceFieldRef: RESOURCE_REF,
  configMapKeyRef: members({ name: GIVEN, key: required(DATA_KEY, 'a key') }),
  secretKeyRef: members({ name: GIVEN, key: required(DATA_KEY, 'a key') }),
  fileKeyRef: members({ volumeName: GIVEN, path: GIVEN, key: GIVEN }),
};

const VARIABLE: Field = both(
  members({ name: required(ENV_NAME, 'a name'), value: STRING, valueFrom: both(members(VARIABLE_SOURCES), oneMember(Object.keys(VARIABLE_SOURCES))) }),
  rule(({ value, valueFrom }) => (Boolean(value) && valueFrom !== undefined ? [{ path: '', got: 'value and valueFrom', allowed: 'one of them' }] : [])),
);

const MOUNT: Field = both(
  members({
    name: GIVEN,
    mountPath: required(MOUNT_PATH, 'an absolute path'),
    subPath: OR_EMPTY(INNER_PATH),
    subPathExpr: OR_EMPTY(INNER_PATH),
    recursiveReadOnly: oneOf('Disabled', 'IfPossible', 'Enabled'),
  }),
  rule(mount => [
    ...(Boolean(mount.subPath) && Boolean(mount.subPathExpr) ? [{ path: '', got: 'subPath and subPathExpr', allowed: 'one of them' }] : []),
    ...([undefined, 'Disabled'].includes(mount.recursiveReadOnly as string) || mount.readOnly === true ? []
      : [{ path: '.recursiveReadOnly', got: mount.recursiveReadOnly, allowed: 'only with readOnly: true' }]),
  ]),
);

/** A profile of seccomp or AppArmor: a file of the node belongs to one of its types, and to no other. */
export const PROFILE: Field = both(
  members({ type: GIVEN }),
  rule(({ type, localhostProfile }) => ((type === 'Localhost' ? Boolean(localhostProfile) : localhostProfile === undefined) ? []
    : [{ path: '.localhostProfile', got: localhostProfile ?? 'nothing', allowed: 'a file of the node, with the type Localhost and no other' }])),
);

/** Options of Windows that the API server reads in Pods of Linux too. */
export const WINDOWS = members({
  gmsaCredentialSpecName: DNS_SUBDOMAIN,
  gmsaCredentialSpec: NOT_EMPTY,
  runAsUserName: NOT_EMPTY,
  hostProcess: value => (value === true ? absent('false: servers run on Linux')(value) : []),
});

const SECURITY: Field = both(
  members({
    runAsUser: USER_ID,
    runAsGroup: USER_ID,
    seccompProfile: PROFILE,
    appArmorProfile: PROFILE,
    windowsOptions: WINDOWS,
    capabilities: members({ add: list(CAPABILITY) }),
  }),
  rule(context => (context.privileged === true && context.allowPrivilegeEscalation === false
    ? [{ path: '.privileged', got: true, allowed: 'false, or nothing, while allowPrivilegeEscalation is false' }] : [])),
);

const PLAIN_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const isShared = (key: string) => PLAIN_RESOURCES.includes(key) || /(^|\.)kubernetes\.io\//.test(key);

/** Bytes beyond this are not counted exactly, and Kubernetes warns of them. */
const MOST = 2n ** 53n * 1_000_000_000n;

/** Amounts of resources, by name. */
export const AMOUNTS: Field = rule(map => Object.entries(map).flatMap(([key, amount]) => (
  amountProblems(key, String(amount)).map(allowed => ({ path: `[${JSON.stringify(key)}]`, got: allowed === NAMES ? key : amount, allowed }))
)));

const NAMES = 'cpu, memory, ephemeral-storage, hugepages-<size>, or a resource with a domain';

/** Verdicts, by key and amount: models of one app have few of them. */
const VERDICTS = new Map<string, readonly string[]>();

/** The values that would be allowed in place of a resource and its amount; empty when both are fine. */
function amountProblems(key: string, amount: string): readonly string[] {
  const id = `${key} ${amount}`;
  const known = VERDICTS.get(id);
  if (known) return known;
  const isKnown = isShared(key) ? QUALIFIED_NAME(key).length === 0 : key.startsWith('hugepages-') || isExtendedResource(key);
  const nanos = tryParseQuantity(amount);
  const isWhole = nanos === undefined || !isExtendedResource(key) || nanos % 1_000_000_000n === 0n;
  const found = [
    ...(isKnown ? [] : [NAMES]),
    ...(nanos === undefined || nanos < 0n || nanos >= MOST ? ['a Kubernetes quantity from 0 on and below 2^53, for example 500m, 2 or 8Gi'] : []),
    ...(isWhole ? [] : ['a whole number']),
  ];
  if (VERDICTS.size > 1000) VERDICTS.clear();
  VERDICTS.set(id, found);
  return found;
}

/** Resources of a container: a request is within its limit, and equal to it for a resource that cannot be shared. */
export const RESOURCES: Field = both(
  members({ requests: AMOUNTS, limits: AMOUNTS }),
  rule(({ requests, limits }) => (isObject(requests) ? Object.entries(requests) : []).flatMap(([key, request]) => (
    withinLimit(key, request, isObject(limits) ? limits[key] : undefined)
  ))),
);

function withinLimit(key: string, request: Json, limit: Json): FieldProblem[] {
  if (request === limit) return [];
  const path = `.requests[${JSON.stringify(key)}]`;
  if (limit === undefined) return isShared(key) ? [] : [{ path, got: request, allowed: 'a request with a limit of the same amount: it cannot be shared' }];
  const [asked, most] = [request, limit].map(amount => tryParseQuantity(String(amount)));
  if (asked === undefined || most === undefined || asked === most) return [];
  return asked > most || !isShared(key) ? [{
    path,
    got: request,
    allowed: isShared(key) ? `at most the limit, ${String(limit)}` : `the limit, ${String(limit)}`,
  }] : [];
}

const PORTS = list(members({ name: OR_EMPTY(PORT_NAME), containerPort: required(PORT, 'a port, it is required'), hostPort: whole(0, 65535) }), 'name');

const EXIT_CODES = members({ operator: required(oneOf('In', 'NotIn'), 'In, NotIn'), values: filled(list(whole(0, 255))) });

/** A container. */
export const CONTAINER: Field = members({
  name: required(DNS_LABEL, 'a DNS-1123 label'),
  image: required(IMAGE, 'an image'),
  command: list(STRING),
  args: list(STRING),
  env: list(VARIABLE, 'name'),
  envFrom: list(both(members({
    prefix: OR_EMPTY(ENV_NAME),
    configMapRef: members({ name: GIVEN }),
    secretRef: members({ name: GIVEN }),
  }), oneMember(['configMapRef', 'secretRef']))),
  ports: PORTS,
  startupProbe: KILLING_PROBE,
  readinessProbe: READINESS,
  livenessProbe: KILLING_PROBE,
  lifecycle: members({ preStop: HOOK, postStart: HOOK }),
  resources: RESOURCES,
  securityContext: SECURITY,
  volumeMounts: list(MOUNT, 'mountPath'),
  restartPolicyRules: list(members({
    action: required(oneOf('Restart', 'RestartAllContainers'), 'Restart, RestartAllContainers'),
    exitCodes: required(EXIT_CODES, 'exit codes'),
  })),
  resizePolicy: list(members({
    resourceName: required(oneOf('cpu', 'memory'), 'cpu, memory'),
    restartPolicy: required(oneOf('NotRequired', 'RestartContainer'), 'NotRequired, RestartContainer'),
  }), 'resourceName'),
  volumeDevices: list(members({ name: GIVEN, devicePath: GIVEN }), 'devicePath'),
});
