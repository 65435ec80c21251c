/*
 * What the sources say of themselves, in tags of the docstring of the function that makes one: rows of pages, and the advice for URIs that are only recorded,
 * are made of it. It is no data of the program, because no app reads it.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './project';

const SOURCES = join(ROOT, 'src', 'sources');

/** How a source is shown. */
export interface SourceDescription {
  /** Its file in `src/sources/private/`. */
  readonly file: string;
  /** `@factory`: with the parameter that says where the files are, `s3(uri)`. */
  readonly factories: readonly string[];
  /** `@recorded`: the URI that a Model records. */
  readonly recorded: string;
  /** `@files`: the way of the files into the Pod. */
  readonly files: string;
  /** `@credentials`: those that it takes. */
  readonly credentials?: string;
  /** `@pinned`: the value that keeps its files as they are. */
  readonly pinned?: string;
  /** `@scheme`: schemes of URIs that it serves, each with its use in words, where others serve the scheme too; without words for the first of them. */
  readonly schemes: readonly { readonly scheme: string; readonly use: string }[];
  /** `@byName`: servers are told the name of the model, and not its URI. */
  readonly byName: boolean;
}

const TAGS = ['factory', 'recorded', 'files', 'credentials', 'pinned', 'scheme', 'byName'];

/** The factories of `ModelSource`, in its order. */
function factoriesInOrder(): string[] {
  const text = readFileSync(join(SOURCES, 'model-source.ts'), 'utf8');
  return [...text.matchAll(/^ {2}public static (\w+)\(/gm)].map(([, name]) => name);
}

/** The descriptions of all sources, in the order of their factories; throws on one that lacks something. */
export function sourceDescriptions(): SourceDescription[] {
  const order = factoriesInOrder();
  const place = ({ factories }: SourceDescription) => order.indexOf(nameOf(factories[0]));
  return readdirSync(join(SOURCES, 'private')).flatMap(file => {
    const docstrings = readFileSync(join(SOURCES, 'private', file), 'utf8').match(/^\/\*\*\n(?: \*[^\n]*\n)+/gm) ?? [];
    const docstring = docstrings.find(text => text.includes('\n * @factory '));
    return docstring === undefined ? [] : [describedBy(file, docstring)];
  }).sort((a, b) => place(a) - place(b));
}

function describedBy(file: string, docstring: string): SourceDescription {
  const tags = [...docstring.matchAll(/^ \* @(\w+) ?(.*)$/gm)].map(([, tag, text]) => ({ tag, text }));
  const unknown = tags.find(({ tag }) => !TAGS.includes(tag));
  if (unknown) throw new Error(`src/sources/private/${file} has the tag @${unknown.tag}; those of a source are @${TAGS.join(', @')}`);
  const all = (wanted: string) => tags.filter(({ tag }) => tag === wanted).map(({ text }) => text);
  const one = (wanted: string) => {
    const [text] = all(wanted);
    if (!text) throw new Error(`src/sources/private/${file} has no @${wanted} beside its @factory: write it, for the rows of README.md and docs/sources.md`);
    return text;
  };
  const schemes = all('scheme').map(text => ({ scheme: text.split(' ')[0], use: text.split(' ').slice(1).join(' ') }));
  const [[credentials], [pinned]] = [all('credentials'), all('pinned')];
  return { file, factories: all('factory'), recorded: one('recorded'), files: one('files'), credentials, pinned, schemes, byName: all('byName').length > 0 };
}

/** `s3` of `s3(uri)`. */
export function nameOf(factory: string): string {
  return factory.replace(/\(.*$/, '');
}

/** The text of the file with the schemes that sources serve. */
export function servedSchemes(): string {
  const all = sourceDescriptions().flatMap(({ factories, schemes, byName }) => schemes.map(one => ({ ...one, name: nameOf(factories[0]), byName })));
  const advice = [...new Set(all.map(({ scheme }) => scheme))].sort().map((scheme): [string, string] => {
    const ways = all.filter(one => one.scheme === scheme).sort((a, b) => Number(a.use !== '') - Number(b.use !== ''));
    const texts = ways.map(({ name, use }) => `ModelSource.${name}()${use && ` ${use}`}`);
    return [scheme, texts.length === 1 ? texts[0] : `${texts.join(', or ')},`];
  });
  const byName = all.filter(one => one.byName).map(({ scheme, name }): [string, string] => [scheme, name]);
  return `
/** The advice for a URI that was only to be recorded, by its scheme: the factory that serves it. */
export const SERVED_SCHEMES: ReadonlyMap<string, string> = new Map([
${rows(advice)}]);

/** The factories of models of which a server is told the name, and not the URI, by scheme. */
export const FACTORIES_BY_NAME: ReadonlyMap<string, string> = new Map([
${rows(byName)}]);
`;
}

function rows(entries: [string, string][]): string {
  return entries.map(([key, value]) => `  ['${key}', '${value.replaceAll('\'', '\\\'')}'],\n`).join('');
}

/** Rows for the tables of sources: the README has the first three columns, `docs/sources.md` all of them. */
export function sourceRows(): string[][] {
  return sourceDescriptions().map(({ factories: [first, ...more], recorded, files, credentials = '–', pinned = '–' }) => [
    [`\`ModelSource.${first}\``, ...more.map(factory => `\`${factory}\``)].join(', '), recorded, files, credentials, pinned,
  ]);
}
