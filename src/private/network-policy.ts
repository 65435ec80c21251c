import type * as kplus from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { compact, Json, JsonObject } from './objects';
import { portsOf } from './pod-template';
import { RuntimePlan } from './runtime-plan';
import { NetworkAccess } from '../profiles/runtime-options';
import { ModelLabels } from '../values/model-labels';
import { INetworkPeer } from '../values/network-peer';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The `spec` of the NetworkPolicy in front of the Pods: callers that are named, DNS, the source and peers that are named. */
export function networkPolicySpec(plan: RuntimePlan, access: NetworkAccess): JsonObject {
  const from = (access.from ?? []).flatMap(renderPeer);
  const to = (access.to ?? []).flatMap(renderPeer);
  const sourcePorts = [...new Set(plan.binding.egressPorts ?? [])];
  return compact({
    podSelector: { matchLabels: { [ModelLabels.MODEL]: plan.name } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: from.length === 0 ? [] : [{ from, ports: portsOf(plan).map(port => ({ port: port.name, protocol: 'TCP' })) }],
    egress: [
      { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
      ...(sourcePorts.length === 0 ? [] : [{ ports: sourcePorts.map((port): Json => ({ port, protocol: 'TCP' })) }]),
      ...(to.length === 0 ? [] : [{ to }]),
    ],
  });
}

/** A cdk8s-plus peer as plain data; one with several namespaces becomes several. */
function renderPeer(peer: INetworkPeer): JsonObject[] {
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig() as kplus.NetworkPolicyPeerConfig;
  if (ipBlock) return [{ ipBlock: plain(ipBlock._toKube()) }];
  if (!podSelector) throw new Error(`the network peer ${(peer as Partial<IConstruct>).node?.path ?? 'that was given'} selects neither Pods nor an IP block; give Pods, Namespaces or a NetworkPolicyIpBlock`);
  const pods = plain(podSelector.labelSelector._toKube());
  const namespaces = podSelector.namespaces;
  const byLabel = namespaces?.labelSelector && plain(namespaces.labelSelector._toKube());
  if (!namespaces?.names) return [byLabel ? { podSelector: pods, namespaceSelector: byLabel } : { podSelector: pods }];
  return namespaces.names.map(name => ({
    podSelector: pods,
    namespaceSelector: { ...byLabel, matchLabels: { ...(byLabel?.matchLabels as JsonObject), [NAMESPACE_NAME]: name } },
  }));
}

/** An L1 selector or IP block without members that say nothing; an empty selector stays, it means everything. */
function plain(value: object): JsonObject {
  return compact(JSON.parse(JSON.stringify(value)) as JsonObject);
}
