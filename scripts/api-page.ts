/*
 * Writes API.md from .jsii: every type once, with its own members; what it has from another one is named, with a link.
 * Why not jsii-docgen, as projen has it: it prints inherited members at each of the types that have them, and every member twice.
 *
 * Needs a compiled package (.jsii).
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiType, Docs, Member, Method, TypeRef, Value } from './lib/api';
import { ROOT, start } from './lib/project';

const PAGE = join(ROOT, 'API.md');
const OWN = 'cdk8s-matrixinfer.';

type Types = { readonly [fqn: string]: ApiType };

/** The headings of the page, and which types are below each. */
const PARTS: readonly [string, (type: ApiType) => boolean][] = [
  ['Classes', type => type.kind === 'class'],
  ['Structs', type => type.datatype === true],
  ['Interfaces', type => type.kind === 'interface' && !type.datatype],
  ['Enums', type => type.kind === 'enum'],
];

/** The page as it has to be. */
export function apiPage(types: Types): string {
  const sorted = Object.values(types).sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = PARTS.map(([title, belongs]) => ({ title, belonging: sorted.filter(belongs) })).filter(({ belonging }) => belonging.length > 0);
  return [
    '<!-- Written by scripts/api-page.ts from .jsii. Do not edit: npm run generate -->',
    '# API',
    'In TypeScript. Python has the same names with underscores (`servedName` is `served_name`), and structs as keyword arguments. A `?` marks what '
      + 'may be left out.',
    ...parts.flatMap(({ title, belonging }) => [
      `## ${title}`, belonging.map(({ name }) => link(OWN + name)).join(' · '), ...belonging.map(type => typeText(type, types)),
    ]),
  ].join('\n\n') + '\n';
}

function typeText(type: ApiType, types: Types): string {
  const bases = [...type.base ? [type.base] : [], ...type.interfaces ?? []];
  const members = [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []];
  return [
    `### ${type.name} <a id="${type.fqn}"></a>`,
    ...bases.length === 0 || type.datatype ? [] : [`${type.kind === 'class' ? 'A' : 'As'} ${bases.map(link).join(', ')}.`], // below a struct are their members
    prose(type.docs),
    ...type.docs?.example ? [`\`\`\`ts\n${type.docs.example}\n\`\`\``] : [],
    [...type.initializer && !type.abstract ? [initializer(type)] : [], ...ordered(members).map(memberText)].join('\n'),
    ...inherited(bases, types, new Set(members.map(({ name }) => name))),
  ].filter(text => text !== '').join('\n\n');
}

/** Static members first, as a user begins with them; the rest in the order of the assembly. */
function ordered(members: readonly Member[]): Member[] {
  return [...members.filter(member => member.static), ...members.filter(member => !member.static)];
}

function initializer({ name, initializer: method }: ApiType): string {
  return `* **\`new ${name}(${signature(method?.parameters)})\`**${dash(prose(method?.docs))}${parametersText(method?.parameters)}`;
}

function memberText(member: Member | Value | Method): string {
  const { name, docs, optional } = member;
  const prefix = `${member.static ? 'static ' : ''}${member.protected ? 'protected ' : ''}`;
  const byDefault = docs?.default === undefined ? '' : ` *Default:* ${docs.default.replace(/^- /, '').replace(/\s+/g, ' ')}`;
  if ('type' in member) return `* **\`${prefix}${name}${optional ? '?' : ''}\`** ${typeName(member.type)}${dash(prose(docs))}${byDefault}`;
  if (!('parameters' in member || 'returns' in member || prefix !== '')) return `* **\`${name}\`**${dash(prose(docs))}`;
  const { parameters, returns } = member as Method;
  const answer = returns === undefined ? '' : ` → ${typeName(returns.type)}${returns.optional ? ' or undefined' : ''}`;
  return `* **\`${prefix}${name}(${signature(parameters)})\`**${answer}${dash(prose(docs))}${docs?.returns
    ? ` *Returns* ${docs.returns}`
    : ''}${parametersText(parameters)}`;
}

function signature(parameters: readonly Value[] = []): string {
  return parameters.map(({ name, optional, variadic }) => `${variadic ? '...' : ''}${name}${optional ? '?' : ''}`).join(', ');
}

function parametersText(parameters: readonly Value[] = []): string {
  return parameters.map(({ name, type, docs }) => `\n  * \`${name}\` ${typeName(type)}${dash(prose(docs))}`).join('');
}

/** What a type has from others, by name, each with a link to where it is described. */
function inherited(bases: readonly string[], types: Types, own: Set<string>): string[] {
  return bases.filter(fqn => types[fqn]).flatMap(fqn => {
    const { properties = [], methods = [], base, interfaces = [] } = types[fqn];
    const names = [...properties, ...methods].filter(member => !member.static && !own.has(member.name)).map(({ name }) => name).sort();
    const above = inherited([...base ? [base] : [], ...interfaces], types, new Set([...own, ...names]));
    return [...names.length === 0 ? [] : [`From ${link(fqn)}: ${names.map(name => `\`${name}\``).join(', ')}.`], ...above];
  });
}

function typeName({ primitive, fqn, collection }: TypeRef): string {
  if (collection) return `${collection.kind === 'array' ? 'list' : 'map'} of ${typeName(collection.elementtype)}`;
  return fqn === undefined ? primitive ?? 'any' : link(fqn);
}

function link(fqn: string): string {
  return fqn.startsWith(OWN) ? `[${fqn.slice(OWN.length)}](#${fqn})` : `\`${fqn.replace(/^@[^/]*\//, '')}\``;
}

/** The words of a docstring, which jsii takes apart at the end of its first sentence. */
function prose({ summary = '', remarks = '' }: Docs = {}): string {
  return `${summary} ${remarks}`.trim().replace(/\n{2,}/g, '\u0000').replace(/\s*\n\s*/g, ' ').replace(/\u0000/g, '<br>');
}

function dash(text: string): string {
  return text === '' ? '' : ` — ${text}`;
}

function main(): void {
  const assembly = join(ROOT, '.jsii');
  if (!existsSync(assembly)) throw new Error('no .jsii here: run npm run compile first');
  writeFileSync(PAGE, apiPage((JSON.parse(readFileSync(assembly, 'utf8')) as { types: Types }).types));
}

if (require.main === module) start(main);
