import { ServingEngine } from '../engines/serving-engine';
import { SERVICE_TYPES_OF } from '../facts/service-types';
import { invalid } from '../ground/errors';
import { at, compact, itemsAt, Json, JsonObject } from '../ground/objects';
import { PodContainer } from '../profiles/pod-containers';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ServiceOptions, ServiceType } from '../profiles/service-options';

/** The facts that ports are derived from. */
export interface PortInput {
  readonly engine: ServingEngine;
  /** Those of the model over those of its profile. */
  readonly settings: RuntimeSettings;
}

/** A port of a container. */
export interface PodPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

/** A port as its container has it, and as a port of the node where it is one. */
export function renderPort({ name, number, protocol }: PodPort, { pod }: RuntimeSettings): JsonObject {
  return compact({ name, containerPort: number, hostPort: pod?.hostPorts?.[name], protocol });
}

/** A port of the Service, and the port of the Pods that it leads to, by its name. */
export interface ServedPort {
  readonly name: string;
  readonly port: number;
  readonly target: string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
  readonly protocol: string;
}

/** The ports of a Service as they are asked for. */
type AskedPort = Omit<ServedPort, 'port' | 'protocol'> & { readonly port?: number };

/** The named ports of the server; metrics only where they have a port of their own. */
export function portsOf({ engine, settings }: PortInput): PodPort[] {
  const { http, grpc, metrics, management } = engine.ports;
  return [
    { name: 'http', number: http, protocol: 'TCP' },
    ...(grpc === undefined ? [] : [{ name: 'grpc', number: grpc, protocol: 'TCP' }]),
    ...(metrics === undefined || metrics === http ? [] : [{ name: 'metrics', number: metrics, protocol: 'TCP' }]),
    ...(management === undefined ? [] : [{ name: 'management', number: management, protocol: 'TCP' }]),
    ...(settings.containerPorts ?? []).map(({ name, number, protocol = 'TCP' }) => ({ name, number, protocol })),
  ];
}

/** Containers besides the server that run as long as it does. */
export function longRunning({ settings: { pod = {} } }: Pick<PortInput, 'settings'>): PodContainer[] {
  return [...pod.sidecars ?? [], ...pod.containers ?? []];
}

/** Ports of the containers beside the server. */
export function portsBeside(input: Pick<PortInput, 'settings'>): PodPort[] {
  return longRunning(input).flatMap(({ ports = [] }) => ports.map(({ name, number, protocol = 'TCP' }) => ({ name, number, protocol })));
}

/** All ports that a Service can lead to. */
function podPorts(input: PortInput): PodPort[] {
  return [...portsOf(input), ...portsBeside(input)];
}

/** Whether the model has a Service. */
export function hasService({ settings }: PortInput): boolean {
  return settings.service?.type !== ServiceType.NONE;
}

/** Whether gRPC has a Service of its own. */
export function hasGrpcService(input: PortInput): boolean {
  const beside = (input.settings.service?.ports ?? []).some(({ name, containerPort = name }) => containerPort === 'grpc');
  return input.engine.ports.grpc !== undefined && !beside && hasService(input);
}

/** Something that leads requests from outside of the cluster to the model. */
export interface Exposure {
  /** What it is, in words. */
  readonly what: string;
  /** Addresses that it answers; all when none are said. */
  readonly ranges: readonly string[];
}

/** What exposes the model, by its settings. */
export function exposedBy({ settings: { service } }: Pick<PortInput, 'settings'>): Exposure[] {
  return exposedByService({ type: service?.type, externalIPs: service?.externalIps, loadBalancerSourceRanges: service?.loadBalancerSourceRanges });
}

/** What exposes the Pods themselves. */
export function exposedByNode({ settings: { pod } }: Pick<PortInput, 'settings'>): Exposure[] {
  return Object.keys(pod?.hostPorts ?? {}).length === 0 ? [] : [{ what: 'the Pods have ports of their nodes', ranges: [] }];
}

/** What exposes a Service, by its `spec`. */
export function exposedByService(spec: Json): Exposure[] {
  const type = String(at(spec, 'type'));
  return [
    ...(type === 'NodePort' || type === 'LoadBalancer' ? [{
      what: `the Service has the type ${type}`,
      ranges: itemsAt(spec, 'loadBalancerSourceRanges').map(String),
    }] : []),
    ...(itemsAt(spec, 'externalIPs').length > 0 ? [{ what: 'the Service has externalIPs', ranges: [] }] : []),
  ];
}

/** The ports of the first Service, that of HTTP before the others; throws on one whose number nobody says. */
export function servedPorts(input: PortInput): ServedPort[] {
  const { service = {}, tls } = input.settings;
  const first: AskedPort = {
    name: service.portName ?? (tls ? 'https' : 'http'),
    port: service.port,
    target: service.containerPort ?? 'http',
    nodePort: service.nodePort,
    appProtocol: service.appProtocol,
  };
  const others = (service.ports ?? []).map(({ containerPort, ...asked }): AskedPort => ({ ...asked, target: containerPort ?? asked.name }));
  const known = podPorts(input);
  return [first, ...others].map(asked => {
    const pod = known.find(({ name }) => name === asked.target);
    return {
      ...asked,
      port: asked.port ?? pod?.number ?? unknownPort(asked, known),
      protocol: pod?.protocol ?? 'TCP',
      appProtocol: asked.appProtocol ?? spokenAt(asked.target, input),
    };
  });
}

