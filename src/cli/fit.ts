import { bar, Drawn, LEGEND, svgOf } from './fit-bars';
import { FitOptions, fitOptions } from './fit-options';
import { AcceleratorRow } from '../facts/accelerators';
import { explain, VERDICTS } from '../fit/explain';
import { fewest, MemoryPlan, planMemory, PlanRequest, tryPlanOpen } from '../fit/memory-plan';
import { typeProblem } from '../fit/type-problems';

/** One kind of device, how many of it, and the plan. */
interface Planned {
  readonly device: AcceleratorRow;
  readonly count: number;
  readonly plan: MemoryPlan;
}

/** Where the command writes. */
export interface Terminal {
  readonly isTTY?: boolean;
}

/** Plans the memory of a model on one or all kinds of devices. */
export function fit(args: readonly string[], terminal: Terminal = process.stdout): Promise<string> {
  return Promise.resolve().then(() => printed(args, terminal));
}

function printed(args: readonly string[], terminal: Terminal): string {
  const options = fitOptions(args);
  const planned = options.devices.map(device => planOn(options, device));
  if (options.format === 'json') return JSON.stringify(planned.map(one => jsonOf(options, one)), undefined, 2);
  if (options.format === 'svg') return svgOf(titleOf(options), planned.map(({ device, count, plan }): Drawn => ({ title: `${count} × ${device.name}: ${VERDICTS[plan.verdict]}`, plan })));
  const coloured = terminal.isTTY === true && process.env.NO_COLOR === undefined;
  if (planned.length > 1) return tableOf(options, planned, coloured);
  const [{ device, count, plan }] = planned;
  const text = explain(plan, { model: options.architecture.name, device: device.name, count, engine: `${options.engine} ${options.version}` });
  return [text, '', `  ${bar(plan, 72, coloured)}`, `  ${LEGEND}`, ...oneMore(options, device, count, plan)].join('\n');
}

function requestOf({ architecture, engine, version, context, concurrency, dataType, cacheType, utilization }: FitOptions): Omit<PlanRequest, 'device' | 'count'> {
  return { architecture, engine, version, maxModelLen: context, concurrency, dataType, cacheType, utilization };
}

const deviceOf = ({ name, mebibytes, resource }: AcceleratorRow): PlanRequest['device'] => ({ name, bytes: mebibytes! * 1024 ** 2, resource });

/** With as many devices as are said, or the fewest that serve it; the most that a node has where none do. */
function planOn(options: FitOptions, device: AcceleratorRow): Planned {
  const request = requestOf(options);
  const most = device.mostPerNode ?? 8;
  const found = options.count === undefined ? fewest(request, { ...deviceOf(device), most }) : undefined;
  const count = options.count ?? found?.count ?? most;
  const full = { ...request, device: deviceOf(device), count };
  return { device, count, plan: withTypes(full, found?.plan ?? openPlan(full)) };
}

/** With what the library derives where nobody says it. */
const openPlan = (request: PlanRequest): MemoryPlan => tryPlanOpen(request) ?? planMemory(request);

/** What an app says of the types as well: a server that ends at once fits nowhere. */
function withTypes(request: PlanRequest, plan: MemoryPlan): MemoryPlan {
  const reason = typeProblem(request, 'refused');
  return reason === undefined ? plan : { ...plan, verdict: 'impossible', reason };
}

/** What as many devices again would bring. */
function oneMore(options: FitOptions, device: AcceleratorRow, count: number, plan: MemoryPlan): string[] {
  const request = { ...requestOf(options), device: deviceOf(device), count: count * 2 };
  const more = withTypes(request, openPlan(request));
  if (plan.maxContext === undefined || more.maxContext === undefined || more.refusals.length > 0) return [];
  return [`  with ${count * 2}: ${VERDICTS[more.verdict]}, longest context ${more.maxContext} (${plan.maxContext} with ${count}), ${more.maxConcurrency} at once (${plan.maxConcurrency})`];
}

function titleOf({ architecture, engine, version, context, concurrency = 1 }: FitOptions): string {
  return `${architecture.name}, ${engine} ${version}, ${concurrency} × ${context ?? architecture.maxPositions} tokens`;
}

function tableOf(options: FitOptions, planned: readonly Planned[], coloured: boolean): string {
  const rows = planned.map(({ device, count, plan }) => [
    `${count} × ${device.name}`, VERDICTS[plan.verdict], plan.maxContext === undefined ? '' : String(plan.maxContext), plan.maxConcurrency === undefined ? '' : String(plan.maxConcurrency),
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
  ].join('\n');
}

function jsonOf({ architecture, engine, version }: FitOptions, { device, count, plan }: Planned): object {
  const { layout: _layout, ...numbers } = plan;
  return { model: architecture.name, engine, version, device: device.name, count, ...numbers };
}
