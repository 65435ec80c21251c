import { Batch } from './batch';
import { Architecture } from '../architecture';
import { isLatent } from '../cache-kinds';

const MIB = 1024 ** 2;

/** A share of a device: at least, and at most. */
export interface Share {
  readonly least: number;
  readonly most: number;
}

/** What decides SGLang's share where nobody says it. */
export interface ShareOptions {
  readonly architecture: Architecture;
  /** Bytes of a device. */
  readonly bytes: number;
  readonly batch: Batch;
  /** Devices of a replica. */
  readonly count: number;
  readonly drafts: boolean;
}

/**
 * What it takes of its share, said or not, where it computes attention with AITER, as it does on AMD's devices, for a context above 8192 tokens.
 * https://github.com/sgl-project/sglang python/sglang/srt/arg_groups/attention_hook.py
 */
export function sglangPart(resource: string | undefined): Share {
  return { least: resource?.startsWith('amd.com/') ? 0.85 : 1, most: 1 };
}

/**
 * The share that SGLang keeps for weights and cache: all but half a GiB, 1.5 MiB of each token of a prefill, 2 MiB of each sequence, an eighth of a GiB of each
 * device of the replica, and graphs; at least 10 GiB of large devices. Where it measures graphs before it sizes the cache, as it does in newer versions of most
 * models, it leaves 1.5 GiB. Models that read images have less.
 * It rounds the share to a thousandth.
 * https://github.com/sgl-project/sglang python/sglang/srt/arg_groups/memory_hook.py, python/sglang/srt/server_args.py
 */
export function sglangShare({ architecture, bytes, batch, count, drafts }: ShareOptions): Share {
  const mebibytes = bytes / MIB;
  const ofDevices = count * 128;
  const graphs = isLatent(architecture) ? 1536 : graphsOf(batch.tokens) * 8;
  const reserved = 512 + Math.max(batch.tokens, 2048) * 1.5 + batch.sequences * 2 + ofDevices + graphs;
  // from 60 GiB on; it rises before, so that more memory is never worse
  const large = Math.max(0, Math.min(1, (mebibytes - 48 * 1024) / (12 * 1024))) * 10 * 1024;
  const measured = mebibytes - 1536 - ofDevices;
  const told = mebibytes - Math.max(reserved, large) - (drafts ? 6144 : 0);
  const tower = towerFactor(architecture);
  const least = tower === undefined ? told : Math.min(told * tower, measured - 8192);
  return { least: Math.max(0.1, least / mebibytes - 0.0005), most: Math.max(0.3, measured / mebibytes + 0.0005) };
}

/** How many sizes of a prefill are captured: up to so many tokens. */
function graphsOf(tokens: number): number {
  const steps = [[4, 33, 4], [48, 257, 16], [288, 513, 32], [576, 1025, 64], [1280, 4097, 256], [4608, tokens + 1, 512]];
  return steps.reduce((sum, [from, to, step]) => sum + Math.max(0, Math.ceil((Math.min(to, tokens + 1) - from) / step)), 0);
}

/** A model that reads images has 0.95 of the share, and less for a larger tower than that of CLIP; undefined for one without. */
function towerFactor({ towers }: Architecture): number | undefined {
  if (towers.length === 0) return undefined;
  const size = towers.filter(({ name }) => name === 'attn').reduce((sum, { rows, columns, experts = 1 }) => sum + rows * columns * experts / 4, 0);
  return 0.95 * Math.max(0.8, Math.min(1.05, 1 - 0.1 * (size / (24 * 1024 ** 2) - 1)));
}
