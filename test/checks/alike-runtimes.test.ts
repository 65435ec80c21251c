import { Findings, Framework, ModelSource, VllmEngine } from '../../src';
import { AlikeRuntimes } from '../../src/checks/alike-runtimes';
import { RuntimeCheck } from '../../src/checks/runtime-checks';
import { RuntimeContext, RuntimeSubject } from '../../src/checks/runtime-subject';
import { RuntimePlan } from '../../src/render/runtime-plan';
import { chartIn, gpuCompute, plainModel, plainProfile } from '../fixtures';

/* Of runtimes that are mostly alike a check is asked again only where what it read is another: that it is asked too often, no finding shows. */

/** A runtime of several alike, as it is judged in an app. */
function judged(): [RuntimePlan, RuntimeContext] {
  const check = jest.spyOn(AlikeRuntimes.prototype, 'check');
  const chart = chartIn('ml');
  const profile = plainProfile(chart, { engine: new VllmEngine({ version: '0.32.0' }), compute: gpuCompute() });
  for (let index = 0; index < 20; index++) {
    plainModel(chart, `model-${index}`, { profile, source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, replicas: 2 });
  }
  Findings.of(chart);
  const [call] = check.mock.calls;
  check.mockRestore();
  return call;
}

/** What each check reads of a runtime. */
const READS: { readonly [name: string]: (subject: RuntimeSubject) => unknown } = {
  'nothing': () => undefined,
  'name': ({ plan }) => plan.name,
  'everything': ({ plan }) => Object.keys(plan),
  'arguments': ({ plan }) => plan.container.args,
  'environment': ({ plan }) => plan.container.env,
  'meaning': ({ meant }) => meant,
  'which flags': ({ flags }) => flags.names,
  'the served name': ({ flags }) => flags.valueOf('--served-model-name'),
  'the port': ({ flags }) => flags.valueOf('--port'),
  'closed': ({ context }) => context.closed,
};

const [PLAN, CONTEXT] = judged();

const withPlan = (more: Partial<RuntimePlan>): [RuntimePlan, RuntimeContext] => {
  const plan = { ...PLAN, ...more };
  return [plan, { ...CONTEXT, patched: plan }];
};
const withArgs = (change: (args: string[]) => string[]) => (
  withPlan({ container: { ...PLAN.container, args: change([...PLAN.container.args ?? []]) } })
);
const withValue = (flag: string, value: string) => withArgs(args => args.map((word, index) => (args[index - 1] === flag ? value : word)));

test.each<[string, [RuntimePlan, RuntimeContext], readonly string[]]>([
  ['nothing', withPlan({}), []],
  ['the name', withPlan({ name: 'other' }), ['name', 'everything']],
  ['a flag without a meaning', withValue('--served-model-name', 'other'), ['everything', 'arguments', 'the served name']],
  ['a flag with one', withValue('--tensor-parallel-size', '2'), ['everything', 'arguments', 'meaning']],
  ['one flag more', withArgs(args => [...args, '--enforce-eager']), ['everything', 'arguments', 'meaning', 'which flags', 'the served name', 'the port']],
  ['a variable without a meaning', withPlan({ container: { ...PLAN.container, env: { ...PLAN.container.env, HF_HUB_OFFLINE: '0' } } }), ['everything', 'environment']],
  ['the policy', [PLAN, { ...CONTEXT, closed: !CONTEXT.closed }], ['everything', 'closed']],
])('where %s is another, only its readers are asked', (_what, other, expected) => {
  // GIVEN
  const asked: string[] = [];
  const checks = Object.entries(READS).map(([name, read]): RuntimeCheck => subject => {
    asked.push(name);
    read(subject);
    return [];
  });
  const saying = checks.map((check, index): RuntimeCheck => subject => [...check(subject), { rule: 'option-unused', what: String(index), fix: '' }]);
  const alike = new AlikeRuntimes(saying);
  const said = alike.check(PLAN, CONTEXT);
  expect(asked).toEqual(Object.keys(READS));
  asked.length = 0;

  // WHEN
  const again = alike.check(...other);

  // THEN
  expect(asked).toEqual(Object.keys(READS).filter(name => expected.includes(name)));
  expect(again).toEqual(said);
});
