/** A text, and the places at which some words stand in it, such as a name. */
export class WordPattern {
  private readonly between: readonly string[];
  /** Which of the words stands after each of the texts between, but for the last. */
  private readonly places: readonly number[];

  /** @param words none of which is in another, and which have letters, digits and "-" alone. */
  public constructor(text: string, words: readonly string[]) {
    const parts = text.split(new RegExp(`(${words.join('|')})`));
    this.between = parts.filter((_, index) => index % 2 === 0);
    this.places = parts.filter((_, index) => index % 2 === 1).map(word => words.indexOf(word));
  }

  /** The text with other words in these places. */
  public with(words: readonly string[]): string {
    const { between, places } = this;
    let text = between[0];
    for (let index = 0; index < places.length; index++) text += words[places[index]] + between[index + 1];
    return text;
  }

  /** Whether something is said in it beside the words. */
  public says(text: string): boolean {
    return this.between.some(part => part.includes(text));
  }
}
