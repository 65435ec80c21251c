import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, ApiObjectProps, App, Chart, Size } from 'cdk8s';
import { NetworkPolicyIpBlock } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { filesUnder } from '../../scripts/lib/project';
import {
  Accelerator, Compute, Cpu, Finding, Findings, Framework, ModelConstruct, ModelSource, RuntimeProfile, RuntimeProfileProps, SecretKey, ServingEngine,
  Severity, TerminationMessagePolicy, TritonEngine, VllmEngine,
} from '../../src';
import { SWITCH } from '../../src/app/printing/undocumented';
import { RuntimeRule } from '../../src/checks/rule';
import { RULES } from '../../src/checks/rules';
import { COMMIT } from '../fixtures';

/*
 * The profiles of a platform mostly say the same but for some words that mean nothing to the library, such as the name of a team. Their models are
 * judged and printed by one mould, and have to be judged and printed as without it.
 */

const gpu = () => Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const hub = () => ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(15) });
const onnx = () => ModelSource.s3('s3://models/one.onnx', { size: Size.gibibytes(2) });
const vllm = () => new VllmEngine({ version: '0.32.0' });

/** The props of each profile, and how many models each of them has. */
interface Fleet {
  readonly profiles: readonly Omit<RuntimeProfileProps, 'engine' | 'compute'>[];
  readonly engine?: () => ServingEngine;
  readonly each?: number;
  readonly nameOf?: (index: number) => string;
  readonly replicas?: number;
  /** What others add to the chart, and do with the models. */
  readonly beside?: (chart: Chart, models: readonly ModelConstruct[]) => void;
}

