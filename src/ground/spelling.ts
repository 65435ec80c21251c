/**
 * Letters to add, remove or change; two that changed places count once. https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
 * Where there are more than `most`, the answer is one of those that are more: it is not counted on.
 */
export function changesBetween(a: string, b: string, most: number = Infinity): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1, fewestBefore = 0; i <= a.length; i++) {
    const next = [i];
    let fewest = i;
    for (let j = 1; j <= b.length; j++) {
      let changes = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) changes = Math.min(changes, before[j - 2] + 1);
      next.push(changes);
      if (changes < fewest) fewest = changes;
    }
    if (fewest > most && fewestBefore >= most) return fewest;
    [before, row, fewestBefore] = [row, next, fewest];
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
