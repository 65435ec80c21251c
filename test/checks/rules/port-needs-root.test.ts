import { ContainerEngine, ServerProbe } from '../../../src';
import { chartIn, findingsOf, PlainEngine, plainModel } from '../../fixtures';

const container = (props: object) => new ContainerEngine({ image: 'example.com/a:1.0.0', port: 80, readiness: ServerProbe.tcp(), ...props });

test('low ports are for root, or for a runtime that opens them', () => {
  const chart = chartIn();
  plainModel(chart, 'engine', { profileProps: { engine: new PlainEngine({ ports: { http: 8080, grpc: 443, metrics: 80 } }) } });
  plainModel(chart, 'container', { profileProps: { engine: container({}) } });
  plainModel(chart, 'root', { profileProps: { engine: container({ runAsUser: 0 }) } });
  plainModel(chart, 'told', { profileProps: { engine: container({}) }, security: { runAsUser: 0 } });
  plainModel(chart, 'capable', { profileProps: { engine: container({}) }, security: { addCapabilities: ['NET_BIND_SERVICE'] } });
  expect(findingsOf(chart, 'port-needs-root').map(({ what }) => what)).toEqual([
    'plain listens on port 443 (grpc) as user 1000', 'plain listens on port 80 (metrics) as user 1000', 'container listens on port 80 (http) as user 1000',
  ]);
});
