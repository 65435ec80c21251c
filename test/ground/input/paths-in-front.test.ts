import { Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../../src';
import { caught, chartIn, plainModel, plainProfile } from '../../fixtures';

type Untyped = new (...given: unknown[]) => Construct;

/** Every class of the package that is made with a scope and an id. */
const CONSTRUCTS = Object.entries(library).filter((entry): entry is [string, never] => {
  const { prototype } = entry[1] as { readonly prototype?: unknown };
  return prototype instanceof Construct;
}).map(([name, type]): [string, Untyped] => [name, type]);

/** Those without props. */
const WITHOUT_PROPS = ['MatrixInferCrds'];
const WITH_PROPS = CONSTRUCTS.filter(([name]) => !WITHOUT_PROPS.includes(name));

const messageOf = (make: (chart: Chart) => unknown) => caught(() => make(chartIn('ml'))).message;

test('there are constructs to look at', () => expect(WITH_PROPS.length).toBeGreaterThanOrEqual(8));

describe.each(WITH_PROPS)('an error of the props of %s begins with its path', (_name, Type) => {
  test.each<[string, unknown]>([
    ['a member that is not known', { nosuch: 1 }],
    ['several of them', { nosuch: 1, more: 2, name: 7 }],
    ['props that are none', 7],
    ['props that are a list', []],
    ['a name that is none', { name: 'No Name!' }],
    ['a name of another type', { name: 7 }],
    ['null', null],
  ])('%s', (_what, props) => expect(messageOf(chart => new Type(new Construct(chart, 'team'), 'it', props))).toMatch(/^\[chart\/team\/it\] \S/));
});

test.each(CONSTRUCTS)('an error of the place of %s begins with it', (_name, Type) => {
  expect(messageOf(chart => new Type(chart, 7))).toMatch(/^\[chart\] /);
  expect(messageOf(chart => new Type(chart, ''))).toMatch(/^\[chart\] /);
});

const { ModelInfer, ModelConstruct, ModelServer, ModelRoute, AutoscalingPolicy, ModelStatusReporter, Scaling, GatewayRef, Findings } = library;
const model = (chart: Chart) => plainModel(chart, 'other');
const scaled = (chart: Chart, autoscaling: library.InferAutoscaling) => new ModelInfer(chart, 'it', { model: plainModel(chart, 'other', { registerOnly: true }), autoscaling });

/** Values that are out of their range, or missing, of each construct that has some. */
test.each<[string, (chart: Chart) => unknown]>([
  ['the version of a model', chart => plainModel(chart, 'it', { version: '' })],
  ['the name of a model', chart => plainModel(chart, 'it', { name: 'A'.repeat(80) })],
  ['the scratch of a profile', chart => plainProfile(chart, { imageRegistry: 'no registry!' }, 'it')],
  ['no target of a server', chart => new ModelServer(chart, 'it', {} as never)],
  ['the port of a server', chart => new ModelServer(chart, 'it', { target: model(chart), port: 70_000 } as never)],
  ['the rules of a route', chart => new ModelRoute(chart, 'it', { gateway: { parents: [GatewayRef.gateway('g')] }, routes: [] })],
  ['the bounds of a policy', chart => new AutoscalingPolicy(chart, 'it', { target: model(chart), minReplicas: 5, maxReplicas: 2, scaling: [Scaling.byQueue(3)] })],
  ['nothing to scale by', chart => new AutoscalingPolicy(chart, 'it', { target: model(chart), minReplicas: 1, maxReplicas: 2, scaling: [] })],
  ['the autoscaling of a ModelInfer', chart => scaled(chart, { minReplicas: 3, maxReplicas: 2, targetCpuUtilization: 0.5 })],
  ['a ModelInfer without anything to scale by', chart => scaled(chart, { maxReplicas: 2 })],
  ['the namespaces of a reporter', chart => new ModelStatusReporter(chart, 'it', { namespaces: [] })],
  ['no profile of a model', chart => new ModelConstruct(chart, 'it', { version: '1' } as never)],
  ['a rule to acknowledge that is none', chart => Findings.acknowledge(plainProfile(chart, {}, 'it'), 'nope', 'because')],
  ['an empty reason', chart => Findings.acknowledge(plainProfile(chart, {}, 'it'), 'image-not-pinned', ' ')],
  ['a reason of another type', chart => Findings.acknowledge(plainProfile(chart, {}, 'it'), 'image-not-pinned', 7 as never)],
])('an error of a value begins with the path: %s', (_what, make) => expect(messageOf(make)).toMatch(/^\[chart\/it(\/Runtime)?\] \S/));

test('an error of a patch and of metadata begins with the path of the object', () => {
  const { runtime: { deployment } } = plainModel(chartIn('ml'));
  expect(caught(() => deployment.addJsonPatch({} as JsonPatch)).message).toMatch(/^\[chart\/model\/Runtime\/Resource\] /);
  expect(caught(() => deployment.metadata.addLabel('a', 7 as never)).message).toMatch(/^\[chart\/model\/Runtime\/Resource\] /);
});

test('an app has no path', () => {
  const chart = chartIn();
  expect(caught(() => Findings.acknowledge(chart.node.root, 'nope', 'because')).message).toMatch(/^invalid rule to acknowledge: got "nope"/);
});
