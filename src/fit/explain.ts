import { MemoryPlan } from './memory-plan';
import { wantedTokens } from './verdict';

const GIB = 1024 ** 3;

/** Bytes as a number of GiB with two digits, so that a column of them can be added up. */
const gib = (bytes: number): string => (bytes / GIB).toFixed(2);

/** What a plan is of, for its title. */
export interface PlanTitle {
  readonly model: string;
  readonly device: string;
  readonly count: number;
  readonly engine: string;
  /** The same with more devices, where that can be had. */
  readonly more?: { readonly count: number; readonly plan: MemoryPlan };
}

/** What a verdict says, in words. */
export const VERDICTS = { 'fits': 'fits', 'probably-not': 'probably does not fit', 'impossible': 'cannot fit', 'unknown': 'is not known to fit' } as const;

/** A table of a plan in plain text: each number with how far off it may be, and where it is from. */
export function explain(plan: MemoryPlan, { model, device, count, engine, more }: PlanTitle): string {
  const split = [
    plan.tensorParallel > 1 && `tensor parallelism ${plan.tensorParallel}`, plan.pipelineParallel > 1 && `${plan.pipelineParallel} stages`,
  ].filter(Boolean).join(', ');
  const sources = [...new Set(plan.rows.map(({ source }) => source))];
  const rows = [
    ['memory of the device', gib(plan.deviceBytes), '', ''],
    ...plan.rows.map(({ what, bytes, uncertainty, source }) => [
      what, gib(bytes), uncertainty === 0 ? '' : `±${gib(uncertainty)}`, `[${sources.indexOf(source) + 1}]`,
    ]),
    ['left for the cache, at least', gib(plan.cacheBytes), '', `a share of ${Math.round(plan.utilization * 1000) / 1000} is ${gib(plan.usableBytes)} GiB`],
    ['left for the cache, at most', gib(plan.mostCacheBytes), '', ''],
    ...(plan.cacheBytesPerToken > 0 ? [[wantedTokens(plan), gib(plan.wantedBytes), '', `${plan.cacheBytesPerToken} bytes of each further token`]] : []),
  ];
  const [first, second, third] = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column].length)));
  const lines = rows.map(([what, bytes, error, source]) => `  ${what.padEnd(first)}  ${bytes.padStart(second)}  ${error.padEnd(third)}  ${source}`.trimEnd());
  return [
    `${model} on ${count} × ${device}, ${engine}${split === '' ? '' : `, ${split}`}: ${VERDICTS[plan.verdict]}`,
    `  ${plan.reason}`,
    '',
    `  ${'GiB of the fullest device'.padEnd(first)}`.trimEnd(),
    ...lines,
    '',
    ...answerLines(plan),
    ...(more === undefined ? [] : moreLine(plan, count, more)),
    ...sources.map((source, index) => `  [${index + 1}] ${source}`),
    ...plan.refusals.map(refusal => `  refused: ${refusal}`),
    ...plan.unknowns.map(unknown => `  not known: ${unknown}`),
  ].join('\n');
}

function answerLines(plan: MemoryPlan): string[] {
  const { maxContext, maxConcurrency, concurrency, maxModelLen, mostSequences, maxSequences, blocks, hostBytes, sharedMemoryBytes, diskBytes } = plan;
  return [
    ...(maxContext === undefined ? [] : [`  longest context for ${concurrency} at once: ${maxContext} tokens`]),
    ...(maxConcurrency === undefined ? [] : [`  most at once of ${maxModelLen} tokens: ${maxConcurrency}`]),
    ...(mostSequences === undefined ? [] : [`  sequences with a block of state: ${mostSequences}; the server takes ${maxSequences} (--max-num-seqs)`]),
    ...(blocks === undefined ? [] : [`  blocks of the cache, at least: ${blocks}`]),
    `  memory of the host: about ${gib(hostBytes)} GiB, /dev/shm ${gib(sharedMemoryBytes)} GiB; weights on disk ${gib(diskBytes)} GiB`,
  ];
}

/** What more devices would bring, where it is known and the server takes the model on them. */
function moreLine(plan: MemoryPlan, count: number, { count: next, plan: more }: NonNullable<PlanTitle['more']>): string[] {
  if (plan.maxContext === undefined || more.maxContext === undefined || more.verdict === 'unknown' || more.refusals.length > 0) return [];
  const ofTokens = ({ maxModelLen }: MemoryPlan) => (plan.maxModelLen === more.maxModelLen ? '' : ` of ${maxModelLen} tokens`);
  return [`  with ${next}: ${VERDICTS[more.verdict]}, longest context ${more.maxContext} tokens (${plan.maxContext} with ${count}), `
    + `${more.maxConcurrency} at once${ofTokens(more)} (${plan.maxConcurrency}${ofTokens(plan)})`];
}

/** A plan in one line, for an annotation. */
export function summary(plan: MemoryPlan): string {
  const [weights] = plan.rows;
  const answers = [
    plan.maxContext !== undefined && `context ${plan.maxContext}`,
    plan.maxConcurrency !== undefined && `${plan.maxConcurrency} × ${plan.maxModelLen}`,
  ].filter(Boolean).join(', ');
  return `${VERDICTS[plan.verdict]}; of ${gib(plan.deviceBytes)} GiB weights ${gib(weights.bytes)}, cache ${gib(plan.cacheBytes)} to `
    + `${gib(plan.mostCacheBytes)} GiB${answers === '' ? '' : `; at most ${answers}`}`;
}
