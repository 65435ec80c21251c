import { isObject, JsonObject } from './objects';

/** What a text is as YAML: a map, or what it is instead, in words. */
export interface YamlMap {
  readonly content?: JsonObject;
  readonly problem?: string;
}

/** Reads a text of a user as one YAML map; an empty one is empty. The parser is loaded here and not before. */
export function yamlMap(text: string): YamlMap {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- loaded on demand; packed as lib/yaml.js
  const yaml = require('yaml') as typeof import('yaml');
  const document = yaml.parseDocument(text, { stringKeys: true });
  const problem = [...document.errors, ...document.warnings].at(0);
  if (problem !== undefined) return { problem: problem.message.split('\n')[0].replace(/:$/, '') };
  const content: unknown = document.toJS() ?? {};
  return isObject(content) ? { content } : { problem: text };
}
