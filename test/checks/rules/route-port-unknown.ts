import { plainModel, smallCompute } from '../../fixtures';
import { beside } from '../companion-examples';
import { model, on, RuleExamples, two } from '../rule-examples';

const ingress = (port: number) => beside('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { number: port } } } });

const httpRoute = (backendRef: object) => beside('gateway.networking.k8s.io/v1', 'HTTPRoute', { rules: [{ backendRefs: [backendRef] }] });

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart), ingress(80)(chart)],
  holds: chart => [plainModel(chart), ingress(8080)(chart)],
  more: {
    fires: [
      two(model({ service: { ports: [{ name: 'web', containerPort: 'http', port: 80 }] } }), ingress(81)),
      two(model(), beside('networking.k8s.io/v1', 'Ingress', { rules: [{ http: { paths: [{ backend: { service: { name: 'model', port: { name: 'web' } } } }] } }] })),
      two(model(), httpRoute({ name: 'model', port: 80 })), two(model(), httpRoute({ kind: 'Service', name: 'model', port: 80 })),
    ],
    holds: [
      two(model(), beside('networking.k8s.io/v1', 'Ingress', { rules: [{ http: { paths: [{ backend: { service: { name: 'model', port: { name: 'http' } } } }] } }] })),
      two(model(), beside('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model' } } })), two(model(), beside('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'other', port: { number: 80 } } } })),
      ...[{ port: 8080 }, { port: 80, kind: 'ServiceImport' }, { port: 80, namespace: 'other' }, { port: 80, name: 'other' }].map(one => two(model(), httpRoute({ name: 'model', ...one }))),
    ],
  },
  says: /leads to port 80 of the Service "model", which has http \(8080\)/,
  fixes: [{
    fix: /name a port that it has: model\.endpoint\.port; or add one to service\.ports/,
    broken: two(model(), ingress(80)),
    mended: [
      two(model(), ingress(8080)),
      two(on({ ports: { http: 8081 } }, { compute: smallCompute() }), ingress(8081)),
      two(model({ service: { ports: [{ name: 'web', containerPort: 'http', port: 80 }] } }), ingress(80)),
    ],
  }],
};
