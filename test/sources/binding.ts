import { ContainerEngine, KubernetesVersion, ModelSource, NetworkAccess, RuntimeSettings, ServerProbe } from '../../src';
import { Container, render, Rendered } from '../conformance/render';

/** An engine that takes whatever a source gives, and says where it found it. */
const anything = new ContainerEngine({ image: 'registry.example.com/server:1.2.3', port: 8080, readiness: ServerProbe.tcp(), args: ['$(MODEL_PATH)'] });

/** A source in a Pod, with an identity, so that nothing is found. */
export function bound(source: ModelSource, settings: RuntimeSettings = {}): Rendered & { readonly download: Container } {
  const rendered = render({ engine: anything, source, settings: { kubernetesVersion: KubernetesVersion.V1_35, pod: { serviceAccountName: 'reader' }, ...settings } });
  return { ...rendered, download: rendered.init[0] };
}

/** Ports that a NetworkPolicy lets the Pod call for a source, besides DNS. */
export function egressOf(source: ModelSource): number[] {
  const network: NetworkAccess = {};
  const policy = bound(source, { network }).objects.find(object => object.kind === 'NetworkPolicy')!;
  return policy.spec.egress!.flatMap(rule => rule.ports ?? []).map(({ port }) => port).filter(port => port !== 53);
}

/** Rules of what is found when nobody names a ServiceAccount. */
export function findingsWithoutIdentity(source: ModelSource): string[] {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { findings } = bound(source, { pod: {} });
  write.mockRestore();
  return findings.map(finding => finding.rule);
}
