import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { selects } from '../companions/selectors';
import { Rule, Said } from '../rule';

/** Services and monitors of one's own that find the Pods or the Service of a model, and name a port that is not there. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'nothing answers there: connections are refused, or nothing is scraped',
  check(subject) {
    const { template, services } = subject.own;
    const labels = at(template, 'metadata', 'labels');
    const pods = ['containers', 'initContainers'].flatMap(list => itemsAt(template, 'spec', list)).flatMap(container => itemsAt(container, 'ports'));
    if (hasInjected(template)) return []; // it has ports of its own
    const own = subject.of('Service').filter(({ manifest }) => at(manifest, 'spec', 'type') !== 'ExternalName');
    const ofPods = [...own, ...subject.of('PodMonitor')].filter(one => selects(selectorOf(one), labels));
    return [
      ...ofPods.flatMap(one => unknownPorts(one, { owner: 'the Pods', ports: pods, number: 'containerPort' })),
      ...subject.of('ServiceMonitor').flatMap(monitor => {
        const portsOf = (all: readonly Json[]) => all.filter(service => selects(selectorOf(monitor), at(service, 'metadata', 'labels'))).flatMap(service => itemsAt(service, 'spec', 'ports'));
        const ports = portsOf(services);
        return ports.length === 0 ? [] : unknownPorts(monitor, { owner: 'the Service', ports, others: portsOf(own.map(({ manifest }) => manifest as Json)), number: 'port' });
      }),
    ];
  },
};

/** Whether a mesh is told to add its proxy to the Pods. */
function hasInjected(template: Json): boolean {
  const said = ['labels', 'annotations'].map(map => at(template, 'metadata', map));
  return said.some(map => at(map, 'sidecar.istio.io/inject') === 'true' || ['enabled', 'ingress'].includes(String(at(map, 'linkerd.io/inject'))));
}

/** What has ports, and the member of them that is their number. */
interface Ports {
  readonly owner: string;
  readonly ports: readonly Json[];
  /** Those of Services beside it. */
  readonly others?: readonly Json[];
  readonly number: string;
}

function unknownPorts(companion: Companion, { owner, ports, others = [], number }: Ports): Said[] {
  const known = new Set<Json>([...ports, ...others].flatMap(port => [at(port, 'name'), at(port, number)]));
  return namedPorts(companion).filter(port => port !== undefined && !known.has(port)).map(port => ({
    what: `${nameOf(companion)} names the port ${show(port)}, and ${owner} of the model ${owner === 'the Pods' ? 'have' : 'has'} ${ports.map(one => `${String(at(one, 'name') ?? 'one')} (${String(at(one, number))})`).join(', ')}`,
    fix: 'name one of them, rather by its name than by its number, or add it in containerPorts or service.ports; acknowledge the finding when a container that is injected has it',
  }));
}

function selectorOf({ kind, manifest }: Companion): Json {
  const selector = at(manifest, 'spec', 'selector');
  return kind === 'Service' ? { matchLabels: selector } : selector;
}

function namedPorts({ kind, manifest: { spec } }: Companion): Json[] {
  if (kind === 'Service') return itemsAt(spec, 'ports').map(port => at(port, 'targetPort') ?? at(port, 'port'));
  return itemsAt(spec, kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints').map(endpoint => at(endpoint, 'port'));
}
