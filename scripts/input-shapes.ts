/*
 * Writes src/ground/input/shapes.generated.ts: what may be given at every public entrance, from .jsii and the compiled package.
 * Why: callers in JavaScript, and in TypeScript that nobody type-checks, are told by it what they got wrong.
 *
 * Needs a compiled package (lib/ and .jsii). When the file changes, compile again.
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import { ApiType, TypeRef, Value } from './lib/api';
import { ROOT, start } from './lib/project';

const FILE = join(ROOT, 'src', 'ground', 'input', 'shapes.generated.ts');

/** Classes that users extend: what their members answer is judged. */
const EXTENDED = ['ModelSource', 'ServingEngine'];

/** Longest line of the file; a longer one goes on in the next, which begins with a space. */
const WIDTH = 150;

/** Enums by their name, as the compiled packages have them; .jsii does not know their values. */
type Enums = { readonly [name: string]: { readonly [member: string]: string } };

const shortName = (fqn: string): string => fqn.slice(fqn.lastIndexOf('.') + 1);

function typeText({ primitive, fqn, collection }: TypeRef): string {
  if (collection) return `${typeText(collection.elementtype)}${collection.kind === 'array' ? '[]' : '{}'}`;
  return primitive ?? shortName(fqn!);
}

/** `name:type`, with `?` where it may be left out and `...` where any number may be given. */
function valueText({ name, type, optional, variadic }: Value): string {
  return `${variadic ? '...' : ''}${name}${optional ? '?' : ''}:${typeText(type)}`;
}

function line(kind: string, name: string, words: readonly string[]): string {
  const lines = [`${kind} ${name}`];
  for (const word of words) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < WIDTH) lines[last] += ` ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.join('\n');
}

function structLine({ name, interfaces = [], properties = [] }: ApiType): string {
  return line('struct', name, [...interfaces.map(base => `<${shortName(base)}`), ...properties.map(valueText)]);
}

/** How one gets a value of a class, in code. */
function classLine(type: ApiType, types: readonly ApiType[]): string {
  const isOwn = (other?: TypeRef) => other?.fqn !== undefined && shortName(other.fqn) === type.name;
  const extending = types.filter(other => other.base !== undefined && shortName(other.base) === type.name && other.initializer);
  return line('class', type.name, [
    ...(type.properties ?? []).filter(property => property.static && isOwn(property.type)).map(({ name }) => `${type.name}.${name}`),
    ...(type.methods ?? []).filter(method => method.static && isOwn(method.returns?.type)).map(({ name }) => `${type.name}.${name}()`),
    ...(type.initializer && !type.abstract ? [`new_${type.name}()`] : []),
    ...extending.map(({ name }) => `new_${name}()`),
  ]);
}

/** What users call, with arguments or without; what they write themselves in a subclass is asked by the library. */
function entranceLines(type: ApiType): string[] {
  const isExtended = EXTENDED.some(name => name === type.name || name === (type.base && shortName(type.base)));
  const constructor = type.initializer?.parameters ? [line('entrance', `new_${type.name}`, type.initializer.parameters.map(valueText))] : [];
  const methods = (type.methods ?? [])
    .filter(method => method.static || (method.parameters?.length && !isExtended))
    .map(method => line('entrance', `${type.name}${method.static ? '.' : '#'}${method.name}`, (method.parameters ?? []).map(valueText)));
  return [...constructor, ...methods];
}

function answersLine({ name, properties = [], methods = [] }: ApiType): string {
  const answers = methods.filter(method => !method.static && method.returns)
    .map(method => `${method.name}()${method.returns!.optional ? '?' : ''}:${typeText(method.returns!.type)}`);
  return line('answers', name, [...properties.filter(property => !property.static).map(valueText), ...answers]);
}

/** The names of types that a text speaks of. */
const namesIn = (text: string): string[] => [...text.matchAll(/:([A-Z]\w+)|<(\w+)/g)].map(match => match[1] ?? match[2]);

/** The table: every entrance, and every type that can be given there or answered. */
function table(types: readonly ApiType[], enums: Enums): string[] {
  const out = [
    ...types.filter(({ kind }) => kind === 'class').flatMap(entranceLines),
    ...types.filter(({ name }) => EXTENDED.includes(name)).map(answersLine),
  ];
  const seen = new Set<string>();
  for (let index = 0; index < out.length; index++) {
    for (const name of namesIn(out[index])) {
      if (seen.has(name)) continue;
      seen.add(name);
      const type = types.find(one => one.name === name);
      if (enums[name]) out.push(line('enum', name, Object.entries(enums[name]).map(([member, value]) => `${member}=${value}`)));
      else if (type?.datatype) out.push(structLine(type));
      else if (type?.kind === 'class') out.push(classLine(type, types));
    }
  }
  return out.sort();
}

function main(): void {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('no .jsii here: run npm run compile first');
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: { [fqn: string]: ApiType } };
  const own = createRequire(__filename)(join(ROOT, 'lib', 'index.js')) as Enums;
  const enums = Object.values(types).filter(({ kind }) => kind === 'enum').map(({ name }) => [name, own[name]]);
  const text = `// Generated by scripts/input-shapes.ts from .jsii. Do not edit: npm run generate, and compile again.

/** Entrances, structs, enums, classes, and what users' subclasses answer, as \`shapes.ts\` reads them. */
export const SHAPES = \`
${table(Object.values(types), Object.fromEntries(enums)).join('\n')}
\`;
`;
  // Left alone when it is the same: a file newer than .jsii means that the package has to be compiled.
  if (existsSync(FILE) && readFileSync(FILE, 'utf8') === text) return;
  writeFileSync(FILE, text);
  console.log('src/ground/input/shapes.generated.ts has changed: compile again');
}

start(main);
