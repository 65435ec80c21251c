/*
 * What judging the input of 1,000 models costs, apart from all else: the calls of the judge that one model makes, from its source to its Pod template,
 * in a process that has judged nothing before. Prints the seconds.
 */
import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstructProps, ModelSource, RuntimeProfile, ServingEngine, VllmEngine } from '../src';
import { answerOf, judgeSubclass } from '../src/ground/input/answers';
import { judged, placedInChart } from '../src/ground/input/judged';
import { planRuntime } from '../src/render/runtime-plan';

const MODELS = 1_000;

const chart = new Chart(new App(), 'models');
const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const profile = new RuntimeProfile(chart, 'l4', { engine: new VllmEngine({ version: '0.32.0' }), compute });
const source = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: 'd04e592bb4f6aa9cfee91e2e20afa771667e1d4b' });
const { binding, container } = planRuntime({
  name: 'llama',
  servedName: 'llama',
  servedAliases: [],
  source,
  beside: [],
  engine: profile.engine,
  settings: profile.settings,
  autoscaled: false,
  servedNameGiven: false,
});

/** Answers at once, so that nothing but the judge is measured; each answer is a new one, as in reality. */
const engine = {
  bind: () => ({ ...container, args: [...container.args ?? []], env: { ...container.env } }),
  imageFor: () => 'vllm/vllm-openai:v0.32.0',
  sharedMemory: () => undefined,
} as unknown as ServingEngine;
const bound = { bind: () => ({ ...binding, env: { ...binding.env } }) } as unknown as ModelSource;

/** `arguments` of a call that gives no more than its parameters. */
const NO_MORE = (function (..._given: never[]) { return arguments; })();

function judgeModel(scope: Chart, id: string, props: ModelConstructProps): void {
  judged('ModelSource.huggingFace', ['meta-llama/Llama-3.1-8B', { revision: 'main' }], NO_MORE);
  judged('new_ModelSource', [{}], NO_MORE, { open: true });
  for (const type of ['Construct', 'Runtime']) {
    placedInChart(`Model${type}`, scope, id);
    judged(`new_Model${type}`, [props], NO_MORE, { construct: scope, open: type === 'Runtime' });
    judgeSubclass('ModelSource', source, scope);
    judgeSubclass('ServingEngine', profile.engine, scope);
  }
  for (const method of ['bind', 'imageFor', 'sharedMemory'] as const) answerOf('ServingEngine', engine, method, undefined as never);
  answerOf('ModelSource', bound, 'bind', undefined as never);
  for (const name of ['model', 'scratch', 'shm']) judged('PodVolume.emptyDir', [name, { sizeLimit: compute.memory, inMemory: true }], NO_MORE);
}

const started = process.hrtime.bigint();
for (let index = 0; index < MODELS; index++) {
  judgeModel(chart, `model-${index}`, { version: '1.0.0', framework: Framework.PYTORCH, source, profile, replicas: 2 });
}
process.stdout.write(String(Number(process.hrtime.bigint() - started) / 1e9));
