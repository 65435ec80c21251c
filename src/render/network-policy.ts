import type * as kplus from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { cacheJobVolumes } from './cache-job';
import { calledAddresses } from './called-addresses';
import { metricsPortOf, tryScraper } from './monitored';
import { hasService, portsBeside, portsOf, servedPorts } from './ports';
import { RuntimeInput, RuntimePlan } from './runtime-plan';
import { reachedByVolumes } from './volumes';
import { CalledAddress } from '../facts/called-addresses';
import { compact, JsonObject } from '../ground/objects';
import { NetworkAccess } from '../profiles/runtime-options';
import { NodeAgent, SourceBinding } from '../sources/source-binding';
import { ModelLabels } from '../values/model-labels';
import { INetworkPeer } from '../values/network-peer';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Where clusters answer DNS, as the Pod behind the Service or the node is seen by a policy: CoreDNS and kube-dns in `kube-system`; NodeLocal
 * DNSCache (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/); Cloud DNS on GKE, at the address of the metadata server.
 */
const DNS: JsonObject[] = [
  { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
  { ipBlock: { cidr: '169.254.20.10/32' } },
  { ipBlock: { cidr: '169.254.169.254/32' } },
];

/** DNS of OpenShift, whose Pods listen on another port. https://docs.openshift.com/container-platform/latest/networking/dns-operator.html */
const OPENSHIFT_DNS: JsonObject = { to: [{ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: 'openshift-dns' } } }], ports: onBoth(5353) };

/** Everything but the node's own addresses, where the clouds hand credentials out; Pods apart, which some network plugins do not see in a block. */
const ANYWHERE: JsonObject[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
  { ipBlock: { cidr: '::/0', except: ['fd00:ec2::/32', 'fd20:ce::/32', 'fe80::/10'] } },
  { namespaceSelector: {} },
];

/** Those who may call: named in `network`, and later. */
export function callersOf({ settings, callers = [], guests = [] }: RuntimeInput): INetworkPeer[] {
  return [...settings.network?.from ?? [], ...callers, ...guests];
}

/**
 * The `spec` of the NetworkPolicy in front of the Pods: callers that are named, DNS, the source, addresses that the server is told to call, and peers
 * that are named.
 */
export function networkPolicySpec(plan: RuntimePlan): JsonObject {
  const from = callersOf(plan).flatMap(renderPeer);
  const needed = egressOf(plan.settings.network, [plan.binding, reachedByVolumes(plan.volumes)]);
  return compact({
    podSelector: { matchLabels: { [ModelLabels.MODEL]: plan.name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [...(from.length === 0 ? [] : [{ from, ports: admittedPorts(plan) }]), ...scrapingRules(plan)],
    egress: eachOnce([...needed, ...calledAddresses(plan).flatMap(rulesOfCalled)]),
  });
}

/** The `spec` of the NetworkPolicy of the Job that fills the cache: nobody calls it, and it reaches what the source needs. */
export function cacheJobPolicySpec(plan: RuntimePlan): JsonObject {
  return {
    podSelector: { matchLabels: { [ModelLabels.FILLS_CACHE_OF]: plan.name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: egressOf(plan.settings.network, [plan.fill!.binding, reachedByVolumes(cacheJobVolumes(plan))]),
  };
}

/** The one who scrapes may reach the metrics, and nothing else. */
function scrapingRules({ engine, settings }: RuntimePlan): JsonObject[] {
  const scraper = tryScraper(settings);
  return scraper === undefined ? [] : [{ from: [scraper], ports: [{ port: metricsPortOf(engine), protocol: 'TCP' }] }];
}

/** DNS, the source and the drivers of volumes, their agents, and peers that are named. */
function egressOf(access: NetworkAccess = {}, needed: readonly Pick<SourceBinding, 'egressPorts' | 'nodeAgents'>[]): JsonObject[] {
  const sourcePorts = [...new Set(needed.flatMap(({ egressPorts = [] }) => egressPorts))];
  const nodeAgents = [...new Map(needed.flatMap(({ nodeAgents: agents = [] }) => agents).map(agent => [`${agent.address} ${agent.port}`, agent])).values()];
  const to = (access.to ?? []).flatMap(renderPeer);
  return [
    ...dnsRules(access.dns),
    ...(sourcePorts.length === 0 ? [] : [{ to: ANYWHERE, ports: sourcePorts.map(onTcp) }]),
    ...agentRules(nodeAgents),
    ...(to.length === 0 ? [] : [{ to }]),
  ];
}

/** Callers may reach the server, the containers beside it that listen, and whatever else the Service leads to. */
function admittedPorts(plan: RuntimePlan): JsonObject[] {
  const own = [...portsOf(plan), ...portsBeside(plan)].map(({ name, protocol = 'TCP' }) => ({ port: name, protocol }));
  const served = (hasService(plan) ? servedPorts(plan) : []).filter(({ target }) => own.every(({ port }) => port !== target));
  return [...own, ...served.map(({ target, protocol }) => ({ port: target, protocol }))];
}

function dnsRules(given: NetworkAccess['dns']): JsonObject[] {
  if (given === undefined) return [{ to: DNS, ports: onBoth(53) }, OPENSHIFT_DNS];
  return given.length === 0 ? [] : [{ to: given.flatMap(renderPeer), ports: onBoth(53) }];
}

/** Agents on the node, one rule for each port that they listen on. */
function agentRules(agents: NodeAgent[]): JsonObject[] {
  return [...new Set(agents.map(({ port }) => port))].map(port => ({
    to: agents.filter(agent => agent.port === port).map(({ address }) => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } })),
    ports: [onTcp(port)],
  }));
}

function eachOnce(rules: JsonObject[]): JsonObject[] {
  return [...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values()];
}

/** A Service of this namespace, of another one, or what can be either that or a domain. */
const SERVICE = /^[a-z][-a-z0-9]*(?:\.([a-z0-9][-a-z0-9]*)(\.svc(?:\.[-.a-z0-9]+)?)?)?\.?$/i;

/**
 * What lets out to an address: to it alone where it is an IP address, to the Pods of its namespace where it is a Service, and else to its port
 * anywhere. The port of a Service is none of its Pods, so that rule has no port.
 */
function rulesOfCalled({ host, port }: CalledAddress): JsonObject[] {
  const block = ipBlockOf(host);
  if (block !== undefined) return [{ to: [{ ipBlock: { cidr: block } }], ports: [onTcp(port)] }];
  const anywhere = { to: ANYWHERE, ports: [onTcp(port)] };
  const [service, namespace, suffix] = SERVICE.exec(host) ?? [];
  if (service === undefined) return [anywhere];
  const inNamespace = namespace !== undefined && { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace.toLowerCase() } } };
  const pods = { to: [{ ...inNamespace, podSelector: {} }] };
  return namespace === undefined || suffix !== undefined ? [pods] : [pods, anywhere];
}