/** The port of the Service of gRPC, or of the first Service where gRPC is there; undefined when the engine speaks none. */
export function servedGrpc(input: PortInput): ServedPort | undefined {
  const { grpc } = input.engine.ports;
  if (grpc === undefined) return undefined;
  if (!hasGrpcService(input)) return servedPorts(input).find(({ target }) => target === 'grpc');
  return { name: 'grpc', port: grpc, target: 'grpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' };
}

/** Throws on ports that contradict each other. */
export function checkPorts(input: PortInput): void {
  checkContainerPorts(portsOf(input));
  checkHostPorts(input);
  const { service } = input.settings;
  if (service?.type === ServiceType.NONE) return;
  if (service) checkType(service);
  const ports = servedPorts(input);
  refuseTwice(
    'a name in service.ports',
    ports.map(({ name }) => name),
    'names that differ, http among them',
    'rename one of them, or give portName of the service',
  );
  refuseTwice('a port of the service', ports.map(({ port, protocol }) => `${port}/${protocol}`), 'each port once', 'give one of them another port');
  refuseTwice(
    'a nodePort of the service',
    ports.flatMap(({ nodePort, protocol }) => (nodePort === undefined ? [] : [`${nodePort}/${protocol}`])),
    'each port of the nodes once',
    'give one of them another nodePort, or leave it out',
  );
  if (service?.type === ServiceType.HEADLESS) checkHeadless(service, ports, podPorts(input));
}

function checkContainerPorts(ports: readonly PodPort[]): void {
  refuseTwice(
    'a name in containerPorts',
    ports.map(({ name }) => name),
    'names that differ, also from http, grpc and metrics of the engine',
    'rename it, or leave it out where the engine has the port',
  );
  refuseTwice(
    'a port in containerPorts',
    ports.map(({ number, protocol }) => `${number}/${protocol}`),
    'ports that differ, also from those of the engine',
    'leave it out: service.ports leads to ports of the engine by their names',
  );
}

/** Only some types have ports of nodes and load balancers. */
function checkType({ type = ServiceType.CLUSTER_IP, ...service }: ServiceOptions): void {
  const said = { ...service, nodePort: service.nodePort ?? service.ports?.find(({ nodePort }) => nodePort !== undefined)?.nodePort };
  for (const [member, types] of Object.entries<readonly string[]>(SERVICE_TYPES_OF)) {
    const value = said[member as keyof typeof said];
    if (value === undefined || types.includes(type) || (Array.isArray(value) && value.length === 0)) continue;
    const names = Object.entries(ServiceType).filter(([, one]) => types.includes(one)).map(([name]) => `ServiceType.${name}`);
    throw new Error(`${member} of the service is given, and its type ${type} has none; use type: ${names.join(' or ')}, or leave ${member} out`);
  }
}

/** A port of the node is one of the Pod, by its name. */
function checkHostPorts(input: PortInput): void {
  const known = podPorts(input);
  for (const name of Object.keys(input.settings.pod?.hostPorts ?? {})) {
    if (known.some(port => port.name === name)) continue;
    throw invalid({
      what: 'pod.hostPorts',
      got: name,
      allowed: `names of ports of the Pod: ${known.map(port => port.name).join(', ')}`,
      fix: 'name one of them, or add it to containerPorts or to the container that has it',
    });
  }
}

/** Nothing stands between clients and Pods that could lead from one port to another. */
function checkHeadless(service: ServiceOptions, ports: readonly ServedPort[], known: readonly PodPort[]): void {
  const idle = (['sessionAffinity', 'internalTrafficPolicy', 'externalIps'] as const).find(member => service[member] !== undefined);
  if (idle !== undefined) {
    throw new Error(`a headless service has ${idle}, and clients choose a Pod themselves; remove it, or use another type of the service`);
  }
  for (const { name, port, target } of ports) {
    const number = known.find(one => one.name === target)?.number;
    if (number !== undefined && number !== port) {
      throw invalid({
        what: `port ${name} of a headless service`,
        got: port,
        allowed: `${number}, where the Pods listen: clients reach them themselves`,
        fix: 'leave port out, or use another type of the service',
      });
    }
  }
}

function refuseTwice(what: string, values: readonly string[], allowed: string, fix: string): void {
  const twice = values.find((value, index) => values.indexOf(value) < index);
  if (twice !== undefined) throw invalid({ what, got: `${twice} twice`, allowed, fix });
}

function unknownPort({ name, target }: AskedPort, known: readonly PodPort[]): never {
  throw invalid({
    what: `containerPort of port ${name} of the service`,
    got: target,
    allowed: `the name of a port of the Pod: ${known.map(one => one.name).join(', ')}; or any other name, with port`,
    fix: 'name one of them, add it to containerPorts or to the container that has it, or give port when a container that is injected has it',
  });
}

/**
 * The protocol that is known to be spoken at a port. None is said to load balancers: Azure's then asks the path "/" for its health,
 * https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/
 */
function spokenAt(target: string, { settings: { service, tls } }: PortInput): string | undefined {
  if (service?.type === ServiceType.LOAD_BALANCER) return undefined;
  return new Map([['http', tls ? 'https' : 'http'], ['metrics', 'http'], ['grpc', 'kubernetes.io/h2c']]).get(target);
}
