import { compact, given, JsonObject } from '../ground/objects';
import { DnsPolicy, PodSystemOptions } from '../profiles/pod-system-options';

/** The part of its node and of the cluster that a Pod sees; nothing but what was asked for. */
export function podSystem(pod: PodSystemOptions): JsonObject {
  const shared = (is: boolean | undefined) => (is ? true : undefined);
  return {
    hostNetwork: shared(pod.hostNetwork),
    hostIPC: shared(pod.hostIpc),
    hostPID: shared(pod.hostPid),
    hostUsers: pod.hostUsers === false ? false : undefined,
    shareProcessNamespace: shared(pod.shareProcessNamespace),
    // In the network of its node a Pod would ask the DNS of the node, which does not know the Services of the cluster.
    dnsPolicy: pod.dns?.policy ?? (pod.hostNetwork ? DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET : undefined),
    dnsConfig: dnsConfig(pod),
    hostAliases: given(pod.hostAliases).map(([ip, hostnames]) => ({ ip, hostnames: [...new Set(hostnames)] })),
    hostname: pod.hostname,
    subdomain: pod.subdomain,
  };
}

function dnsConfig({ dns: { nameservers = [], searches = [], options } = {} }: PodSystemOptions): JsonObject {
  return compact({
    nameservers: [...new Set(nameservers)],
    searches: [...new Set(searches)],
    options: given(options).map(([name, value]) => (value === '' ? { name } : { name, value })),
  });
}
