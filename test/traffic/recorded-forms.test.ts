import { Chart } from 'cdk8s';
import {
  AutoscalingPolicy, Findings, Framework, IAutoscalingTarget, IServedModel,
  ModelConstruct, ModelInfer, ModelRoute, ModelServer, ModelSource, RuntimeProfile, Scaler, Scaling, VllmEngine,
} from '../../src';
import { JsonObject } from '../../src/ground/objects';
import { chartIn, gpuCompute } from '../fixtures';

/*
 * What is recorded beside what is recorded: each pair of a policy, a server or a route and what it is for comes out, or says a way out that its reader has.
 */

type Target = IAutoscalingTarget & IServedModel;

const source = ModelSource.huggingFace('a/b', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9' });
const engine = new VllmEngine({ version: '0.32.0', port: 8123 });

function modelIn(chart: Chart, registerOnly: boolean, replicas?: number): ModelConstruct {
  const profile = new RuntimeProfile(chart, 'profile', { engine, compute: gpuCompute() });
  return new ModelConstruct(chart, 'model', { version: '1.0.0', framework: Framework.PYTORCH, source, profile, registerOnly, replicas });
}

const TARGETS: { readonly [what: string]: (chart: Chart) => Target } = {
  'a model': chart => modelIn(chart, false),
  'a registered model': chart => modelIn(chart, true),
  'a ModelInfer': chart => new ModelInfer(chart, 'infer', { model: modelIn(chart, true) }),
  'a registered ModelInfer': chart => new ModelInfer(chart, 'infer', { model: modelIn(chart, true), registerOnly: true }),
};

const scaling = [Scaling.byQueue(4)];
const server = (chart: Chart, target: Target, registerOnly: boolean) => new ModelServer(chart, 'server', { target, registerOnly });

const BESIDE: { readonly [what: string]: (chart: Chart, target: Target) => unknown } = {
  'a policy': (chart, target) => new AutoscalingPolicy(chart, 'policy', { target, maxReplicas: 2, scaling }),
  'a recorded policy': (chart, target) => new AutoscalingPolicy(chart, 'policy', { target, maxReplicas: 2, scaling, scaler: Scaler.recordOnly() }),
  'a server': (chart, target) => server(chart, target, false),
  'a recorded server': (chart, target) => server(chart, target, true),
  'a recorded route': (chart, target) => new ModelRoute(chart, 'route', { routes: [{ to: server(chart, target, true) }], registerOnly: true }),
};

const PAIRS = Object.keys(BESIDE).flatMap(beside => Object.keys(TARGETS).map(target => ({ beside, target })));
const isActing = (beside: string) => !beside.includes('recorded');

test.each(PAIRS)('$beside on $target comes out, or says what to do', ({ beside, target }) => {
  // GIVEN
  const chart = chartIn('ml');
  const make = () => BESIDE[beside](chart, TARGETS[target](chart));

  // THEN
  if (isActing(beside) && target.includes('registered')) {
    expect(make).toThrow(beside === 'a policy'
      ? /has no runtime: registerOnly is true.*use Scaler\.recordOnly\(\) to record the policy alone, AutoscalingTarget\.of\(…\)/
      : /which has no runtime: registerOnly is true", allowed is a model with a runtime, or a ServedModel; use ServedModel\.of\("(model|model-infer)"\) for Pods/);
    return;
  }
  make();
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(Object.keys(TARGETS))('a recorded server of %s has the port and the path of its engine, and a recorded policy names it', what => {
  const chart = chartIn('ml');
  const target = TARGETS[what](chart);
  const { spec: recorded } = server(chart, target, true).server.toJson() as { readonly spec: JsonObject };
  expect(recorded).toMatchObject({ modelInferRef: { name: target.name }, service: { port: 8123 }, routing: { path: '/v1' } });
  const policy = new AutoscalingPolicy(chart, 'policy', { target, maxReplicas: 2, scaling, scaler: Scaler.recordOnly() });
  expect((policy.policy.toJson() as { readonly spec: JsonObject }).spec.targetRef).toMatchObject({ name: target.name });
});

test('replicas that a model says stay beside a policy that is only recorded, and one of another namespace is refused', () => {
  const chart = chartIn('ml');
  const target = modelIn(chart, false, 2);
  new AutoscalingPolicy(chart, 'policy', { target, maxReplicas: 4, scaling, scaler: Scaler.recordOnly() });
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect((target.runtime.deployment.toJson() as { readonly spec: JsonObject }).spec.replicas).toBe(2);
  const [here, other] = [chartIn('here'), chartIn('other')];
  expect(() => BESIDE['a recorded policy'](other, TARGETS['a registered ModelInfer'](here))).toThrow(/a model in namespace here", allowed is a model in its own namespace, other/);
});
