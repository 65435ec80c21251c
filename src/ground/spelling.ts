/** Letters to add, remove or change; two that changed places count once. https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance */
export function changesBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** The name that is nearest to a mistaken one, if one is near: other case, other separators, a letter more or less, two swapped. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 100) return undefined;
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '');
  const wanted = plain(name);
  const ranked = known.map(other => [changesBetween(wanted, plain(other)), other] as const).sort(([a], [b]) => a - b);
  const [first] = ranked;
  return first !== undefined && first[0] <= Math.max(1, Math.floor(wanted.length / 3)) ? first[1] : undefined;
}

/** The end of a sentence about a mistaken name. */
export function meaning(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean ${near}?`;
}
