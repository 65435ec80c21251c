import { ContainerEngine, KubernetesVersion, ModelSource, NetworkAccess, RuntimeSettings, ServerProbe, ServiceAccountRef } from '../../src';
import { Container, render, Rendered } from '../conformance/render';

/** An engine that takes whatever a source gives, and says where it found it. */
const anything = new ContainerEngine({ image: 'registry.example.com/server:1.2.3', port: 8080, readiness: ServerProbe.tcp(), args: ['$(MODEL_PATH)'] });

/** A source in a Pod, with an identity, so that nothing is found. */
export function bound(source: ModelSource, settings: RuntimeSettings = {}): Rendered & { readonly download: Container } {
  const rendered = render({ engine: anything, source, settings: { kubernetesVersion: KubernetesVersion.V1_35, pod: { serviceAccount: ServiceAccountRef.of('reader') }, ...settings } });
  return { ...rendered, download: rendered.init[0] };
}

/** What a NetworkPolicy lets the Pod call for a source, besides DNS: ports anywhere, and ports of addresses on the node. */
export function egressOf(source: ModelSource): (number | string)[] {
  const network: NetworkAccess = { dns: [] };
  const policy = bound(source, { network }).objects.find(object => object.kind === 'NetworkPolicy')!;
  return (policy.spec.egress ?? []).flatMap(({ to = [], ports = [] }) => {
    const blocks = to.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr]));
    return ports.flatMap(({ port }): (number | string)[] => (blocks.includes('0.0.0.0/0') ? [port] : blocks.map(cidr => `${cidr} ${port}`)));
  });
}

/** Rules of what is found when nobody names a ServiceAccount. */
export function findingsWithoutIdentity(source: ModelSource): string[] {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { findings } = bound(source, { pod: {} });
  write.mockRestore();
  return findings.map(finding => finding.rule);
}
