/** A text, and the places at which a name stands in it. */
export class NamePattern {
  private readonly between: readonly string[];

  public constructor(text: string, name: string) {
    this.between = text.split(name);
  }

  /** The text with another name in these places. */
  public with(name: string): string {
    return this.between.join(name);
  }

  /** Whether something is said in it beside the name. */
  public says(text: string): boolean {
    return this.between.some(part => part.includes(text));
  }
}
