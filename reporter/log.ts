/** How much is said. */
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** One of the levels. */
export type Level = typeof LEVELS[number];

/** Lines of JSON on standard output, one for each thing that happened. */
export class Log {
  public constructor(
    private readonly least: Level, private readonly write: (line: string) => void = line => { process.stdout.write(line); },
    private readonly now: () => number = Date.now,
  ) {}

  public debug(message: string, fields: object = {}): void {
    this.say('debug', message, fields);
  }

  public info(message: string, fields: object = {}): void {
    this.say('info', message, fields);
  }

  public warn(message: string, fields: object = {}): void {
    this.say('warn', message, fields);
  }

  public error(message: string, fields: object = {}): void {
    this.say('error', message, fields);
  }

  private say(level: Level, message: string, fields: object): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.least)) return;
    this.write(`${JSON.stringify({ time: new Date(this.now()).toISOString(), level, message, ...fields }).replace(UNSEEN, escaped)}\n`);
  }
}

/** What JSON leaves as it is, and a terminal acts upon or shows otherwise than it is. */
const UNSEEN = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

function escaped(character: string): string {
  return Array.from(character.split(''), half => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** Whether a text is a level. */
export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}
