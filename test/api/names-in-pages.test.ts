import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { ModelStatusReporter } from '../../src';

const ROOT = join(__dirname, '..', '..');
const PAGES = [...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => join('docs', name)), 'README.md'];

/** An object that a command names: `kubectl logs deployment/assistant`; and the label of a series that does. */
const NAMED = [/(?<=kubectl [^`\n]*[\s])(?:deployments?|services?|svc|statefulsets?|jobs?|models?|configmaps?|secrets?)\/([a-z0-9][-a-z0-9]+)(?![-\w./])/g, /\b(?:deployment|statefulset)="([^"$<{]+)"/g];

/** A construct of this page or of another one: its id is the name of its objects, but for the reporter, which is called the same wherever it stands. */
const MADE = /new (?!ModelStatusReporter\b)\w+\(\s*\w+, '([-a-z0-9]+)'/g;

const objectsOf = (make: (chart: Chart) => unknown): string[] => {
  const chart = new Chart(new App(), 'chart', { namespace: 'models' });
  make(chart);
  return (chart.toJson() as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
};

const inAll = (pattern: RegExp, texts: readonly string[]) => texts.flatMap(text => [...text.matchAll(pattern)].map(([, name]) => name));

describe('objects that pages name', () => {
  const texts = PAGES.map(page => readFileSync(join(ROOT, page), 'utf8'));
  const made = inAll(MADE, texts);
  const known = new Set([...made, ...made.map(name => `${name}-model`), ...objectsOf(chart => new ModelStatusReporter(chart, 'status'))]);

  test.each(PAGES.filter((_page, index) => NAMED.some(pattern => inAll(pattern, [texts[index]]).length > 0)))('are made by a page: %s', page => {
    const text = texts[PAGES.indexOf(page)];
    expect(NAMED.flatMap(pattern => inAll(pattern, [text])).filter(name => !known.has(name))).toEqual([]);
  });

  test('of the reporter are its own, whatever its id is', () => {
    expect(inAll(/(?:deployment\/|deployment=")([-a-z0-9]+)/g, [readFileSync(join(ROOT, 'docs', 'status.md'), 'utf8')])).toEqual(['model-status-reporter', 'model-status-reporter']);
  });
});
