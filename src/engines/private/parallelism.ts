import { FlagTable } from '../../flags/flag-table';
import { canonicalFlag, parseFlags, valuesOf } from '../../flags/flags';
import { Compute } from '../../values/compute';
import { ParallelismOptions } from '../language-model-options';
import { ContextParallelOptions, DataParallelAttentionOptions, DataParallelOptions, TensorParallelOptions } from '../parallelism-options';
import type { EngineContext, ServingEngine } from '../serving-engine';

/** What a user says of the degrees of parallelism. */
type Told = ParallelismOptions & TensorParallelOptions & DataParallelOptions & DataParallelAttentionOptions & ContextParallelOptions;

/** The number of a dimension, and where it is said. */
type Factor = readonly [words: string, size: number];

/**
 * The degree of tensor parallelism: as told, or the cores of the accelerators that are left for each pipeline stage of each copy of the model, and of the
 * other parts that the user's arguments divide them by. Throws when they cannot be divided so. Without accelerators nothing is divided that nobody says.
 */
export function tensorParallelSize(engine: ServingEngine, told: Told, { compute, userArgs = [] }: Pick<EngineContext, 'compute' | 'userArgs'>): number {
  const { pipelineParallelSize: stages = 1, dataParallelSize: copies = 1, prefillContextParallelSize: parts = 1, tensorParallelSize: tensor } = told;
  const inside = told.dataParallelAttention ?? userArgs.includes('--enable-dp-attention');
  const factors = [
    ['pipelineParallelSize', stages] as const, ...(inside ? [] : [['dataParallelSize', copies] as const]),
    ['prefillContextParallelSize', parts] as const, ['the data or context parallelism in args', dividedBy(engine, userArgs)] as const,
  ].filter(([, size]) => size > 1);
  const size = compute.acceleratorCores === 0
    ? tensor ?? 1
    : tensor === undefined ? whatIsLeft(compute, factors) : withinDevices(compute, ['tensorParallelSize', tensor], factors);
  if (inside && size % copies !== 0) {
    throw new Error(`dataParallelSize ${copies} with dataParallelAttention does not divide the tensor parallelism of ${size}, whose devices it `
      + `shares; use a divisor of ${size}`);
  }
  const { decodeContextParallelSize: shared = 1 } = told;
  if (size % shared !== 0) {
    throw new Error(`decodeContextParallelSize ${shared} does not divide the tensor parallelism of ${size}, whose devices it shares; use a divisor of ${size}`);
  }
  return size;
}

function whatIsLeft(compute: Compute, factors: readonly Factor[]): number {
  const cores = compute.acceleratorCores;
  const product = productOf(factors);
  if (cores % product === 0) return cores / product;
  const divisor = cores === 1 ? 'more accelerators in compute' : `a divisor of ${cores}, or other accelerators in compute`;
  throw new Error(`${wordsOf(factors)} ${factors.length > 1 ? `are ${product}, which does not divide` : 'does not divide'} ${devicesOf(compute)} of `
    + `a replica; use ${divisor}`);
}

function withinDevices(compute: Compute, tensor: Factor, factors: readonly Factor[]): number {
  const product = productOf([tensor, ...factors]);
  if (product <= compute.acceleratorCores) return tensor[1];
  throw new Error(`${wordsOf([tensor, ...factors])} ${factors.length > 0 ? 'need' : 'needs'} ${product} devices, and a replica has `
    + `${devicesOf(compute)}; use smaller degrees, or more accelerators in compute`);
}

function productOf(factors: readonly Factor[]): number {
  return factors.reduce((product, [, size]) => product * size, 1);
}

function wordsOf(factors: readonly Factor[]): string {
  return factors.map(([words, size]) => (words.endsWith('args') ? words.replace(' in args', ` of ${size} in args`) : `${words} ${size}`)).join(' with ');
}

function devicesOf({ acceleratorCount: count, acceleratorCores: cores }: Compute): string {
  return cores > count ? `the ${cores} cores of the accelerators` : count === 1 ? 'the only accelerator' : `the ${count} accelerators`;
}

/** The number by which the arguments of a user divide the accelerators, besides pipeline stages: copies of the model, parts of a context. */
function dividedBy(engine: ServingEngine, userArgs: string[]): number {
  if (userArgs.length === 0) return 1;
  const { flagsFile, version, flagAliases } = engine._facts;
  const known = flagsFile === undefined || version === undefined ? undefined : FlagTable.read(flagsFile).of(version);
  const nameOf = (flag: string) => canonicalFlag(known?.full(flag) ?? flag, flagAliases);
  const told = new Map(parseFlags(userArgs).map(({ flag, words }) => [nameOf(flag), valuesOf(words)[0]]));
  return engine._options.reduce((product, { flags, means }) => {
    if (means?.kind !== 'devices' || (means.role !== 'data' && means.role !== 'context')) return product;
    if (means.inside !== undefined && told.has(means.inside)) return product;
    const size = Number(told.get(flags[0]) ?? 1);
    return Number.isInteger(size) && size > 1 ? product * size : product;
  }, 1);
}
