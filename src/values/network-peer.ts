/**
 * Somebody who calls, or is called, by the shape that the peers of every cdk8s-plus minor have: `Pods`, workloads, `Namespaces`, `NetworkPolicyIpBlock`.
 * The library is built with cdk8s-plus-27; peers of a newer one fit all the same.
 */
export interface INetworkPeer {
  /**
   * The method that cdk8s-plus asks of a peer: a `NetworkPolicyPeerConfig`, with an `ipBlock` or a `podSelector`. Only its form counts, so that any
   * minor's is taken.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the classes of each minor are other classes to TypeScript
  toNetworkPolicyPeerConfig(): any;
}