/** What is said and printed of a fleet in which everything is made anew for each profile. */
function synthesize({ profiles, engine = vllm, each = 1, nameOf = index => `model-${index}`, beside, replicas }: Fleet): { said: string[]; printed: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'families-'));
  const app = new App({ outdir });
  const chart = new Chart(app, 'chart', { namespace: 'models' });
  const made = profiles.map((props, index) => new RuntimeProfile(app, `profile-${index}`, { engine: engine(), compute: gpu(), ...props }));
  const models = Array.from({ length: made.length * each }, (_, index) => {
    const profile = made[index % made.length];
    const [framework, source] = profile.engine instanceof TritonEngine ? [Framework.ONNX, onnx()] : [Framework.PYTORCH, hub()];
    return new ModelConstruct(chart, nameOf(index), { version: '1.0.0', framework, source, profile, replicas });
  });
  beside?.(chart, models);
  const said = Findings.of(chart).map(finding => JSON.stringify(finding));
  try {
    app.synth();
    return { said, printed: readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8') };
  } catch (error) {
    return { said, printed: String(error) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Expects the same of a fleet with moulds and without. */
function expectTheSame(fleet: Fleet): ReturnType<typeof synthesize> {
  const one = synthesize(fleet);
  process.env[SWITCH] = 'yes';
  const other = synthesize(fleet);
  delete process.env[SWITCH];
  expect(one).toEqual(other);
  return one;
}

const teams = (count: number) => Array.from({ length: count }, (_, index) => ({ env: { TEAM: `team-${index}`, OPTIONS: '{"a": 1}' }, network: {} }));

/** Values that mean something, in one way or another. */
const ODD = [
  'true', 'off', '1', '0x1f', 'a b', '', 'a$(HOST)', '$$', 'x'.repeat(70), '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', 'Tr0ub4dor&3xyz', 'server', 'model-3', 'zqx', 'zqw', 'a\nb',
  'https://user:secret@example.com', '/etc/passwd', 'flashinfer',
];

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => {
  delete process.env[SWITCH];
  jest.restoreAllMocks();
});

describe('profiles that differ in words', () => {
  test.each<[string, (team: string) => Fleet['profiles'][number]]>([
    ['a variable', team => ({ env: { TEAM: team, OPTIONS: '{"a": 1}' }, network: {} })],
    ['a label', team => ({ pod: { labels: { 'example.com/team': team, 'stage': 'prod' } } })],
    ['an annotation', team => ({ pod: { annotations: { 'example.com/team': team }, terminationMessagePolicy: TerminationMessagePolicy.FILE } })],
    ['the nodes of each', team => ({ scheduling: { nodeSelector: { pool: team }, priorityClassName: 'high' } })],
    ['all of these', team => ({ env: { TEAM: team }, pod: { labels: { team }, annotations: { team } }, scheduling: { nodeSelector: { team } } })],
  ])('are judged and printed by one mould, however many there are, where the word is in %s', (_, propsOf) => {
    const bind = jest.spyOn(VllmEngine.prototype, 'bind');
    const profiles = Array.from({ length: 50 }, (__, index) => propsOf(`team-${index}`));
    const { printed } = synthesize({ profiles });
    expect(bind.mock.calls.length).toBeLessThan(10);
    expect(new Set(printed.match(/: team-\d+/g)).size).toBe(50);
    expectTheSame({ profiles: profiles.slice(0, 6), each: 2 });
  });

  test('are judged and printed as without moulds', () => {
    expectTheSame({ profiles: teams(7), each: 3 });
    expectTheSame({ profiles: teams(7), each: 2, engine: () => new TritonEngine({ version: '26.07' }) });
  });

  test.each(ODD)('are so where one of the words is %j', odd => {
    expectTheSame({ profiles: [...teams(5), { env: { TEAM: odd, OPTIONS: '{"a": 1}' }, network: {} }, ...teams(2)], each: 2 });
    const inPods = (team: string) => ({ pod: { labels: { team }, annotations: { team } }, scheduling: { nodeSelector: { team } } });
    expectTheSame({ profiles: ['team-a', 'team-b', 'team-c', odd, 'team-d'].map(inPods) });
  });

  test.each([
    'app.kubernetes.io/name', 'app.kubernetes.io/version', 'registry.matrixinfer.ai/model', 'kubernetes.io/arch', 'nvidia.com/gpu.product', 'kueue.x-k8s.io/queue-name',
    'registry.matrixinfer.ai/source', 'sidecar.istio.io/inject', 'azure.workload.identity/use', 'password', 'not a key',
  ])('are so where the words have the name %s', name => {
    const words = ['team-a', 'team-b', 'vllm', 'arm64', 'amd64', 'team-c'];
    expectTheSame({ profiles: words.map(word => ({ pod: { labels: { [name]: word } } })), each: 2 });
    expectTheSame({ profiles: words.map(word => ({ pod: { annotations: { [name]: word } } })), each: 2 });
    expectTheSame({ profiles: words.map(word => ({ scheduling: { nodeSelector: { [name]: word } } })), each: 2 });
  });

  test.each<[string, Fleet['profiles'][number]]>([
    ['the order of variables', { env: { OPTIONS: '{"a": 1}', TEAM: 'team-x' }, network: {} }],
    ['another variable', { env: { GROUP: 'team-x', OPTIONS: '{"a": 1}' }, network: {} }],
    ['a variable of a server', { env: { TEAM: 'team-x', OPTIONS: '{"a": 1}', VLLM_LOGGING_LEVEL: 'nonsense' }, network: {} }],
    ['a variable like a credential', { env: { TEAM: 'team-x', OPTIONS: '{"a": 1}', DB_PASSWORD: 'tiger-scott' }, network: {} }],
    ['a Secret of the same name', { env: { OPTIONS: '{"a": 1}' }, secretEnv: { TEAM: SecretKey.of('a', 'b') }, network: {} }],
    ['arguments', { ...teams(1)[0], args: ['--max-num-seqs', '8'] }],
    ['a wrong argument', { ...teams(1)[0], args: ['--no-such-flag'] }],
    ['labels', { ...teams(1)[0], pod: { labels: { team: 'x' } } }],
    ['a variable for downloads', { ...teams(1)[0], downloads: { env: { TEAM: 'team-y' } } }],
    ['other labels', { ...teams(1)[0], pod: { labels: { 'app.kubernetes.io/name': 'team-x' } } }],
    ['no policy', { env: { TEAM: 'team-x', OPTIONS: '{"a": 1}' } }],
  ])('are so where one of them differs in %s', (_, odd) => {
    expectTheSame({ profiles: [...teams(4), odd, ...teams(3), odd], each: 2 });
  });

  test('are so where a rule says something of one of the words', () => {
    const remark = { what: 'this team is known', fix: 'take another' };
    jest.spyOn(RULES['env-given-twice'] as RuntimeRule, 'check').mockImplementation(({ plan }) => (plan.settings.env?.TEAM === 'team-5' ? [remark] : []));
    const { said } = expectTheSame({ profiles: teams(8), each: 2 });
    expect(said.filter(finding => finding.includes(remark.what))).toHaveLength(2);
  });

  test('are so whatever the words and the names of the models', () => {
    const word = fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-z][-a-z0-9]{0,12}[a-z0-9]$/) }, fc.constantFrom(...ODD));
    const variable = fc.constantFrom('TEAM', 'STAGE', 'COST_CENTER', 'APP_TOKEN', 'HF_HOME', 'VLLM_PORT', 'CUDA_VISIBLE_DEVICES', 'TOKENIZERS_PARALLELISM');
    const profile = fc.record({ env: fc.dictionary(variable, word, { maxKeys: 3 }) });
    const name = fc.oneof(fc.stringMatching(/^[a-z][-a-z0-9]{0,12}[a-z0-9]$/), fc.constantFrom('server', 'vllm', 'team-1'));
    const names = fc.uniqueArray(name, { minLength: 12, maxLength: 12 });
    fc.assert(fc.property(fc.array(profile, { minLength: 1, maxLength: 6 }), names, (profiles, all) => {
      expectTheSame({ profiles: [...profiles, ...profiles], nameOf: index => all[index] });
    }), { numRuns: 10, seed: 11 });
  });

  test('are so in every variable that the library names', () => {
    const files = filesUnder('src').filter(file => /(?<!\.generated)\.ts$/.test(file) && !file.startsWith('imports'));
    const code = files.map(file => readFileSync(join('src', file), 'utf8')).join('\n');
    const names = [...new Set([...code.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, name]) => name))];
    const words = ['team-a', 'team-b', 'auto'];
    const shared = vllm();
    const profilesOf = (variables: readonly string[]) => variables.flatMap(name => words.map(value => ({ env: { [name]: value } })));
    const fleetOf = (variables: readonly string[]) => ({ profiles: profilesOf(variables), engine: () => shared });
    const said = synthesize(fleetOf(names)).said.map(finding => JSON.parse(finding) as Finding);
    const wrong = new Set(said.filter(({ severity }) => severity === Severity.ERROR).map(({ path }) => names[Math.floor(Number(/model-(\d+)/.exec(path)![1]) / words.length)]));
    const sound = names.filter(name => !wrong.has(name));
    expect(sound.length).toBeGreaterThan(100);
    expectTheSame(fleetOf([...wrong]));
    expect(expectTheSame(fleetOf(sound)).printed).toContain('kind: Deployment');
  });
});