/** The block of one IP address, in the form that the API server takes; undefined for a name. */
function ipBlockOf(host: string): string | undefined {
  if (!/^(\[.*\]|\d+(\.\d+){3})$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname } = new URL(`http://${host}`);
  if (hostname.startsWith('[')) return `${hostname.slice(1, -1)}/128`;
  return hostname === host ? `${host}/32` : undefined;
}

function onTcp(port: number): JsonObject {
  return { port, protocol: 'TCP' };
}

function onBoth(port: number): JsonObject[] {
  return [{ port, protocol: 'UDP' }, onTcp(port)];
}

/** A cdk8s-plus peer as plain data; one with several namespaces becomes several. */
function renderPeer(peer: INetworkPeer): JsonObject[] {
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig() as kplus.NetworkPolicyPeerConfig;
  if (ipBlock) return [{ ipBlock: plain(ipBlock._toKube()) }];
  if (!podSelector) {
    throw new Error(`the network peer ${(peer as Partial<IConstruct>).node?.path ?? 'that was given'} selects neither Pods nor an `
    + 'IP block; give Pods, Namespaces or a NetworkPolicyIpBlock');
  }
  const pods = plain(podSelector.labelSelector._toKube());
  const namespaces = podSelector.namespaces;
  const byLabel = namespaces?.labelSelector && plain(namespaces.labelSelector._toKube());
  if (!namespaces?.names) return [byLabel ? { podSelector: pods, namespaceSelector: byLabel } : { podSelector: pods }];
  return namespaces.names.map(name => ({
    podSelector: pods,
    namespaceSelector: { ...byLabel, matchLabels: { ...(byLabel?.matchLabels as JsonObject), [NAMESPACE_NAME]: name } },
  }));
}

/** All Pods of a namespace, as a peer. */
export function podsOfNamespace(name: string): INetworkPeer {
  const all = { _toKube: () => ({}) };
  return { toNetworkPolicyPeerConfig: () => ({ podSelector: { labelSelector: all, namespaces: { names: [name] } } }) };
}

/** An L1 selector or IP block without members that have no effect; an empty selector stays, it means everything. */
function plain(value: object): JsonObject {
  return compact(JSON.parse(JSON.stringify(value)) as JsonObject);
}
