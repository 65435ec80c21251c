/*
 * Parameters, as the modules of transformers have them: of the configurations that test/fit compares the plan with, and of those that it draws.
 */
import { Answer, ask } from './fit/ask';
import { whyNot } from './harness/needs';
import { CONFIGURATIONS, Counted, ODD_KINDS } from '../fit/data/read';
import { drawConfig } from '../fit/slow/draw';
import { build } from '../fit/slow/models';
import { Config, count, num } from '../fit/slow/modules';

type CountAnswer = Answer & Partial<Counted>;

const group = whyNot('vllm') === undefined ? describe : describe.skip;

/** Milliseconds for all, on a busy machine. */
const TIME = 900_000;

/** Numbers that transformers holds as buffers and a checkpoint as weights: one for each expert. */
function buffersOf(config: Config): number {
  if (config.model_type !== 'deepseek_v3') return 0;
  return Math.max(0, num(config, 'num_hidden_layers') - num(config, 'first_k_dense_replace')) * num(config, 'n_routed_experts');
}

group('the modules of transformers', () => {
  test('have the parameters that are kept for real configurations', async () => {
    const answers = await ask<CountAnswer>('count_parameters.py', Object.fromEntries(CONFIGURATIONS.map(({ name, config }) => [name, config])));
    const kept = CONFIGURATIONS.map(({ name, counted }) => [name, counted]);
    expect(CONFIGURATIONS.map(({ name }) => [name, countedIn(answers.get(name))])).toEqual(kept);
  }, TIME);

  test('have the parameters that are kept for small configurations with odd numbers', async () => {
    const answers = await ask<CountAnswer>('count_parameters.py', Object.fromEntries(ODD_KINDS.map(([kind, { config }]) => [kind, config])));
    expect(ODD_KINDS.map(([kind]) => [kind, answers.get(kind)?.total])).toEqual(ODD_KINDS.map(([kind, { total }]) => [kind, total]));
  }, TIME);

  test('have exactly the parameters of the slow computation, for 230 generated architectures', async () => {
    const drawn = Array.from({ length: 230 }, (_none, seed) => [String(seed), drawConfig(seed)] as const);
    const answers = await ask<CountAnswer>('count_parameters.py', Object.fromEntries(drawn));
    const theirs = drawn.map(([seed, config]) => [seed, answers.get(seed)!.total! + buffersOf(config)]);
    expect(theirs).toEqual(drawn.map(([seed, config]) => [seed, count(build(config))]));
  }, TIME);
});

function countedIn(answer?: CountAnswer): Counted | undefined {
  return answer?.total === undefined ? undefined : { total: answer.total, families: answer.families! };
}
