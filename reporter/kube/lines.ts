import { StringDecoder } from 'node:string_decoder';

/** Longest line, in characters: no object is as large, and what never ends must not take all memory. */
const LONGEST = 32 * 2 ** 20;

/** Cuts a stream of bytes into lines; a character that is cut in two by a chunk stays whole. */
export class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private parts: string[] = [];
  private length = 0;

  public constructor(private readonly take: (line: string) => void) {}

  /** Takes the next bytes, and gives on every line that is whole by now. */
  public push(chunk: Buffer): void {
    const lines = this.decoder.write(chunk).split('\n');
    this.parts.push(lines[0]!);
    this.length += lines[0]!.length;
    if (this.length > LONGEST) throw new Error(`a line is longer than ${LONGEST} characters`);
    for (const line of lines.slice(1)) {
      const whole = this.parts.join('');
      this.parts = [line];
      this.length = line.length;
      if (whole.trim() !== '') this.take(whole);
    }
  }
}
