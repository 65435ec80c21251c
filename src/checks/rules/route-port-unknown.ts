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
    return subject.of('Ingress', 'HTTPRoute', 'GRPCRoute').flatMap(route => backendsOf(route).flatMap(({ service, namespace, port }): Said[] => {
      const found = subject.own.services.find(one => at(one, 'metadata', 'name') === service && at(one, 'metadata', 'namespace') === namespace);
      const ports = itemsAt(found, 'spec', 'ports');
      if (found === undefined || port === undefined || ports.some(one => at(one, 'port') === port || at(one, 'name') === port)) return [];
      return [{
        what: `${nameOf(route)} leads to port ${show(port)} of the Service ${show(service)}, which has `
          + `${ports.map(one => `${String(at(one, 'name'))} (${String(at(one, 'port'))})`).join(', ')}`,
        fix: 'name a port that it has: model.endpoint.port; or add one to service.ports',
      }];
    }));
  },
};

/** A Service that a route names, and the port of it, by number or by name. */
interface Backend {
  readonly service: Json;
  readonly namespace: Json;
  readonly port: Json;
}

function backendsOf({ kind, manifest: { spec, metadata } }: Companion): Backend[] {
  const own = at(metadata, 'namespace');
  if (kind !== 'Ingress') {
    const references = itemsAt(spec, 'rules').flatMap(route => itemsAt(route, 'backendRefs'))
      .filter(one => [undefined, 'Service'].includes(at(one, 'kind') as string));
    return references.map(one => ({ service: at(one, 'name'), namespace: at(one, 'namespace') ?? own, port: at(one, 'port') }));
  }
  const paths = itemsAt(spec, 'rules').flatMap(host => itemsAt(host, 'http', 'paths')).map(path => at(path, 'backend', 'service'));
  return [...paths, at(spec, 'defaultBackend', 'service')].map(one => ({
    service: at(one, 'name'),
    namespace: own,
    port: at(one, 'port', 'number') ?? at(one, 'port', 'name'),
  }));
}
