import { Synthesis } from './synthesis';

/** How many models were synthesized, and which rules refused the others. */
export class Tally {
  synthesized = 0;
  refused = 0;
  objects = 0;
  private readonly byRule = new Map<string, number>();

  /** Counts one model. */
  count({ manifests, refusedBy }: Synthesis): void {
    if (refusedBy.length === 0) this.synthesized += 1;
    else this.refused += 1;
    this.objects += manifests.length;
    for (const rule of refusedBy) this.byRule.set(rule, (this.byRule.get(rule) ?? 0) + 1);
  }

  /** Models that were made. */
  get total(): number {
    return this.synthesized + this.refused;
  }

  /** A line for people, and one for each rule. */
  toString(): string {
    const rules = [...this.byRule].sort(([one, often], [other, less]) => less - often || one.localeCompare(other)).map(([rule, count]) => `  ${count} × ${rule}`);
    const share = Math.round(100 * this.synthesized / this.total);
    return [`${this.total} models: ${this.synthesized} synthesized (${share} %), ${this.objects} objects asked about; ${this.refused} refused, by`, ...rules].join('\n');
  }
}
