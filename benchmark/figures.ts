/* What is measured, and what it has to reach: a row for each figure. */

/** Who is measured: a file in contenders/, or one of peers.ts. */
export const CONTENDERS = ['library', 'stock', 'yaml', 'json'] as const;
export const PEERS = ['helm', 'pkl', 'kustomize'] as const;
export type Contender = typeof CONTENDERS[number] | typeof PEERS[number];

/** One size and shape of an app. */
export interface Case {
  readonly title: string;
  readonly models: number;
  readonly perChart: number;
  readonly rounds: number;
  readonly chained?: boolean;
  readonly varied?: boolean;
  readonly crds?: boolean;
  /** All that are there, unless it says who. */
  readonly contenders?: readonly Contender[];
  /** Whether it is in the short form, which takes a minute. */
  readonly short?: boolean;
  /** Whether it is measured only when it is asked for by its name: it takes many minutes. */
  readonly alone?: boolean;
}

const OURS = ['library', 'stock', 'json'] as const;

export const CASES = {
  one: { title: '1 model', models: 1, perChart: 1, rounds: 9, short: true },
  crds: { title: '1 model and the CRDs', models: 1, perChart: 1, rounds: 7, crds: true, contenders: OURS },
  hundred: { title: '100 models, one chart', models: 100, perChart: 100, rounds: 5 },
  thousand: { title: '1,000 models, one chart', models: 1_000, perChart: 1_000, rounds: 3, short: true },
  smallCharts: { title: '1,000 models, 10 a chart', models: 1_000, perChart: 10, rounds: 3, short: true, contenders: OURS },
  variedThousand: { title: '1,000 models of a varied fleet', models: 1_000, perChart: 1_000, rounds: 3, varied: true, short: true, contenders: OURS },
  chained: { title: '1,000 models, each depends on the one before', models: 1_000, perChart: 1_000, rounds: 3, chained: true, contenders: ['library'] },
  many: { title: '10,000 models, one chart', models: 10_000, perChart: 10_000, rounds: 3 },
  charts: { title: '10,000 models, 100 a chart', models: 10_000, perChart: 100, rounds: 3, contenders: OURS },
  tiny: { title: '10,000 models, 10 a chart', models: 10_000, perChart: 10, rounds: 1, contenders: OURS },
  varied: { title: '10,000 models of a varied fleet', models: 10_000, perChart: 10_000, rounds: 1, varied: true, contenders: OURS },
  huge: { title: '30,000 models, 120,000 objects in one chart', models: 30_000, perChart: 30_000, rounds: 1, contenders: ['library', 'json'] },
  million: {
    title: '250,000 models, 1,000,000 objects, 1,000 models a chart',
    models: 250_000,
    perChart: 1_000,
    rounds: 1,
    contenders: ['library'],
    alone: true,
  },
} as const satisfies { readonly [id: string]: Case };

export type CaseId = keyof typeof CASES;

/** A ratio of the library to another contender, or to itself in another case. */
export interface Figure {
  readonly of: CaseId;
  readonly to: Contender | CaseId;
  /** Processor time, unless it says memory. */
  readonly what?: 'memory';
  /** What is aimed at. */
  readonly target: number;
  /** What was reached where that is more: the short form fails at half as much again, of this or of the target. */
  readonly reached?: number;
}

export const FIGURES: readonly Figure[] = [
  { of: 'many', to: 'json', target: 3.5 },
  { of: 'charts', to: 'json', target: 5 },
  { of: 'many', to: 'stock', target: 1 / 4.5 },
  { of: 'charts', to: 'stock', target: 1 / 6, reached: 0.2 },
  { of: 'varied', to: 'stock', target: 1 / 5, reached: 0.4 },
  { of: 'tiny', to: 'stock', target: 1 / 14, reached: 0.16 },
  { of: 'thousand', to: 'helm', target: 1 / 1.3 },
  { of: 'many', to: 'helm', target: 1 / 2.5 },
  { of: 'many', to: 'pkl', target: 1.1 },
  { of: 'one', to: 'stock', target: 1.15, reached: 1.5 },
  { of: 'crds', to: 'stock', target: 1.2, reached: 1.3 },
  { of: 'many', to: 'stock', what: 'memory', target: 1, reached: 1.3 },
  { of: 'varied', to: 'stock', what: 'memory', target: 1, reached: 1.05 },
  { of: 'chained', to: 'thousand', target: 2 },
  { of: 'thousand', to: 'stock', target: 1, reached: 1.2 },
  { of: 'smallCharts', to: 'stock', target: 1 },
  { of: 'variedThousand', to: 'stock', target: 1 },
];

/** What one more model may cost, in milliseconds of processor time, by the two cases that tell. */
export const ADDED: readonly { readonly title: string; readonly few: CaseId; readonly many: CaseId; readonly target: number }[] = [
  { title: '', few: 'thousand', many: 'many', target: 0.17 },
  { title: ' of a varied fleet', few: 'variedThousand', many: 'varied', target: 0.3 },
];

/** How much of what stock ApiObjects take for 1,000 models it may take to judge the input of as many. */
export const JUDGING_TARGET = 0.03;

/** A figure may be so many times its target before the short form fails: machines differ. */
export const MARGIN = 1.5;
