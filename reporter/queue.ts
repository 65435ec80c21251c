import { ApiError } from './kube/api-error';
import { BackOff } from './kube/back-off';

/** How a queue works. */
export interface QueueOptions {
  /** How long a key waits for more of what made it be added, in milliseconds. */
  readonly settle: number;
  /** The least time between two runs for one key, in milliseconds; a key that takes long comes less often. */
  readonly spacing: number;
  /** How many keys are worked on at once. */
  readonly workers: number;
  /** The longest that a key waits after failures, in milliseconds, unless the server asks for more. */
  readonly longest: number;
}

/** A key gets at most one part in so many of the time that there is: one with very many objects must not take it from all others. */
const SHARE = 10;

/** One key that waits or is worked on. */
interface Item {
  dueAt: number;
  /** It is not worked on earlier, whatever changes. */
  notBefore: number;
  timer?: NodeJS.Timeout;
  running: boolean;
  again?: number;
  backOff: BackOff;
}

/**
 * Keys to work on, each at most once at a time however often it is added, some at once, none right after itself; one that fails comes
 * again after a time that doubles.
 */
export class WorkQueue {
  private readonly items = new Map<string, Item>();
  private readonly ready: string[] = [];
  private busy = 0;
  private stopped = false;
  private idle: (() => void)[] = [];
  private endedAt = -Infinity;

  /**
   * @param work is done for a key; it may give the time after which it has to be done again, in milliseconds.
   * @param failed is told when it throws.
   * @param now a clock that nobody sets, in milliseconds.
   */
  public constructor(
    private readonly options: QueueOptions, private readonly work: (key: string) => Promise<number | undefined>,
    private readonly failed: (key: string, error: Error, wait: number) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Keys that wait, and that are worked on. */
  public get depth(): number {
    return this.ready.length + this.busy;
  }

  /** For how long keys could be worked on and no work ended, in milliseconds; 0 when none waits. */
  public get stalledFor(): number {
    const [first] = this.ready;
    return first === undefined ? 0 : this.now() - Math.max(this.endedAt, this.items.get(first)!.dueAt);
  }

  /** Something has changed for a key. An earlier time beats a later one. */
  public add(key: string, delay = this.options.settle): void {
    if (this.stopped) return;
    const dueAt = this.now() + delay;
    const item = this.items.get(key) ?? this.make(key);
    if (item.running) item.again = Math.min(item.again ?? Infinity, dueAt);
    else this.schedule(key, item, dueAt);
  }

  /** Takes nothing more, and waits for what is being worked on. */
  public async stop(): Promise<void> {
    this.stopped = true;
    for (const item of this.items.values()) clearTimeout(item.timer);
    this.ready.length = 0;
    if (this.busy > 0) await new Promise<void>(resolve => this.idle.push(resolve));
  }

  private make(key: string): Item {
    const item: Item = { dueAt: Infinity, notBefore: -Infinity, running: false, backOff: new BackOff(500, this.options.longest) };
    this.items.set(key, item);
    return item;
  }

  private schedule(key: string, item: Item, wanted: number): void {
    const dueAt = Math.max(wanted, item.notBefore);
    if (dueAt >= item.dueAt) return;
    clearTimeout(item.timer);
    item.dueAt = dueAt;
    item.timer = setTimeout(() => {
      item.timer = undefined;
      item.dueAt = Math.min(dueAt, this.now()); // a timer may be early
      this.ready.push(key);
      this.start();
    }, Math.min(2 ** 31 - 1, Math.max(0, dueAt - this.now())));
  }

  private start(): void {
    while (!this.stopped && this.busy < this.options.workers && this.ready.length > 0) void this.run(this.ready.shift()!);
  }

  private async run(key: string): Promise<void> {
    const item = this.items.get(key);
    if (item === undefined) return;
    this.busy += 1;
    item.running = true;
    item.dueAt = Infinity;
    let wait = this.options.spacing;
    try {
      const began = this.now();
      const working = this.work(key);
      wait = Math.max(wait, (this.now() - began) * SHARE); // what it takes until it waits itself
      const again = await working;
      item.backOff.reset();
      if (again !== undefined) item.again = Math.min(item.again ?? Infinity, this.now() + again);
    } catch (error) {
      // What changes meanwhile does not make a server that refuses us better.
      wait = item.backOff.next(error instanceof ApiError ? error.retryAfter : 0);
      item.again = 0;
      this.failed(key, error as Error, wait);
    }
    this.busy -= 1;
    this.endedAt = this.now();
    item.running = false;
    this.after(key, item, wait);
    this.start();
    if (this.busy === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  /** It comes again, or is forgotten when it could. */
  private after(key: string, item: Item, wait: number): void {
    const { again } = item;
    item.notBefore = this.now() + wait;
    item.again = undefined;
    if (this.stopped) this.items.delete(key);
    else if (again !== undefined) this.schedule(key, item, again);
    else item.timer = setTimeout(() => this.items.delete(key), wait);
  }
}
