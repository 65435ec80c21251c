import { TextGenerationInferenceEngine, VllmEngine } from '../../src';
import { calledAddress } from '../../src/facts/called-addresses';
import { chartIn, gpuCompute, ModelOverrides, objectOf, plainModel } from '../fixtures';

/** A block of everything but the addresses of nodes, which the policy lets out to as a whole. */
const ANYWHERE = '0.0.0.0/0';

interface Rule {
  readonly to: readonly { readonly ipBlock?: { readonly cidr: string }; readonly namespaceSelector?: object }[];
  readonly ports?: readonly { readonly port: number }[];
}

/** What the policy of a model lets out to, besides what it does without these settings. */
function openedBy({ args, env, engine = new VllmEngine({ version: '0.32.0' }) }: ModelOverrides): string[] {
  const rulesOf = (overrides: ModelOverrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', { network: {}, engine, compute: gpuCompute(), ...overrides });
    return (objectOf(chart, 'NetworkPolicy').spec as { egress: Rule[] }).egress.map(rule => JSON.stringify(rule));
  };
  const without = rulesOf({});
  return rulesOf({ args, env }).filter(rule => !without.includes(rule)).map(rule => wordsOf(JSON.parse(rule) as Rule));
}

function wordsOf({ to, ports = [] }: Rule): string {
  const [first] = to;
  const namespace = /"kubernetes.io\/metadata.name":"([^"]*)"/.exec(JSON.stringify(first.namespaceSelector ?? {}))?.[1] ?? 'its own';
  const where = first.ipBlock?.cidr === ANYWHERE ? 'anywhere' : first.ipBlock?.cidr ?? `Pods of ${namespace}`;
  return [where, ...ports.map(({ port }) => port)].join(' ');
}

describe('an address that the server is told to call', () => {
  test.each<[string, ModelOverrides, string[]]>([
    ['a Service of the namespace', { args: ['--otlp-traces-endpoint', 'http://otel-collector:4317'] }, ['Pods of its own']],
    ['a Service of another one', { args: ['--otlp-traces-endpoint=otel-collector.monitoring.svc:4317'] }, ['Pods of monitoring']],
    ['a Service by its whole name', { args: ['--otlp-traces-endpoint=grpc://c.monitoring.svc.cluster.local:4317'] }, ['Pods of monitoring']],
    ['a Service, or a domain', { args: ['--otlp-traces-endpoint=otel.example:4317'] }, ['Pods of example', 'anywhere 4317']],
    ['a host outside', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://api.traces.example.com:4318' } }, ['anywhere 4318']],
    ['a host outside at a port that the source has opened', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://api.traces.example.com' } }, []],
    ['an IPv4 address', { env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://10.0.0.7:4318/v1/traces' } }, ['10.0.0.7/32 4318']],
    ['an IPv6 address', { env: { LMCACHE_REMOTE_URL: 'redis://user@[FD00:0::1]' } }, ['fd00::1/128 6379']],
    ['the endpoint of events in JSON', { args: ['--kv-events-config', '{"enable_kv_cache_events":true,"publisher":"zmq","endpoint":"tcp://epp:5557"}'] }, ['Pods of its own']],
    ['the endpoint of events below the flag', { args: ['--kv-events-config.endpoint', 'tcp://epp.routing.svc:5557'] }, ['Pods of routing']],
    ['one in another spelling of the flag', { args: ['--otlp_traces_endpoint', 'collector:4317'] }, ['Pods of its own']],
    ['one that is named twice', { args: ['--otlp-traces-endpoint', 'c:4317'], env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317' } }, ['Pods of its own']],
    ['one of another server', { args: ['--otlp-endpoint', 'http://c:4317'], engine: new TextGenerationInferenceEngine({ version: '3.3.7' }) }, ['Pods of its own']],
  ])('is let out to: %s', (_what, overrides, opened) => {
    expect(openedBy(overrides)).toEqual(opened);
  });

  test.each<[string, ModelOverrides]>([
    ['a port that the server listens on', { args: ['--kv-events-config', '{"endpoint":"tcp://*:5557"}'] }],
    ['the container itself', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4317' } }],
    ['a variable of the container', { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://$(NODE_IP):4317', NODE_IP: '10.0.0.1' } }],
    ['a variable that no program reads so', { env: { DOCS_URL: 'https://docs.example.com' } }],
  ])('opens nothing where it is %s', (_what, overrides) => {
    expect(openedBy(overrides)).toEqual([]);
  });

  test.each(['', '*', 'http://', 'c:0', 'c:99999', 'ftp://c', 'a b:1', 'http://127.0.0.1:4317', '0.0.0.0:1', '[::]:5557', 'inproc://events'])('is nothing that can be called: %p', text => {
    expect(calledAddress(text)).toBeUndefined();
  });
});
