/* The numbers as a page, and the verdict on them. */
import { readFileSync } from 'fs';
import { availableParallelism } from 'os';
import { join } from 'path';

/** Who is measured; the file of that name in contenders/. */
export const CONTENDERS = ['library', 'stock', 'yaml', 'json'] as const;
export type Contender = typeof CONTENDERS[number];

/** The most that the library may take of what stock ApiObjects take. */
const LIMIT = 1.25;

/** The most that judging input may take of a synth of 1,000 models. */
const JUDGING_LIMIT = 0.03;

/** One size and shape of an app. */
export interface Case {
  readonly title: string;
  readonly models: number;
  readonly perChart: number;
  readonly rounds: number;
  readonly chained?: boolean;
}

/** One process. */
export interface Measurement {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** The medians of one case. */
export interface Result {
  readonly case: Case;
  readonly medians: Map<Contender, Measurement>;
}

/** The table, with what it was measured on. */
export function page(results: Result[], judging: number): string {
  const compared = results.filter(result => result.medians.size > 1);
  const alone = results.filter(result => result.medians.size === 1);
  return [
    `Node.js ${process.versions.node}, cdk8s ${versionOf('cdk8s')}, yaml ${versionOf('yaml')}, ${availableParallelism()} cores. Medians of ${rounds(results)} rounds.`,
    '',
    '| | library | against stock `ApiObject`s | against `yaml` alone | against `JSON.stringify` | peak memory | against stock |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...compared.map(row),
    ...alone.map(({ case: { title }, medians }) => `| ${title} | ${time(medians.get('library')!)} | | | | ${memory(medians.get('library')!)} | |`),
    '',
    judgingLine(results, judging),
    '',
  ].join('\n');
}

/** Of a synth of 1,000 models. */
function shareOfSynth(results: Result[], judging: number): number {
  return judging / results.find(({ case: { models, chained } }) => models === 1_000 && !chained)!.medians.get('library')!.seconds;
}

function judgingLine(results: Result[], judging: number): string {
  return `Judging input: ${(1000 * judging).toFixed(0)} ms for 1,000 models, ${(100 * shareOfSynth(results, judging)).toFixed(1)} % of their synth.`;
}

/** Whether the judge of input takes more than it may. */
export function judgesTooLong(results: Result[], judging: number): string[] {
  const share = shareOfSynth(results, judging);
  return share > JUDGING_LIMIT ? [`judging input takes ${(100 * share).toFixed(1)} % of a synth of 1,000 models, at most ${100 * JUDGING_LIMIT} % is allowed`] : [];
}

/** What is slower than it may be. */
export function tooSlow({ case: { title }, medians }: Result): string[] {
  const stock = medians.get('stock');
  const ratio = stock ? medians.get('library')!.seconds / stock.seconds : 0;
  return ratio > LIMIT ? [`${title}: ${ratio.toFixed(2)} times stock ApiObjects, at most ${LIMIT} is allowed`] : [];
}

function row({ case: { title }, medians }: Result): string {
  const library = medians.get('library')!;
  const against = (name: Contender): string => `${(library.seconds / medians.get(name)!.seconds).toFixed(2)} × ${time(medians.get(name)!)}`;
  const stockMemory = library.mebibytes / medians.get('stock')!.mebibytes;
  return `| ${title} | ${time(library)} | ${against('stock')} | ${against('yaml')} | ${against('json')} | ${memory(library)} | ${stockMemory.toFixed(2)} × |`;
}

const time = ({ seconds }: Measurement): string => `${seconds.toFixed(2)} s`;
const memory = ({ mebibytes }: Measurement): string => `${Math.round(mebibytes)} MiB`;

function rounds(results: Result[]): string {
  const all = results.map(result => result.case.rounds);
  return Math.min(...all) === Math.max(...all) ? String(all[0]) : `${Math.min(...all)} to ${Math.max(...all)}`;
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(__dirname, '..', 'node_modules', name, 'package.json'), 'utf8')).version;
}
