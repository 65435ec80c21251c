import { made, recipes } from './recipes';
import { Findings, Severity } from '../../src';

const ALL = recipes();

describe('a recipe of docs/beside.md', () => {
  test.each(ALL.map(recipe => [recipe.title, recipe] as const))('synthesizes without an error, in few lines: %s', (_title, recipe) => {
    const errors = Findings.of(made(recipe).app).filter(({ severity }) => severity === Severity.ERROR);
    expect(errors.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
    expect(recipe.code.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(30);
  });

  test('is there for each thing that people have beside a model', () => {
    expect(ALL.flatMap(recipe => made(recipe).beside)).toEqual([
      'HTTPRoute', 'InferencePool', 'ScaledObject', 'ServiceMonitor', 'Job', 'PersistentVolume', 'PersistentVolumeClaim', 'ExternalSecret', 'Certificate', 'Service',
    ]);
    const said = ['kueue.x-k8s.io/queue-name', 'excludeOutboundPorts', 'argocd.argoproj.io/sync-wave', 'whisper', 'multiModalLimits', 'ModelTask.EMBED', 'reranker'];
    expect(said.filter(words => !ALL.some(({ code }) => code.includes(words)))).toEqual([]);
  });

  test('leads requests to ports that the Service and the Pods have', () => {
    const find = (kind: string) => made(ALL.find(({ code }) => code.includes(`kind: '${kind}'`))!).objects.find(one => one.kind === kind) as { spec?: unknown };
    expect(find('HTTPRoute').spec).toMatchObject({ rules: [{ backendRefs: [{ name: 'llama-7b', port: 8000 }] }] });
    expect(find('InferencePool').spec).toMatchObject({ selector: { matchLabels: { 'registry.matrixinfer.ai/model': 'llama-7b' } }, targetPorts: [{ number: 8000 }] });
    expect(find('ServiceMonitor').spec).toMatchObject({ endpoints: [{ port: 'http', path: '/metrics' }] });
    expect(find('Certificate').spec).toMatchObject({ dnsNames: ['encrypted.ml-models.svc', 'encrypted.ml-models.svc.cluster.local'] });
  });
});
