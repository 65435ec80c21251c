/** How often a line is printed where the output is no terminal, in milliseconds. */
const QUIET_INTERVAL = 30_000;

/** One line on stderr that says what is being waited for, and for how long. */
export class Progress {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout;

  /** Prints `text` at once, and again with the seconds gone by: in place on a terminal, every half minute elsewhere. */
  constructor(private readonly text: string) {
    const terminal = process.stderr.isTTY;
    process.stderr.write(`${text} …${terminal ? '' : '\n'}`);
    this.timer = setInterval(() => process.stderr.write(terminal ? `\r${this.line()}` : `${this.line()}\n`), terminal ? 1_000 : QUIET_INTERVAL);
    this.timer.unref();
  }

  /** Ends the line with `outcome`. */
  end(outcome: string): void {
    clearInterval(this.timer);
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${this.line()}: ${outcome}\n`);
  }

  private line(): string {
    return `${this.text} … ${Math.round((Date.now() - this.started) / 1_000)} s`;
  }
}
