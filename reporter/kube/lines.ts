import { StringDecoder } from 'node:string_decoder';

/** Cuts a stream of bytes into lines; a character that is cut in two by a chunk stays whole. */
export class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private parts: string[] = [];

  public constructor(private readonly take: (line: string) => void) {}

  /** Takes the next bytes, and gives on every line that is whole by now. */
  public push(chunk: Buffer): void {
    const lines = this.decoder.write(chunk).split('\n');
    this.parts.push(lines[0]!);
    for (const line of lines.slice(1)) {
      const whole = this.parts.join('');
      this.parts = [line];
      if (whole.trim() !== '') this.take(whole);
    }
  }
}
