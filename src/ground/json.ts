import { Json } from './objects';

/** What a text says in JSON; undefined where it is none. */
export function tryJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
