import { bar, Drawn, LEGEND, svgOf } from './fit-bars';
import { FitFinding, findingLines, findingsOf, lacksNode } from './fit-findings';
import { FitOptions, fitOptions } from './fit-options';
import { positionsUnsaid } from '../fit/engines/served-models';
import { explain, PlanTitle, VERDICTS } from '../fit/explain';
import { MemoryPlan, planMemory } from '../fit/memory-plan';
import { DERIVED_OF, fewest, nextCount, OpenArgument, tryPlanOpen } from '../fit/open-plan';
import { PlannedDevice, PlanRequest } from '../fit/plan-request';
import { typeProblem } from '../fit/type-problems';

/** One kind of device, how many of it, and the plan. */
interface Planned {
  readonly device: PlannedDevice;
  readonly count: number;
  readonly plan: MemoryPlan;
  readonly findings: readonly FitFinding[];
}

/** Where the command writes. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** Variables of the shell. */
  readonly env?: { readonly [name: string]: string | undefined };
}

/** What the command says, and its exit code. */
export interface FitAnswer {
  readonly text: string;
  readonly code: number;
}

/** Plans the memory of a model on one or several kinds of devices. */
export function fit(args: readonly string[], terminal: Terminal = { isTTY: process.stdout.isTTY }): Promise<FitAnswer> {
  return Promise.resolve().then(() => {
    const options = fitOptions(args);
    const planned = options.asked.flatMap(({ devices, count }) => devices.map(device => planOn(options, device, count)));
    return { text: printed(options, planned, terminal), code: codeOf(planned) };
  });
}

/** 0 where it fits on one of the devices, 2 where it cannot on any of them, 3 where nobody can say, as of more devices than a node has. */
function codeOf(planned: readonly Planned[]): number {
  const verdicts = planned.map(({ plan: { verdict }, findings }) => (verdict === 'fits' && lacksNode(findings) ? 'unknown' : verdict));
  return verdicts.includes('fits') ? 0 : verdicts.every(verdict => verdict === 'impossible') ? 2 : 3;
}

function printed(options: FitOptions, planned: readonly Planned[], terminal: Terminal): string {
  if (options.format === 'json') return JSON.stringify(planned.map(one => jsonOf(options, one)), undefined, 2);
  if (options.format === 'svg') {
    return svgOf({
      title: titleOf(options),
      notes: findingLines(planned.flatMap(({ findings }) => findings)),
    }, planned.map(({ device, count, plan }): Drawn => ({ title: `${count} × ${device.name}: ${VERDICTS[plan.verdict]}`, plan })));
  }
  const coloured = isColoured(terminal);
  if (planned.length > 1) return tableOf(options, planned, coloured);
  const [{ device, count, plan, findings }] = planned;
  const engine = `${options.engine} ${options.version}`;
  const text = explain(plan, { model: options.architecture.name, device: device.name, count, engine, more: oneMore(options, device, count) });
  return [text, '', `  ${bar(plan, 72, coloured)}`, `  ${LEGEND}`, ...findingLines(findings)].join('\n');
}

/**
 * As https://no-color.org has it: an empty `NO_COLOR` counts as unset. `FORCE_COLOR` goes before all, and its values are Node's:
 * https://nodejs.org/api/cli.html#force_color1-2-3
 */
function isColoured({ isTTY, env = process.env }: Terminal): boolean {
  if (env.FORCE_COLOR !== undefined) return ['', '1', 'true', '2', '3'].includes(env.FORCE_COLOR);
  return isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

function requestOf(options: FitOptions): Omit<PlanRequest, 'device' | 'count'> {
  const { architecture, engine, version, context, concurrency, dataType, cacheType, utilization } = options;
  return { architecture, engine, version, maxModelLen: context, concurrency, dataType, cacheType, utilization };
}

/** What nobody says, and an app would derive. */
function openOf({ engine, context, dataType, saysShare }: FitOptions): readonly OpenArgument[] {
  const said: { readonly [argument in OpenArgument]?: boolean } = { context: context !== undefined, type: dataType !== undefined, share: saysShare };
  return (DERIVED_OF[engine] ?? []).filter(argument => !said[argument]);
}

/** As many devices as are said; else the fewest that serve the longest context there is, or else a shorter one; the most that a node has where none do. */
function planOn(options: FitOptions, device: PlannedDevice, said?: number): Planned {
  const request = requestOf(options);
  const open = openOf(options);
  const found = said === undefined ? fewest(request, device, open.filter(argument => argument !== 'context')) ?? fewest(request, device, open) : undefined;
  const count = said ?? found?.count ?? device.most ?? 8;
  const full = { ...request, device, count };
  const plan = withTypes(full, found?.plan ?? openPlan(full, open));
  return { device, count, plan, findings: findingsOf(options, full, plan, said !== undefined) };
}

/** With what the library derives where nobody says it. */
const openPlan = (request: PlanRequest, open: readonly OpenArgument[]): MemoryPlan => tryPlanOpen(request, open) ?? planMemory(request);

/** What an app says of the types as well: a server that ends at once fits nowhere. */
function withTypes(request: PlanRequest, plan: MemoryPlan): MemoryPlan {
  const reason = typeProblem(request, 'refused');
  return reason === undefined ? plan : { ...plan, verdict: 'impossible', reason };
}

/** The plan on the next number of devices, where a node has more. */
function oneMore(options: FitOptions, device: PlannedDevice, count: number): PlanTitle['more'] {
  const next = nextCount(device, count);
  if (next === undefined) return undefined;
  const request = { ...requestOf(options), device, count: next };
  return { count: next, plan: withTypes(request, openPlan(request, openOf(options))) };
}

function titleOf({ architecture, engine, version, context, concurrency = 1 }: FitOptions): string {
  return `${architecture.name}, ${engine} ${version}, ${concurrency} × ${context ?? `up to ${positionsUnsaid(engine, version, architecture)}`} tokens`;
}

function tableOf(options: FitOptions, planned: readonly Planned[], coloured: boolean): string {
  const rows = planned.map(({ device, count, plan }) => [
    `${count} × ${device.name}`, VERDICTS[plan.verdict], plan.maxContext === undefined ? '' : String(plan.maxContext),
    plan.maxConcurrency === undefined ? '' : String(plan.maxConcurrency),
  ]);
  const head = ['devices', '', 'context', 'at once'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ');
  return [
    titleOf(options),
    ...options.architecture.unknowns.map(unknown => `not known: ${unknown}`),
    '',
    `${line(head)}  memory of the fullest device`,
    ...planned.map(({ plan }, index) => `${line(rows[index])}  ${bar(plan, 40, coloured)}`),
    '',
    LEGEND,
    ...findingLines(planned.flatMap(({ findings }) => findings.filter(({ rule }) => rule !== 'data-type-emulated' || options.named))),
  ].join('\n');
}

function jsonOf({ architecture, engine, version }: FitOptions, { device, count, plan, findings }: Planned): object {
  const { layout: _layout, rows, tight, ...numbers } = plan;
  const whole = { ...wholeBytes(numbers), ...(tight && { tight: wholeBytes(tight) }), rows: rows.map(wholeBytes) };
  return { model: architecture.name, engine, version, device: device.name, count, ...whole, findings };
}

/** Bytes without fractions. */
function wholeBytes(numbers: object): object {
  return Object.fromEntries(Object.entries(numbers as { readonly [name: string]: unknown }).map(([name, value]) => (
    [name, typeof value === 'number' && /^(bytes|uncertainty|cacheBytesPerToken|left|needed)$|Bytes$/.test(name) ? Math.round(value) : value]
  )));
}
