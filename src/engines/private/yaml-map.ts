import { invalid } from '../../ground/errors';

/** Leaves out the blank lines around a text, and not the indentation of its first line. */
export function withoutBlankEnds(text: string): string {
  return text.replace(/^(\s*\n)+/, '').trimEnd();
}

/** Keys at the top of a YAML document. Throws when it is no map. */
export function keysOf(text: string): string[] {
  return Object.keys(contentOf(text));
}

/** A YAML document. Throws when it is no map. The parser is loaded here and not before. */
export function contentOf(text: string): object {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- loaded on demand; packed as lib/yaml.js
  const yaml = require('yaml') as typeof import('yaml');
  const document = yaml.parseDocument(text, { stringKeys: true });
  const problem = [...document.errors, ...document.warnings].at(0);
  if (problem !== undefined) throw noMap(problem.message.split('\n')[0].replace(/:$/, ''));
  const content: unknown = document.toJS() ?? {};
  if (typeof content !== 'object' || Array.isArray(content)) throw noMap(text);
  return content!;
}

/** The message about a text that is no map. */
export function noMap(got: string): Error {
  return invalid({ what: 'config', got, allowed: 'a YAML map', fix: 'begin each of its keys at the start of a line, as in "enable_chunked_prefill: true"' });
}
