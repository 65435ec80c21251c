import { App, Chart } from 'cdk8s';
import { EndpointPicker, Findings, GatewayDialect, GatewayRef, InferencePool, ModelRoute, ModelServer, SessionAffinity, VllmEngine } from '../../src';
import { manifestsOf, plainModel, smallCompute } from '../fixtures';

const ISTIO = { parents: [GatewayRef.gateway('gateway')], dialect: GatewayDialect.ISTIO };
const inMl = () => new Chart(new App(), 'chart', { namespace: 'ml' });
const modelIn = (chart: Chart, id = 'llama') => plainModel(chart, id, { servedName: 'llama', profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } });
const rulesOf = (chart: Chart) => manifestsOf(chart).filter(({ kind }) => kind === 'DestinationRule').map(({ metadata, spec }) => [metadata.name, spec]);
const wordsOf = (chart: Chart) => Findings.of(chart).map(({ rule }) => rule);

test('the picker that a pool has is called with TLS, once, whatever leads to the pool', () => {
  const chart = inMl();
  const pool = new InferencePool(chart, 'pool', { target: modelIn(chart) });
  new ModelRoute(chart, 'first', { gateway: { ...ISTIO, hostnames: ['a.example.com'] }, routes: [{ to: pool }] });
  new ModelRoute(chart, 'second', { gateway: { ...ISTIO, hostnames: ['b.example.com'] }, routes: [{ to: pool }] });
  expect(rulesOf(chart)).toEqual([['llama-epp', { host: 'llama-epp', trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } } }]]);
  expect(pool.policies.map(({ kind }) => kind)).toEqual(['DestinationRule']);
});

test('nothing is said of a picker that is there, or to a Gateway of another kind', () => {
  const chart = inMl();
  const there = new InferencePool(chart, 'there', { target: modelIn(chart), picker: EndpointPicker.service('picker') });
  const made = new InferencePool(chart, 'made', { target: modelIn(chart, 'other') });
  new ModelRoute(chart, 'first', { gateway: ISTIO, routes: [{ to: there }] });
  new ModelRoute(chart, 'second', { gateway: { ...ISTIO, hostnames: ['b.example.com'], dialect: GatewayDialect.STANDARD }, routes: [{ to: made }] });
  expect(rulesOf(chart)).toEqual([]);
});

test('a client stays at its Pod, and requests are sent again and end by the route', () => {
  const chart = inMl();
  const service = { sessionAffinity: SessionAffinity.CLIENT_IP };
  const server = new ModelServer(chart, 'server', { target: modelIn(chart), service, routing: { retries: 2 }, gateway: ISTIO });
  expect(rulesOf(chart)).toEqual([['llama-server', { host: 'llama-server', trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true } } } }]]);
  expect(manifestsOf(chart).find(({ kind }) => kind === 'HTTPRoute')!.spec.rules[0].retry).toEqual({ attempts: 2 });
  expect(server.policies.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['DestinationRule llama-server']);
  expect(wordsOf(chart)).not.toContain('session-affinity-bypassed');
});
