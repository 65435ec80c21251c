/*
 * The page docs/rules.md. Why: a finding sends its reader to it, so it has to list every rule with the words that the finding uses.
 */
import { RuleWords } from '../src/checks/rule';

/** The page as it has to be. */
export function rulesPage(rules: ReadonlyMap<string, RuleWords>): string {
  return `<!-- Written by scripts/rules.ts from src/checks/rules/. Do not edit: npm run generate -->
# Rules

Everything that a check of this library can say, ${rules.size} rules. A finding gives the rule, the path of the construct, what is wrong with the
value got, why it matters (the words below), and what to do.

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
${[...rules].map(row).join('\n')}
`;
}

function row([id, { severity, why, pitfall }]: [string, RuleWords]): string {
  return `| \`${id}\` | ${severity} | ${why} | ${pitfall === undefined ? '' : `[P${pitfall}](pitfalls.md)`} |`;
}
