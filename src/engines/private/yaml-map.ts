import { invalid } from '../../ground/errors';
import { yamlMap } from '../../ground/yaml-map';

/** Leaves out the blank lines around a text, and not the indentation of its first line. */
export function withoutBlankEnds(text: string): string {
  return text.replace(/^(\s*\n)+/, '').trimEnd();
}

/** Keys at the top of a YAML document. Throws when it is no map. */
export function keysOf(text: string): string[] {
  return Object.keys(contentOf(text));
}

/** A YAML document. Throws when it is no map. */
export function contentOf(text: string): object {
  const { content, problem } = yamlMap(text);
  if (content === undefined) throw noMap(problem!);
  return content;
}

/** The message about a text that is no map. */
export function noMap(got: string): Error {
  return invalid({ what: 'config', got, allowed: 'a YAML map', fix: 'begin each of its keys at the start of a line, as in "enable_chunked_prefill: true"' });
}
