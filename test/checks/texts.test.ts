import { Chart } from 'cdk8s';
import { EXAMPLES } from './examples-in-folder';
import { Findings } from '../../src';
import { chartIn } from '../fixtures';

/* What users read, word for word: a change of a text is seen here, and `npm run test:update` writes it anew. */

function foundOf(make: (chart: Chart) => unknown): { readonly rule: string; readonly what: string; readonly fix: string }[] {
  const chart = chartIn('ml');
  make(chart);
  return Findings.of(chart);
}

/** The folders of temporary files have another name in each run. */
const withoutFolders = (text: string) => text.replace(/\S*\/cdk8s-matrixinfer-[-\w]+\//g, '<folder>/');

test.each([...EXAMPLES])('%s says', (rule, { fires, more = {}, fixes }) => {
  const own = [fires, ...fixes.map(({ broken }) => broken), ...more.fires ?? []].flatMap(foundOf).filter(one => one.rule === rule);
  expect([...new Set(own.map(({ what, fix }) => withoutFolders(`${what}\n    fix: ${fix}`)))].join('\n')).toMatchSnapshot();
});

test.each([...EXAMPLES])('beside the examples of %s, others are found', (rule, { fires, holds, spared = holds, fixes }) => {
  const all = [fires, holds, spared, ...fixes.flatMap(({ broken, mended }) => [broken, ...mended])].flatMap(foundOf);
  expect([...new Set(all.map(one => one.rule).filter(other => other !== rule))].sort().join(', ')).toMatchSnapshot();
});
