/**
 * Writes the table of docs/control-plane.md from the results of a run:
 * `npm run test:cluster -- --json --outputFile=results.json; npx tsx test/cluster/report/versions-table.ts results.json`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What jest writes with `--json`, as far as it is read. */
export interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly status: string }[];
  }[];
}

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'control-plane.md');
const MARKS = /(?<=<!-- cluster:begin -->\n)[^]*(?=<!-- cluster:end -->)/;

/** The table: a line for each suite, a column for each Kubernetes version, in each cell the tests that passed of those that ran. */
export function versionsTable({ testResults }: JestResults): string {
  const suites = testResults.map(({ name, startTime, endTime, assertionResults }) => ({
    name: basename(name),
    seconds: Math.round((endTime - startTime) / 1_000),
    tests: assertionResults.map(({ ancestorTitles, status }) => ({ version: versionIn(ancestorTitles), status })),
  })).sort((a, b) => a.name.localeCompare(b.name));
  const versions = [...new Set(suites.flatMap(({ tests }) => tests.flatMap(({ version }) => version ?? [])))].sort(byNumber);
  const columns = [...versions, undefined];
  const lines = suites.map(({ name, seconds, tests }) =>
    [`\`${name}\``, ...columns.map((column) => cell(tests.filter(({ version }) => version === column))), `${seconds} s`]);
  const head = ['Suite', ...versions.map((version) => `Kubernetes ${version}`), 'of no version', 'took'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function versionIn(titles: readonly string[]): string | undefined {
  return titles.flatMap((title) => /^Kubernetes (\d+\.\d+\.\d+)/.exec(title)?.[1] ?? [])[0];
}

function cell(tests: readonly { readonly status: string }[]): string {
  const ran = tests.filter(({ status }) => status !== 'pending');
  const passed = ran.filter(({ status }) => status === 'passed');
  return ran.length === 0 ? '' : `${passed.length} of ${ran.length}`;
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

if (require.main === module) {
  const results = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as JestResults;
  const page = readFileSync(PAGE, 'utf8');
  if (!MARKS.test(page)) throw new Error(`${PAGE} has no lines "<!-- cluster:begin -->" and "<!-- cluster:end -->"`);
  writeFileSync(PAGE, page.replace(MARKS, () => versionsTable(results)));
}
