import { invalid } from './errors';
import { isQualifiedName } from './name-patterns';
import { tryParseQuantity } from './quantity';

/** Whether a key is that of an extended resource: a qualified name with a domain outside kubernetes.io. */
export function isExtendedResource(key: string): boolean {
  return key.includes('/') && isQualifiedName(`requests.${key}`) && !/(^|\.)kubernetes\.io\//.test(key) && !key.startsWith('requests.');
}

/** Throws when the API server would refuse a resource besides cpu, memory, ephemeral storage and accelerators. */
export function checkOtherResource(key: string, amount: string, accelerator?: string): void {
  const page = /^hugepages-([1-9]\d*[KMG]i)$/.exec(key)?.[1];
  if (key === accelerator || (page === undefined && !isExtendedResource(key))) {
    throw invalid({
      what: 'key of otherResources',
      got: key,
      allowed: 'hugepages-<size>, or an extended resource other than the accelerator',
      fix: 'use cpu, memory, ephemeralStorage and the accelerator for the rest',
    });
  }
  const fits = page === undefined ? /^[1-9]\d*$/.test(amount) && Number.isSafeInteger(Number(amount)) : isWholePages(amount, page);
  if (!fits) {
    throw invalid({
      what: `${key} of otherResources`,
      got: amount,
      allowed: page === undefined ? 'a whole number from 1 on, as a string' : `a whole multiple of ${page}, for example "${page}"`,
      fix: 'extended resources and huge pages are given whole',
    });
  }
}

/** Whether an amount with a binary suffix, or without one, is so many whole pages. */
function isWholePages(amount: string, page: string): boolean {
  const [total, one] = [tryParseQuantity(amount), tryParseQuantity(page)!];
  return total !== undefined && /^\d+([KMG]i)?$/.test(amount) && total >= one && total % one === 0n && total < 2n ** 53n * 10n ** 9n;
}
