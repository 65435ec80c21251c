import { EnginePorts } from '../../src';
import { chartIn, errorOfSynth, PlainEngine, plainModel } from '../fixtures';

function synthesized(ports: EnginePorts): string {
  const chart = chartIn();
  plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ ports }) } });
  return errorOfSynth(chart);
}

test.each<[EnginePorts]>([
  [{ http: 8080, grpc: 8080 }],
  [{ http: 8080, grpc: 8080, metrics: 8080 }],
  [{ http: 8080, grpc: 9000, metrics: 9000 }],
])('an engine of a user with the ports %j is refused', ports => {
  expect(synthesized(ports)).toMatch(/engine-refuses: invalid ports of plain: got "\d+ twice", allowed is one port for each protocol; leave the port of metrics out/);
});

test.each<[EnginePorts]>([[{ http: 0 }], [{ http: 65536 }], [{ http: 8080, grpc: 1.5 }], [{ http: 8080, metrics: -1 }]])('and one with %j', ports => {
  expect(synthesized(ports)).toMatch(/at spec\..*(containerPort|port)/i);
});
