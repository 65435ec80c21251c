import { Exposed, readExposed, readQueries, Sample } from './metrics';
import { ServingEngine } from '../../../src';
import { testRules } from '../../cluster/monitoring/promtool';

/** Labels that the scrape adds, as the tests' queries ask for them. */
const SCRAPED = { namespace: 'models', pod: 'model-6b7f9c-x2x4z', registry_matrixinfer_ai_model: 'model' };

/** What Prometheus answered. */
export interface Answered {
  readonly asked: readonly string[];
  /** Those to which it answered nothing. */
  readonly empty: readonly string[];
}

/**
 * Lets Prometheus' own engine read what a server exposed at two times, a minute apart, and asks it each query of the server's alerts and dashboard that
 * reads what is there. `absent` is empty for a query that has an answer.
 */
export function askPrometheus(promtool: string, engine: ServingEngine, pages: readonly [before: string, after: string]): Answered {
  const [before, after] = pages.map(readExposed) as [Exposed, Exposed];
  const asked = readQueries(engine, after);
  const values = new Map(before.samples.map((sample): [string, string] => [seriesOf(sample), sample.value]));
  const { passed, output } = testRules(promtool, {
    evaluation_interval: '1m',
    tests: [{
      interval: '1m',
      input_series: after.samples.map(sample => ({ series: seriesOf(sample), values: `${values.get(seriesOf(sample)) ?? '_'} ${sample.value}` })),
      promql_expr_test: asked.map(query => ({ expr: `absent(${query})`, eval_time: '1m', exp_samples: [] })),
    }],
  }, {});
  const empty = asked.filter(query => output.includes(JSON.stringify(`absent(${query})`)));
  if (!passed && empty.length === 0) throw new Error(output);
  return { asked, empty };
}

/** A series as promtool reads it. */
function seriesOf({ name, labels }: Sample): string {
  return `${name}{${Object.entries({ ...labels, ...SCRAPED }).map(([label, value]) => `${label}="${value}"`).join(',')}}`;
}
