import { AutoscalingPolicy, AutoscalingTarget, KedaAuthentication, KedaAuthenticationMode, MetricsAdapter, Scaler, Scaling, SecretKey, VllmEngine } from '../../src';
import { chartIn, Manifest } from '../fixtures';

const engine = new VllmEngine({ version: '0.32.0' });
const KEDA = { serverAddress: 'http://prometheus:9090' };

/** The pattern of Pods in the query of a policy, of KEDA and of prometheus-adapter. */
function patterns(apiVersion: string, kind: string, name: string): string[] {
  const target = AutoscalingTarget.of({ apiVersion, kind, name, engine });
  const [chart, other] = [chartIn('ml'), chartIn('ml')];
  const props = { target, maxReplicas: 5, scaling: [Scaling.byQueue(4)] };
  new AutoscalingPolicy(chart, 'keda', { ...props, scaler: Scaler.keda(KEDA) });
  const adapter = MetricsAdapter.prometheusExternal();
  const { adapterRules } = new AutoscalingPolicy(other, 'hpa', { ...props, scaler: Scaler.hpa({ adapter }) });
  const { query } = chart.toJson().find((one: Manifest) => one.kind === 'ScaledObject').spec.triggers[0].metadata;
  return [query, adapterRules].map(text => /pod=~\\?"(.*?)\\?"/.exec(text)![1]);
}

describe('the Pods of a target', () => {
  test.each<[string, string, string[], string[]]>([
    ['apps/v1', 'Deployment', ['x-6d4cf56db6-abcde'], ['x-0', 'x-abcde', 'x-y-6d4cf56db6-abcde']],
    ['argoproj.io/v1alpha1', 'Rollout', ['x-6d4cf56db6-abcde'], ['x-0', 'x-y-6d4cf56db6-abcde']],
    ['workload.matrixinfer.ai/v1alpha1', 'ModelInfer', ['x-6d4cf56db6-abcde'], ['x-0']],
    ['apps/v1', 'StatefulSet', ['x-0', 'x-12'], ['x-y-0', 'x-6d4cf56db6-abcde']],
    ['apps.kruise.io/v1beta1', 'StatefulSet', ['x-3'], ['x-abcde']],
    ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', ['x-0', 'x-0-1'], ['x-y-0', 'x-abcde']],
    ['apps/v1', 'ReplicaSet', ['x-abcde'], ['x-0', 'x-6d4cf56db6-abcde']],
    ['apps.kruise.io/v1alpha1', 'CloneSet', ['x-abcde'], ['x-6d4cf56db6-abcde']],
    ['acme.example.com/v1', 'Fleet', ['x-0', 'x-6d4cf56db6-abcde'], ['xy-0', 'y-x-0']],
  ])('of %s %s are found by their names, and no others', (apiVersion, kind, own, others) => {
    for (const pattern of patterns(apiVersion, kind, 'x')) {
      const isFound = (name: string) => new RegExp(`^(${pattern})$`).test(name);
      expect(own.filter(name => !isFound(name))).toEqual([]);
      expect(others.filter(isFound)).toEqual([]);
    }
  });
});

describe('an authentication of KEDA', () => {
  const trigger = (authentication: KedaAuthentication, scaling = Scaling.byQueue(4)) => {
    const chart = chartIn('ml');
    const target = AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', engine });
    new AutoscalingPolicy(chart, 'keda', { target, maxReplicas: 5, scaling: [scaling], scaler: Scaler.keda({ ...KEDA, authentication }) });
    return chart.toJson().find((one: Manifest) => one.kind === 'ScaledObject').spec.triggers[0];
  };
  const { BASIC, BEARER, CUSTOM, OAUTH, TLS } = KedaAuthenticationMode;

  test.each<[string, KedaAuthentication, string | undefined]>([
    ['one mode', KedaAuthentication.existing('a', { modes: [BASIC] }), 'basic'],
    ['several modes, in one order', KedaAuthentication.existing('a', { modes: [TLS, CUSTOM, BEARER] }), 'bearer,tls,custom'],
    ['one of the cluster', KedaAuthentication.existingInCluster('a', { modes: [TLS, BASIC] }), 'basic,tls'],
    ['no mode', KedaAuthentication.existing('a', { modes: [] }), undefined],
    ['nothing said', KedaAuthentication.existing('a'), undefined],
    ['a token', KedaAuthentication.bearerToken(SecretKey.of('a', 'token')), 'bearer'],
  ])('with %s says it to the trigger', (_what, authentication, modes) => {
    expect(trigger(authentication).metadata.authModes).toBe(modes);
  });

  test('fails with two modes that KEDA refuses together', () => {
    expect(() => KedaAuthentication.existing('a', { modes: [BEARER, OAUTH] })).toThrow(/modes of an authentication: got "bearer and oauth"/);
    expect(() => KedaAuthentication.existing('a', { modes: ['digest' as KedaAuthenticationMode] })).toThrow(/modes/);
  });

  test('says its modes to a trigger of its own, unless its metadata do', () => {
    const of = (metadata: { [name: string]: string }) => trigger(KedaAuthentication.existing('a'), Scaling.byTrigger({
      type: 'prometheus', metadata: { query: 'x', ...metadata }, authentication: KedaAuthentication.existing('b', { modes: [BASIC] }),
    })).metadata.authModes;
    expect(of({})).toBe('basic');
    expect(of({ authModes: 'tls' })).toBe('tls');
  });
});
