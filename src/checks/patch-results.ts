import { Json } from '../ground/objects';

/** What a patch leaves empty that is written beyond the end of a list: it would be printed as null. */
export function gapIn(value: Json, path: string = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return Object.entries(value).map(([key, member]) => gapIn(member, `${path}/${key}`)).find(gap => gap !== undefined);
  for (let index = 0; index < value.length; index++) {
    if (!(index in value)) return `it leaves ${path}/${index} empty; an item of a list is replaced where there is one, and added with "-"`;
    const gap = gapIn(value[index], `${path}/${index}`);
    if (gap !== undefined) return gap;
  }
  return undefined;
}

/**
 * Why a patch does not apply: the first line of the error, because the others repeat the patch and the object, with all that is in them. A path without
 * a parent ends in words of JavaScript, which say less.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return 'its path leads through something that is not there';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