describe('models of one mould beside objects of others', () => {
  const labels = Array.from({ length: 6 }, (_, index) => ({ pod: { labels: { team: `team-${index}` } } }));
  const service = (selector: object) => ({ apiVersion: 'v1', kind: 'Service', spec: { selector, ports: [{ port: 80, targetPort: 'nope' }] } });
  const budget = (selector: object) => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: { selector, minAvailable: 2 } });
  const monitor = (selector: object) => ({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', spec: { selector, podMetricsEndpoints: [{ port: 'nope' }] } });

  const { spec, ...monitoring } = monitor({ matchLabels: { team: 'team-5' } });
  const elsewhere = { ...monitoring, metadata: { namespace: 'other' }, spec: { ...spec, namespaceSelector: { any: true } } };

  test.each<[string, ApiObjectProps]>([
    ['a Service', service({ team: 'team-4' })],
    ['a budget', budget({ matchExpressions: [{ key: 'team', operator: 'In', values: ['team-3', 'team-5'] }] })],
    ['a budget for all but one', budget({ matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['team-4'] }] })],
    ['a monitor', monitor({ matchLabels: { team: 'team-5' } })],
    ['a monitor in another namespace', elsewhere],
  ])('are said the same of where %s finds some of them by a word', (_, props) => {
    const { said } = expectTheSame({ profiles: labels, replicas: 2, beside: chart => { new ApiObject(chart, 'mine', props); } });
    expect(said.join()).toMatch(/selected-port-unknown|disruption-budgets-overlap/);
  });

  test.each([{ key: 'linkerd.io/inject', usual: 'disabled', other: 'enabled' }, { key: 'linkerd.io/inject', usual: 'disabled', other: 'ingress' }])(
    'are said the same of where a rule about these reads the annotation $key: $other', ({ key, usual, other }) => {
      const profiles = labels.map((_, index) => ({ pod: { annotations: { [key]: index === 4 ? other : usual } } }));
      const { said } = expectTheSame({ profiles, beside: chart => { new ApiObject(chart, 'mine', service({ 'app.kubernetes.io/managed-by': 'cdk8s' })); } });
      expect(said.filter(one => one.includes('selected-port-unknown'))).toHaveLength(5);
    },
  );

  test('are said the same of where their namespace bounds Pods', () => {
    const metadata = { name: 'models', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } };
    const profiles = labels.map((_, index) => ({ pod: { annotations: { 'container.apparmor.security.beta.kubernetes.io/server': index === 4 ? 'unconfined' : 'ordinary' } } }));
    expectTheSame({ profiles, beside: chart => { new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Namespace', metadata }); } });
  });

  test('print their objects in the order in which each was given them', () => {
    const beside = (chart: Chart, models: readonly ModelConstruct[]) => {
      const peer = NetworkPolicyIpBlock.ipv4(chart, 'peer', '10.0.0.0/8');
      models.forEach(({ runtime }, index) => {
        const acts = [() => runtime.allowFrom(peer), () => runtime.markHasAutoscaler()];
        (index === 4 ? acts.reverse() : acts).forEach(act => act());
      });
    };
    expectTheSame({ profiles: [{}], each: 6, beside });
  });
});
