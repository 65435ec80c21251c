import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { Rule, Said } from '../rule';

/** Routes to a Service of the model by a port that it does not have. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'requests that come this way are answered with 502 or 503',
  check(subject) {
    return subject.of('Ingress', 'HTTPRoute', 'GRPCRoute').flatMap(route => backendsOf(route).flatMap(({ service, port }): Said[] => {
      const found = subject.own.services.find(one => at(one, 'metadata', 'name') === service);
      const ports = itemsAt(found, 'spec', 'ports');
      if (found === undefined || port === undefined || ports.some(one => at(one, 'port') === port || at(one, 'name') === port)) return [];
      return [{
        what: `${nameOf(route)} leads to port ${show(port)} of the Service ${show(service)}, which has ${ports.map(one => `${String(at(one, 'name'))} (${String(at(one, 'port'))})`).join(', ')}`,
        fix: 'name a port that it has: model.endpoint.port; or add one to service.ports',
      }];
    }));
  },
};

/** A Service that a route names, and the port of it, by number or by name. */
interface Backend {
  readonly service: Json;
  readonly port: Json;
}

function backendsOf({ kind, manifest: { spec } }: Companion): Backend[] {
  if (kind !== 'Ingress') {
    const references = itemsAt(spec, 'rules').flatMap(route => itemsAt(route, 'backendRefs')).filter(one => [undefined, 'Service'].includes(at(one, 'kind') as string));
    return references.filter(one => at(one, 'namespace') === undefined).map(one => ({ service: at(one, 'name'), port: at(one, 'port') }));
  }
  const paths = itemsAt(spec, 'rules').flatMap(host => itemsAt(host, 'http', 'paths')).map(path => at(path, 'backend', 'service'));
  return [...paths, at(spec, 'defaultBackend', 'service')].map(one => ({ service: at(one, 'name'), port: at(one, 'port', 'number') ?? at(one, 'port', 'name') }));
}
