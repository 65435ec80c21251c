/** How many bytes a page should have, and may have at most: of JSON in memory there is some times as much. */
const TARGET = 2 * 2 ** 20;
const LARGEST = 8 * 2 ** 20;

/** How many objects are asked for at first, and at most. */
const FIRST = 20;
const MOST = 250;

/**
 * How many objects of a list are asked for at once: as many as have few bytes together. How large objects are is for those who make them to say,
 * and one of them may have more than a megabyte.
 */
export class PageSize {
  private objects = FIRST;

  /** Objects to ask for. */
  public get limit(): number {
    return this.objects;
  }

  /** Bytes that are read of them; one object is read whatever it has. */
  public get bytes(): number | undefined {
    return this.objects === 1 ? undefined : LARGEST;
  }

  /** A page had so many bytes. The next one is at most twice as long: that these were small says little of the next. */
  public read(bytes: number, objects: number): void {
    const each = bytes / Math.max(1, objects);
    this.objects = Math.max(1, Math.min(MOST, this.objects * 2, Math.floor(TARGET / each)));
  }

  /** A page was too large. */
  public tooLarge(): void {
    this.objects = Math.max(1, Math.floor(this.objects / 4));
  }
}
