/* The numbers as a page, and the verdict on them. */
import { ADDED, Case, CaseId, CASES, Contender, CONTENDERS, Figure, FIGURES, JUDGING_TARGET, MARGIN, PEERS } from './figures';
import { PEER_COMMANDS } from './peers';
import { TS_NODE_INSTALL, WAY_FIGURES, WayId, WAYS } from './ways';

/** The medians of the processes of one contender in one case. */
export interface Measurement {
  readonly seconds: number;
  readonly processor: number;
  /** 0 when it is not known. */
  readonly mebibytes: number;
}

/** One case, by contender. */
export type Result = { readonly [contender in Contender]?: Measurement };

/** All that was measured. */
export interface Run {
  readonly on: {
    readonly node: string;
    readonly cdk8s: string;
    readonly yaml: string;
    readonly cores: number;
    readonly load: number;
    readonly peers: { readonly [peer: string]: string | undefined };
  };
  readonly results: { readonly [id in CaseId]?: Result };
  /** Seconds on the clock that the quickstart takes, by the way in which it is run. */
  readonly ways?: { readonly [id in WayId]?: number };
  /** Seconds for 1,000 models. */
  readonly judging: number;
}

const NAMES: { readonly [contender in Contender]: string } = {
  library: 'this library', stock: 'stock `ApiObject`s', yaml: '`yaml` alone', json: '`JSON.stringify`', helm: 'Helm', pkl: 'Pkl', kustomize: 'Kustomize',
};

/** The tables, with what they were measured on. */
export function page(run: Run): string {
  const { node, cdk8s, yaml, cores, load } = run.on;
  const all = [...CONTENDERS, ...PEERS];
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    `Node.js ${node}, cdk8s ${cdk8s}, yaml ${yaml}, ${cores} cores, load ${load.toFixed(1)}. Seconds of processor time, and of the clock in `
      + 'brackets: medians of the rounds.',
    '',
    row(['', ...all.map(name => NAMES[name]), 'peak memory', 'that of stock']),
    row(['---', ...all.map(() => '--:'), '--:', '--:']),
    ...entries(run).map(([id, one]) => row([CASES[id].title, ...all.map(name => time(one[name])), memory(one.library), memory(one.stock)])),
    '',
    'Ratios of processor time, against what is aimed at:',
    '',
    row(['figure', 'measured', 'target', 'met']),
    row(['---', '--:', '--:', '---']),
    ...FIGURES.flatMap(figure => {
      const value = ratio(run, figure);
      return value === undefined ? [] : [row([nameOf(figure), times(value), times(figure.target), value <= figure.target ? 'yes' : 'no'])];
    }),
    ...addedRows(run).map(row),
    ...judgingRow(run).map(row),
    ...wayRows(run).map(row),
    '',
    'The ways to run one app, the [quickstart](../examples/quickstart), in seconds on the clock:',
    '',
    row(['', '']),
    row(['---', '--:']),
    ...(Object.keys(WAYS) as WayId[]).map(id => row([WAYS[id].title, run.ways?.[id]?.toFixed(2) ?? 'not measured'])),
    '',
    'The peers:',
    '',
    ...PEERS.map(peer => `* ${NAMES[peer]}, which checks nothing: ${run.on.peers[peer] ?? 'not on this machine'}; \`${PEER_COMMANDS[peer].install}\``),
    `* ts-node, for the first of the ways: \`${TS_NODE_INSTALL}\``,
    '',
  ].join('\n');
}

/** What is more than half as much again as it may be. */
export function tooMuch(run: Run): string[] {
  const over = FIGURES.flatMap(figure => {
    const value = ratio(run, figure);
    const limit = MARGIN * Math.max(figure.target, figure.reached ?? 0);
    return value !== undefined && value > limit ? [`${nameOf(figure)}: ${times(value)}, at most ${times(limit)} is allowed`] : [];
  });
  const share = judgingShare(run);
  return share !== undefined && share > MARGIN * JUDGING_TARGET
    ? [...over, `judging input takes ${(100 * share).toFixed(1)} % of a synth of stock ApiObjects`]
    : over;
}

/** A figure; `undefined` when one of its sides was not measured. */
function ratio({ results }: Run, { of, to, what }: Figure): number | undefined {
  const own = results[of]?.library;
  const other = to in CASES ? results[to as CaseId]?.library : results[of]?.[to as Contender];
  if (!own || !other) return undefined;
  return what === 'memory' ? own.mebibytes / other.mebibytes : own.processor / other.processor;
}

function judgingShare({ results, judging }: Run): number | undefined {
  const stock = results.thousand?.stock;
  return stock && judging / stock.seconds;
}

function judgingRow(run: Run): string[][] {
  const share = judgingShare(run);
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const title = 'judging the input of 1,000 models, of their synth with stock `ApiObject`s';
  return share === undefined ? [] : [[title, percent(share), percent(JUDGING_TARGET), share <= JUDGING_TARGET ? 'yes' : 'no']];
}

/** What one more model costs, in a large app: the difference of two of them, in milliseconds of processor time. */
function addedRows({ results }: Run): string[][] {
  return ADDED.flatMap(({ title, few, many, target }) => {
    const [less, more] = [results[few]?.library, results[many]?.library];
    if (!less || !more) return [];
    const cost = 1_000 * (more.processor - less.processor) / (CASES[many].models - CASES[few].models);
    return [[`one more model${title}`, `${cost.toFixed(2)} ms`, `${target.toFixed(2)} ms`, cost <= target ? 'yes' : 'no']];
  });
}

function wayRows({ ways }: Run): string[][] {
  return WAY_FIGURES.flatMap(({ of, target }) => {
    const [own, template] = [ways?.[of], ways?.template];
    if (!own || !template) return [];
    return [[`${WAYS[of].title}, on the clock, against the template of cdk8s`, times(own / template), times(target), own / template <= target ? 'yes' : 'no']];
  });
}

function entries({ results }: Run): [CaseId, Result][] {
  return (Object.keys(CASES) as CaseId[]).flatMap(id => (results[id] ? [[id, results[id]] as [CaseId, Result]] : []));
}

function nameOf({ of, to, what }: Figure): string {
  const against = to in CASES ? `the same for ${(CASES[to as CaseId] as Case).title}` : NAMES[to as Contender];
  return `${CASES[of].title}${what === 'memory' ? ', peak memory' : ''}, against ${against}`;
}

const times = (value: number): string => (value >= 1 ? `${value.toFixed(2)} ×` : `${(1 / value).toFixed(1)} × less`);
const time = (one?: Measurement): string => (one ? `${one.processor.toFixed(2)} (${one.seconds.toFixed(2)})` : '');
const memory = (one?: Measurement): string => (one?.mebibytes ? `${Math.round(one.mebibytes)} MiB` : '');
