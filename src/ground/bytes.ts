import { Size, SizeRoundingBehavior } from 'cdk8s';
import { invalid } from './errors';

/** One mebibyte, and one gibibyte. */
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** Bytes of a cdk8s Size, with a fraction where it has one: 0.3 GiB are no whole number of bytes. */
export function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

/**
 * Returns a Size unchanged, or throws when it is nothing, no whole number of KiB, or so much that Kubernetes, which counts thousandths of a byte,
 * loses count.
 */
export function checkedSize(what: string, size: Size): Size {
  const kibibytes = bytesOf(size) / 1024;
  if (!Number.isSafeInteger(kibibytes * 1024) || kibibytes < 1 || !Number.isInteger(kibibytes)) {
    throw invalid({ what, got: `${kibibytes} KiB`, allowed: 'whole KiB from 1 on, below 8 PiB', fix: `use for example ${nearest(kibibytes)}` });
  }
  return size;
}

/**
 * Returns the size of weights unchanged, or throws when it is nothing. It is an estimate: fractions are fine, and sizes that are derived from it
 * are rounded up.
 */
export function checkedWeights(what: string, size: Size): Size {
  const bytes = bytesOf(size);
  if (bytes > 0 && bytes <= Number.MAX_SAFE_INTEGER) return size;
  throw invalid({
    what,
    got: `${bytes / 1024} KiB`,
    allowed: 'more than nothing, below 8 PiB',
    fix: 'use for example Size.gibibytes(13), or leave it out when it is not known',
  });
}

/** The next larger size that can be written. */
function nearest(kibibytes: number): string {
  if (!(kibibytes > 0) || kibibytes * 1024 > Number.MAX_SAFE_INTEGER) return 'Size.gibibytes(8)';
  return kibibytes > 1024 ? `Size.mebibytes(${Math.ceil(kibibytes / 1024)})` : `Size.kibibytes(${Math.ceil(kibibytes)})`;
}

/** A Size as a Kubernetes quantity, in the largest binary unit that is exact: 8Gi, 512Mi. */
export function quantityOf(size: Size): string {
  return quantityOfBytes(bytesOf(size));
}

/** Bytes as a Kubernetes quantity, in the largest binary unit that is exact. */
export function quantityOfBytes(bytes: number): string {
  for (const [unit, factor] of [['Ti', 1024 ** 4], ['Gi', GIB], ['Mi', MIB], ['Ki', 1024]] as const) {
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`;
  }
  return String(bytes);
}

/** Bytes as a person reads them: 22.4 GiB. */
export function showBytes(bytes: number): string {
  const tenths = Math.round(bytes / GIB * 10);
  return tenths > 0 || bytes === 0 ? `${tenths / 10} GiB` : `${Math.ceil(bytes / MIB * 10) / 10} MiB`;
}

/** Rounds up to a whole number of GiB. */
export function ceilGib(bytes: number): Size {
  return Size.gibibytes(Math.ceil(bytes / GIB));
}
