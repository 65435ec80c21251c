/**
 * A caller, or a target of calls: any peer of cdk8s-plus, such as `Pods`, workloads, `Namespaces`, `NetworkPolicyIpBlock`. Only its shape counts, so
 * that peers of every minor of cdk8s-plus fit.
 */
export interface INetworkPeer {
  /**
   * The method that cdk8s-plus asks of a peer: a `NetworkPolicyPeerConfig`, with an `ipBlock` or a `podSelector`. Only its form counts, so that any
   * minor fits.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the classes of each minor are other classes to TypeScript
  toNetworkPolicyPeerConfig(): any;
}
