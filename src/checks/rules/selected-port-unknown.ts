import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { SELECTING_KINDS, selectingKind, selectorIn } from '../companions/selecting-kinds';
import { selects } from '../companions/selectors';
import { Rule, Said } from '../rule';

/** Services, monitors and pools of one's own that find the Pods or the Service of a model, and name a port that is not there. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'nothing answers there: connections are refused, or nothing is scraped',
  check(subject) {
    const { template, services } = subject.own;
    if (hasInjected(template)) return []; // it has ports of its own
    const labels = at(template, 'metadata', 'labels');
    const pods = ['containers', 'initContainers'].flatMap(list => itemsAt(template, 'spec', list)).flatMap(container => itemsAt(container, 'ports'));
    const ofPods: Ports = { owner: 'the Pods', ports: pods, number: 'containerPort' };
    const found = subject.of(...SELECTING_KINDS).map(one => ({ one, kind: selectingKind(one.kind)!, spec: one.manifest.spec }));
    const beside = subject.of('Service').filter(one => selects(selectorIn(one), labels)).map(({ manifest }) => manifest as Json);
    return found.flatMap(({ one, kind: { finds, ports, podPorts }, spec }) => {
      if (finds === 'Pods') return selects(selectorIn(one), labels) ? unknownPorts(one, ports(spec), ofPods) : [];
      const portsOf = (all: readonly Json[]) => (
        all.filter(service => selects(selectorIn(one), at(service, 'metadata', 'labels'))).flatMap(service => itemsAt(service, 'spec', 'ports'))
      );
      const own = portsOf(services);
      if (own.length === 0) return [];
      return [
        ...unknownPorts(one, ports(spec), { owner: 'the Service', ports: own, others: portsOf(beside), number: 'port' }),
        ...unknownPorts(one, podPorts?.(spec) ?? [], ofPods),
      ];
    });
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

function unknownPorts(companion: Companion, named: readonly Json[], { owner, ports, others = [], number }: Ports): Said[] {
  const known = new Set<Json>([...ports, ...others].flatMap(port => [at(port, 'name'), at(port, number)]));
  return named.filter(port => port !== undefined && !known.has(port)).map(port => ({
    what: `${nameOf(companion)} names the port ${show(port)}, and ${owner} of the model ${owner === 'the Pods' ? 'have' : 'has'} `
      + `${ports.map(one => `${String(at(one, 'name') ?? 'one')} (${String(at(one, number))})`).join(', ')}`,
    fix: 'name one of them, rather by its name than by its number, or add it in containerPorts or service.ports; acknowledge the finding when a '
      + 'container that is injected has it',
  }));
}
