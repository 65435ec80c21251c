import { ContainerEngine, EnginePorts, ServerProbe } from '../../src';
import { chartIn, errorOfSynth, findingsOf, PlainEngine, plainModel } from '../fixtures';

const container = (props: object) => new ContainerEngine({ image: 'example.com/a:1.0.0', port: 80, readiness: ServerProbe.tcp(), ...props });

function synthesized(ports: EnginePorts): string {
  const chart = chartIn();
  plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports }) } });
  return errorOfSynth(chart);
}

test.each<[EnginePorts]>([
  [{ http: 8080, grpc: 8080 }],
  [{ http: 8080, grpc: 8080, metrics: 8080 }],
  [{ http: 8080, grpc: 9000, metrics: 9000 }],
])('an engine of yours with the ports %j is refused', ports => {
  expect(synthesized(ports)).toMatch(/engine-refuses: invalid ports of plain: got "\d+ twice", allowed is one port for each protocol; leave the port of metrics out/);
});

test.each<[EnginePorts]>([[{ http: 0 }], [{ http: 65536 }], [{ http: 8080, grpc: 1.5 }], [{ http: 8080, metrics: -1 }]])('and one with %j', ports => {
  expect(synthesized(ports)).toMatch(/at spec\..*(containerPort|port)/i);
});

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
