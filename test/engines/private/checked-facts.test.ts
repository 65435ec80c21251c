import { Compute, EngineContainer, EngineContext, EngineFacts, EngineMetric, MetricKind, MetricUnit, ServerProbe, ServingEngine } from '../../../src';

const TIME: EngineMetric = { name: 'a_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS };
const COUNT: EngineMetric = { name: 'a_total', kind: MetricKind.COUNTER };

class EchoEngine extends ServingEngine {
  public constructor(facts: Partial<EngineFacts> = {}) {
    const up = ServerProbe.http('/up');
    super({ name: 'echo', ports: { http: 9999 }, probes: { startup: up, readiness: up, liveness: up }, ...facts });
  }

  public imageFor(_compute: Compute): string { return 'registry.example.com/echo:1.2.3'; }
  public bind(_context: EngineContext): EngineContainer { return {}; }
}

describe('facts of a server that cannot be are refused where they are given', () => {
  test.each<[string, Partial<EngineFacts>, RegExp]>([
    ['no name', { name: '' }, /invalid name of the server: got "", allowed is the value of a label/],
    ['a version with a space', { version: '1 2' }, /invalid version of echo: got "1 2"/],
    ['a path without a slash, which would follow the port', { apiPath: 'v1' }, /invalid apiPath of echo: got "v1", allowed is a path that begins with "\/"/],
    ['an empty path', { apiPath: '' }, /invalid apiPath of echo: got ""/],
    ['a path with a query', { metricsPath: '/metrics?a=b' }, /invalid metricsPath of echo/],
    ['names of metrics without a path', { metrics: { waiting: 'a' } }, /invalid metrics of echo: got "names", allowed is metrics together with metricsPath/],
    ['a metric with labels', { metricsPath: '/metrics', metrics: { running: 'a{b="c"}' } }, /invalid metrics.running of echo/],
    ['a label with a dash', { metricsPath: '/metrics', metrics: { modelLabel: 'model-name' } }, /invalid metrics.modelLabel of echo: got "model-name", allowed is the name of a label/],
    ['a metric with its bucket', { metricsPath: '/metrics', metrics: { requestTime: { ...TIME, name: 'a b' } } }, /invalid metrics.requestTime of echo: name: got "a b"/],
    ['a label of a metric with a dash', { metricsPath: '/metrics', metrics: { failed: { ...COUNT, labels: ['a-b'] } } }, /invalid metrics.failed of echo: labels: got "a-b"/],
    ['a selection by a label that it has not', { metricsPath: '/metrics', metrics: { failed: { ...COUNT, matching: { code: '5..' } } } }, /invalid metrics.failed of echo: matching: got "code", allowed is no label/],
    ['a counter of time without what it is divided by', { metricsPath: '/metrics', metrics: { requestTime: { ...COUNT, unit: MetricUnit.SECONDS } } }, /requestTime of echo: per: got "nothing"/],
    ['a histogram that is divided', { metricsPath: '/metrics', metrics: { requestTime: { ...TIME, per: 'n' } } }, /requestTime of echo: per: got "n"/],
    ['a repository with a tag', { officialImages: ['registry.example.com/echo:1.2.3'] }, /invalid officialImages of echo: .* without a tag/],
    ['a repository in capitals', { officialImages: ['vLLM/vllm-openai'] }, /invalid officialImages of echo/],
    ['a flag without dashes', { repeatableFlags: ['name'] }, /invalid repeatableFlags of echo: got "name"/],
    ['a flag with its value', { reservedFlags: { '--name=x': 'use name' } }, /invalid reservedFlags of echo/],
    ['a reserved flag without advice', { reservedFlags: { '--name': ' ' } }, /invalid reservedFlags\["--name"\] of echo/],
    ['an alias for no flag', { flagAliases: { '-n': 'name' } }, /invalid flagAliases\["-n"\] of echo: got "name"/],
    ['aliases of each other', { flagAliases: { '-n': '-m', '-m': '-n' } }, /invalid flagAliases\["-n"\] of echo: got "-m", allowed is a flag that is no alias itself/],
    ['a prefix as no variable has it', { envPrefix: 'echo' }, /invalid envPrefix of echo: got "echo"/],
    ['a prefix with the "_" that comes behind it', { envPrefix: 'ECHO_' }, /invalid envPrefix of echo/],
    ['less than no copy', { scratchCopies: -1 }, /invalid scratchCopies of echo: got -1/],
  ])('%s', (_what, facts, message) => {
    expect(() => new EchoEngine(facts)).toThrow(message);
  });

  test.each<[string, Partial<EngineFacts>]>([
    ['nothing more than has to be', {}],
    ['a port of metrics for a PodMonitor', { ports: { http: 8080, metrics: 9090 } }],
    ['metrics on the HTTP port', { ports: { http: 8080, metrics: 8080 }, metricsPath: '/metrics', metrics: { waiting: ':tensorflow:serving:queue' } }],
    ['a mean time, and a time by size', {
      metricsPath: '/metrics',
      metrics: { requestTime: { ...COUNT, unit: MetricUnit.MICROSECONDS, per: 'n' }, queueTime: TIME, failed: { ...COUNT, labels: ['code'], matching: { code: '5..' } }, modelLabel: 'model' },
    }],
    ['all images of a registry with a port', { officialImages: ['acme/echo', 'localhost/echo', 'registry:5000/a/b/', 'docker.io/vllm/vllm-openai'] }],
    ['flags in every spelling', { repeatableFlags: ['-l', '--lora_modules'], flagAliases: { '-n': '--name', '--nick': '--name' }, reservedFlags: { '--name': 'use name' } }],
    ['one and a half copies', { scratchCopies: 1.5 }],
  ])('%s is fine', (_what, facts) => {
    expect(new EchoEngine(facts).name).toBe('echo');
  });
});
