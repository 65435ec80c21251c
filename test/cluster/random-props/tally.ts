import { Synthesis } from './synthesis';

/** How many models were made, how many of them synth let pass, and which rules refused the others. */
export class Tally {
  made = 0;
  synthesized = 0;
  accepted = 0;
  objects = 0;
  private readonly byRule = new Map<string, number>();

  /** Counts one model that was made. */
  count({ manifests, refusedBy }: Synthesis): void {
    this.made += 1;
    if (refusedBy.length === 0) this.synthesized += 1;
    this.objects += manifests.length;
    for (const rule of refusedBy) this.byRule.set(rule, (this.byRule.get(rule) ?? 0) + 1);
  }

  /** Counts one model of which the API server took every object. */
  accept(): void {
    this.accepted += 1;
  }

  /** A line for people, and one for each rule. */
  toString(): string {
    const rules = [...this.byRule].sort(([one, often], [other, less]) => less - often || one.localeCompare(other)).map(([rule, count]) => `  ${count} × ${rule}`);
    const share = Math.round(100 * this.synthesized / this.made);
    return [
      `${this.made} models made, ${this.made - this.synthesized} refused by synth, ${this.synthesized} sent (${share} %; ${this.objects} objects), `
        + `accepted ${this.accepted} of ${this.synthesized}; refused by`,
      ...rules,
    ].join('\n');
  }
}
