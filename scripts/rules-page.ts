/*
 * Writes docs/rules.md from the table of rules in the code; with --check it writes nothing, and fails when the page is stale.
 * Why: a finding sends its reader to that page, so it has to list every rule with the words the finding uses.
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { Rule, RULES } from '../src/checks/rules';

const PAGE = join(ROOT, 'docs', 'rules.md');

/** The page as it has to be. */
export function rulesPage(): string {
  const rules = Object.entries<Rule>(RULES).sort(([a], [b]) => (a < b ? -1 : 1));
  return `<!-- Written by scripts/rules-page.ts from src/checks/rules.ts. Do not edit: npm run generate -->
# Rules

Everything that a check of this library can say, ${rules.length} rules. A finding gives the rule, the path of the construct, what is wrong with the value got, why it
matters (the words below), and what to do.

* An **error** stops synth. All errors of an app are reported together. It cannot be acknowledged.
* A **warning** is printed once on stderr. Where it is fine, say so, with a reason for the next reader. On a chart it holds for
  everything in the chart, on a profile for every runtime that uses it:

\`\`\`ts nofixture
import { Findings, ModelConstruct } from 'cdk8s-matrixinfer';

declare const model: ModelConstruct;
Findings.acknowledge(model, 'rollout-interrupts-serving', 'a batch model, nobody waits for it');
\`\`\`

An acknowledgement that fits nothing is a warning itself, so that it goes when its cause is gone. \`Findings.of(app)\` gives all findings that are not
acknowledged, for tests and reports.

| rule | severity | why | pitfall |
|---|---|---|---|
${rules.map(row).join('\n')}
`;
}

function row([id, { severity, why, pitfall }]: [string, Rule]): string {
  return `| \`${id}\` | ${severity} | ${why} | ${pitfall === undefined ? '' : `[P${pitfall}](pitfalls.md)`} |`;
}

function main(args: string[]): void {
  if (!args.includes('--check')) {
    writeFileSync(PAGE, rulesPage());
  } else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== rulesPage()) {
    throw new Error('docs/rules.md is stale: run tsx scripts/rules-page.ts');
  }
}

if (require.main === module) start(main);
