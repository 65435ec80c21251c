/*
 * Reads engine-flags/*.json as whoever uses the data does.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ShapeRow } from '../../src/flags/flag-shape';
import { ROOT } from '../lib/project';

/** One file of the data. Of the names: first version that has it, last version that has it, and so on. */
export interface EngineFlags {
  readonly engine: string;
  readonly source: string;
  /** What the parser takes besides the spellings that are listed. */
  readonly reads: ('underscores' | 'prefixes' | 'dots' | 'words')[];
  readonly versions: string[];
  readonly missing: { [version: string]: string };
  readonly flags: { [flag: string]: string[] };
  /** What a flag takes, by the first version in which it takes that; one word of any kind where nothing is said. */
  readonly values: { [flag: string]: { [version: string]: ShapeRow } };
  readonly metrics: { [metric: string]: string[] };
}

const FOLDER = join(ROOT, 'engine-flags');

/** Names of the engines that have data. */
export const engines = (): string[] => readdirSync(FOLDER).map(file => file.replace(/\.json$/, '')).sort();

/** The data of an engine. */
export const engineFlags = (engine: string): EngineFlags => JSON.parse(readFileSync(join(FOLDER, `${engine}.json`), 'utf8'));

/** The names that a version has, sorted. */
export function namesIn(data: EngineFlags, version: string, of: 'flags' | 'metrics' = 'flags'): string[] {
  const at = (other: string): number => data.versions.indexOf(other);
  const has = (ends: string[]): boolean => ends.some((end, index) =>
    index % 2 === 0 && at(end) <= at(version) && (index + 1 === ends.length || at(version) <= at(ends[index + 1])));
  return Object.keys(data[of]).filter(name => has(data[of][name])).sort();
}

/** What each flag of a version takes; a key below a JSON flag (`--config.key`) is none. */
export function valuesIn(data: EngineFlags, version: string): { [flag: string]: ShapeRow } {
  const at = data.versions.indexOf(version);
  return Object.fromEntries(namesIn(data, version).map(flag => {
    const rows = data.values[flag] ?? {};
    const since = Object.keys(rows).filter(edge => data.versions.indexOf(edge) <= at).pop();
    return [flag, since === undefined ? {} : rows[since]];
  }));
}
