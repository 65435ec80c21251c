/*
 * Writes src/checks/rules.generated.ts and later-rules.generated.ts from the files in src/checks/rules, and docs/rules.md from what they state.
 * A test fails when one of them is stale.
 */
import { readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT, start } from './lib/project';
import { rulesPage } from './rules-page';
import { RuleWords, RuntimeRule, TOPICS } from '../src/checks/rule';

const FOLDER = join(ROOT, 'src', 'checks', 'rules');

/** What is written of rules, by its path in the checkout. */
export function generatedOf(rules: ReadonlyMap<string, RuleWords>): { readonly [path: string]: string } {
  return {
    'src/checks/rules.generated.ts': barrel(rules),
    'src/checks/later-rules.generated.ts': laterBarrel([...rules].filter(([, words]) => isLater(words)).map(([id]) => id)),
    'docs/rules.md': rulesPage(rules),
  };
}

/** Ids of the rules in the folder: the names of its files. */
export function idsInFolder(): string[] {
  return readdirSync(FOLDER).filter(name => name.endsWith('.ts')).map(name => name.slice(0, -'.ts'.length)).sort();
}

async function stated(id: string): Promise<[string, RuleWords]> {
  const { rule } = await import(join(FOLDER, `${id}.ts`)) as { readonly rule?: RuleWords };
  if (rule === undefined) throw new Error(`src/checks/rules/${id}.ts exports no "rule"`);
  return [id, rule];
}

/** Whether it is loaded when it is first asked for: no app of plain models asks it. */
function isLater(rule: RuleWords): boolean {
  return (rule as Partial<RuntimeRule>).topic === undefined && !rule.everyApp;
}

const HEADER = '// Written by scripts/rules.ts from the files in rules/. Do not edit: npm run generate\n';

function importsOf(ids: readonly string[]): string {
  return ids.map(id => `import { rule as ${nameOf(id)} } from './rules/${id}';\n`).join('');
}

function laterBarrel(ids: readonly string[]): string {
  return `${HEADER}${importsOf(ids)}
const RULES = {
${ids.map(id => `  '${id}': ${nameOf(id)},`).join('\n')}
};

/** The rules that few apps ask, by id. */
export function laterRules(): typeof RULES {
  return RULES;
}
`;
}

function barrel(rules: ReadonlyMap<string, RuleWords>): string {
  const ids = [...rules.keys()];
  return `${HEADER}import { laterRules } from './later-rules.generated';
${importsOf(ids.filter(id => !isLater(rules.get(id)!)))}
/** Every rule, by id: the name of its file. */
export const RULES = {
${ids.map(id => (isLater(rules.get(id)!) ? `  get '${id}'() { return laterRules()['${id}']; },` : `  '${id}': ${nameOf(id)},`)).join('\n')}
};

/** Id of a rule. */
export type RuleId = keyof typeof RULES;

/** Rules that every runtime is judged by, by what they are about, in the order in which they are said. */
export const RUNTIME_RULES = {
${TOPICS.map(topic => `  ${topic}: [${saidOf(topic, rules).map(id => `'${id}'`).join(', ')}],`).join('\n')}
} as const;
`;
}

function nameOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The rules of a topic: by their ids, and each behind the one that it names. */
function saidOf(topic: string, rules: ReadonlyMap<string, RuleWords>): string[] {
  const own = [...rules].filter((entry): entry is [string, RuntimeRule] => (entry[1] as Partial<RuntimeRule>).topic === topic);
  const ids = own.filter(([, { after }]) => after === undefined).map(([id]) => id);
  let waiting = own.filter(([, { after }]) => after !== undefined);
  while (waiting.length > 0) {
    const next = waiting.find(([, { after }]) => ids.includes(after!));
    if (next === undefined) throw new Error(`${waiting[0][0]} is said after ${waiting[0][1].after}, which is no rule of the topic ${topic}, or waits for it`);
    ids.splice(ids.indexOf(next[1].after!) + 1, 0, next[0]);
    waiting = waiting.filter(entry => entry !== next);
  }
  return ids;
}

async function main(): Promise<void> {
  const rules = new Map(await Promise.all(idsInFolder().map(stated)));
  for (const [path, text] of Object.entries(generatedOf(rules))) writeFileSync(join(ROOT, path), text);
}

if (require.main === module) start(main);
