import { App, Chart } from 'cdk8s';
import {
  AutoscalingPolicy, AutoscalingTarget, ModelInfer, ModelLabels, ModelRef, ModelRoute, ModelServer, ModelStatusReporter, ModelStatusReporterProps,
  RouteDestination, Scaler, ServedModel,
} from '../../src';
import { manifestsOf } from '../fixtures';

/** One of each kind, only registered, with the annotations that are given to it. */
function recorded(chart: Chart, annotations?: { [key: string]: string }): void {
  const metadata = { annotations };
  const [registerOnly, service] = [true, { port: 80 }];
  new ModelInfer(chart, 'infer', { model: ModelRef.named('llama'), registerOnly });
  new ModelServer(chart, 'server', { target: ServedModel.of('llama'), registerOnly, service, metadata });
  new ModelRoute(chart, 'route', { routes: [{ to: RouteDestination.service('llama-server', service) }], registerOnly, metadata });
  const target = AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-infer' });
  new AutoscalingPolicy(chart, 'policy', { target, scaler: Scaler.recordOnly(), metadata });
}

const reporter = (app: App, props: ModelStatusReporterProps = {}) => new ModelStatusReporter(new Chart(app, 'status', { namespace: 'status' }), 'status', props);
const marks = (chart: Chart) => manifestsOf(chart).map(({ kind, metadata: { annotations = {} } }) => `${kind} ${annotations[ModelLabels.REGISTERED_ONLY]}`);
const ALL = ['ModelInfer true', 'ModelServer true', 'ModelRoute true', 'AutoscalingPolicy true'];

test.each([['before', true], ['after', false]])('what is only recorded is marked for a reporter that is made %s it', (_when, isFirst) => {
  const app = new App();
  const chart = new Chart(app, 'fleet', { namespace: 'fleet' });
  if (isFirst) reporter(app);
  recorded(chart);
  if (!isFirst) reporter(app);
  expect(marks(chart)).toEqual(ALL);
});

test('and not for one of other namespaces, nor where there is none: it is the document that was written', () => {
  const app = new App();
  const [chart, other] = ['fleet', 'other'].map(namespace => new Chart(app, namespace, { namespace }));
  [chart, other].forEach(one => recorded(one));
  expect(marks(chart).slice(1)).toEqual(['ModelServer undefined', 'ModelRoute undefined', 'AutoscalingPolicy undefined']);
  reporter(app, { namespaces: ['other'] });
  expect(marks(chart).slice(1)).toEqual(['ModelServer undefined', 'ModelRoute undefined', 'AutoscalingPolicy undefined']);
  expect(marks(other)).toEqual(ALL);
});

test('the mark can be given by hand, for a reporter of another app', () => {
  const chart = new Chart(new App(), 'fleet', { namespace: 'fleet' });
  recorded(chart, { [ModelLabels.REGISTERED_ONLY]: 'true' });
  expect(marks(chart)).toEqual(ALL);
});
