import { LlamaCppEngine, MetricKind, MetricUnit, ServingEngine } from '../../src';
import { problemsOf, readExposed, readQueries } from '../serving/harness/metrics';

/** As llama.cpp b11434 answers. */
const LLAMA = ['prompt_tokens_total', 'tokens_predicted_total', 'tokens_predicted_seconds_total'].map(name => `# TYPE llamacpp:${name} counter\nllamacpp:${name} 7\n`)
  .concat(['requests_processing', 'requests_deferred'].map(name => `# TYPE llamacpp:${name} gauge\nllamacpp:${name} 0\n`)).join('');
const llama = new LlamaCppEngine({ version: 'b11434' });

/** A server that names what the case says. */
const named = (metrics: ServingEngine['metrics']) => ({ ...llama, _title: 'plain', metrics, name: 'plain', _props: {} }) as unknown as ServingEngine;

describe('what a server exposes', () => {
  test('is read with kinds and labels, also with those that have braces and quotes in them', () => {
    const { kinds, samples } = readExposed('# HELP a b\n# TYPE a_total counter\na_total{b="c",d="e}\\"f"} 1.5e+01\n# TYPE :b:c gauge\n:b:c 3\n');
    expect(Object.fromEntries(kinds)).toEqual({ 'a_total': 'counter', ':b:c': 'gauge' });
    expect(samples).toEqual([{ name: 'a_total', labels: { b: 'c', d: 'e}\\"f' }, value: '1.5e+01' }, { name: ':b:c', labels: {}, value: '3' }]);
  });

  test('is read by those queries whose series are all there, without what alerts compare with', () => {
    const queries = readQueries(llama, readExposed(LLAMA));
    expect(queries).toContainEqual(expect.stringMatching(/^avg by .*llamacpp:requests_deferred\{.*\}\)\)$/));
    expect(queries).toContainEqual(expect.stringMatching(/llamacpp:prompt_tokens_total/));
    expect(readQueries(llama, readExposed(LLAMA.replaceAll('prompt_tokens_total', 'other')))).not.toContainEqual(expect.stringMatching(/prompt_tokens_total/));
    expect(queries.filter(query => /kube_|\bup\{/.test(query))).toEqual([]);
  });

  test('is as the engine says', () => {
    expect(problemsOf(llama, readExposed(LLAMA), 'tiny')).toEqual([]);
  });

  test.each([
    ['a metric that is not there', LLAMA.replaceAll('requests_deferred', 'requests_queued'), /llamacpp:requests_deferred is a undefined, and no gauge/],
    ['one of another kind', LLAMA.replace('requests_deferred gauge', 'requests_deferred counter'), /llamacpp:requests_deferred is a counter, and no gauge/],
    ['one without a value', LLAMA.replace('llamacpp:tokens_predicted_total 7\n', ''), /nothing is read of llamacpp:tokens_predicted_total/],
  ])('is not, with %s', (_title, text, problem) => {
    expect(problemsOf(llama, readExposed(text), 'tiny').join('\n')).toMatch(problem);
  });

  test('lacks a label, the name of the model, or a bucket', () => {
    const text = '# TYPE w gauge\nw{model="other"} 1\n# TYPE t_seconds histogram\nt_seconds_sum 1\nt_seconds_count 1\n';
    const engine = named({ waiting: 'w', modelLabel: 'model', requestTime: { name: 't_seconds', kind: MetricKind.HISTOGRAM, unit: MetricUnit.SECONDS, labels: ['api'] } });
    const problems = problemsOf(engine, readExposed(text), 'tiny');
    expect(problems).toEqual(expect.arrayContaining(['t_seconds has no label api', 'model is other']));
    expect(problems.join('\n')).toMatch(/nothing is read of t_seconds_bucket/);
  });
});
