import { invalid } from './errors';
import { QUALIFIED_NAME } from './kubernetes-fields';

/** Whether a key is that of an extended resource: a qualified name with a domain outside kubernetes.io. */
export function isExtendedResource(key: string): boolean {
  return key.includes('/') && QUALIFIED_NAME(`requests.${key}`).length === 0 && !/(^|\.)kubernetes\.io\//.test(key) && !key.startsWith('requests.');
}

/** Throws when the API server would refuse a resource besides cpu, memory, ephemeral storage and accelerators. */
export function checkOtherResource(key: string, amount: string, accelerator?: string): void {
  const page = /^hugepages-([1-9]\d*[KMG]i)$/.exec(key)?.[1];
  if (key === accelerator || (page === undefined && !isExtendedResource(key))) {
    throw invalid({ what: 'key of otherResources', got: key, allowed: 'hugepages-<size>, or an extended resource other than the accelerator', fix: 'use cpu, memory, ephemeralStorage and the accelerator for the rest' });
  }
  const fits = page === undefined ? /^[1-9]\d*$/.test(amount) && Number.isSafeInteger(Number(amount)) : pagesIn(amount, page) >= 1 && Number.isSafeInteger(binary(amount)) && Number.isInteger(pagesIn(amount, page));
  if (!fits) {
    throw invalid({
      what: `${key} of otherResources`,
      got: amount,
      allowed: page === undefined ? 'a whole number from 1 on, as a string' : `a whole multiple of ${page}, for example "${page}"`,
      fix: 'extended resources and huge pages are given whole',
    });
  }
}

function pagesIn(amount: string, page: string): number {
  return binary(amount) / binary(page);
}

function binary(quantity: string): number {
  const [, digits, unit] = /^(\d+)(Ki|Mi|Gi|)$/.exec(quantity) ?? [];
  return digits === undefined ? NaN : Number(digits) * 1024 ** ['', 'Ki', 'Mi', 'Gi'].indexOf(unit);
}
