import { ApiError } from './kube/api-error';
import { BackOff } from './kube/back-off';

/** How a queue works. */
export interface QueueOptions {
  /** How long a key waits for more of what made it be added, in milliseconds. */
  readonly settle: number;
  /** The least time between two runs for one key, in milliseconds. */
  readonly spacing: number;
  /** How many keys are worked on at once. */
  readonly workers: number;
  /** The longest that a key waits after failures, in milliseconds. */
  readonly longest: number;
}

/** One key that waits or is worked on. */
interface Item {
  dueAt: number;
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

  /**
   * @param work is done for a key; it may give the time, in milliseconds since 1970, when it has to be done again.
   * @param failed is told when it throws.
   */
  public constructor(
    private readonly options: QueueOptions, private readonly work: (key: string) => Promise<number | undefined>,
    private readonly failed: (key: string, error: Error, wait: number) => void = () => undefined, private readonly now: () => number = Date.now,
  ) {}

  /** Keys that wait, and that are worked on. */
  public get depth(): number {
    return this.ready.length + this.busy;
  }

  /** When the oldest of the keys that could be worked on was due, in milliseconds since 1970; undefined when none waits. */
  public get oldest(): number | undefined {
    return this.ready.length === 0 ? undefined : this.items.get(this.ready[0]!)?.dueAt;
  }

  /** Something has changed for a key. An earlier time beats a later one. */
  public add(key: string, delay = this.options.settle): void {
    if (this.stopped) return;
    const dueAt = this.now() + delay;
    const item = this.items.get(key) ?? this.make(key);
    if (item.running) item.again = Math.min(item.again ?? Infinity, dueAt);
    else if (dueAt < item.dueAt) this.schedule(key, item, dueAt);
  }

  /** Forgets a key that waits. */
  public forget(key: string): void {
    const item = this.items.get(key);
    if (item === undefined || item.running) return;
    clearTimeout(item.timer);
    const index = this.ready.indexOf(key);
    if (index >= 0) this.ready.splice(index, 1);
    this.items.delete(key);
  }

  /** Takes nothing more, and waits for what is being worked on. */
  public async stop(): Promise<void> {
    this.stopped = true;
    for (const item of this.items.values()) clearTimeout(item.timer);
    this.ready.length = 0;
    if (this.busy > 0) await new Promise<void>(resolve => this.idle.push(resolve));
  }

  private make(key: string): Item {
    const item: Item = { dueAt: Infinity, running: false, backOff: new BackOff(500, this.options.longest) };
    this.items.set(key, item);
    return item;
  }

  private schedule(key: string, item: Item, dueAt: number): void {
    clearTimeout(item.timer);
    const isQueued = item.dueAt !== Infinity && item.timer === undefined;
    item.dueAt = dueAt;
    if (isQueued) return;
    item.timer = setTimeout(() => {
      item.timer = undefined;
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
    try {
      const again = await this.work(key);
      item.backOff.reset();
      if (again !== undefined) item.again = Math.min(item.again ?? Infinity, again);
    } catch (error) {
      const wait = item.backOff.next(error instanceof ApiError ? error.retryAfter : 0);
      // What has changed meanwhile does not make a server that refuses us better.
      item.again = this.now() + wait;
      this.failed(key, error as Error, wait);
    }
    this.busy -= 1;
    item.running = false;
    this.after(key, item);
    this.start();
    if (this.busy === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private after(key: string, item: Item): void {
    if (this.stopped || item.again === undefined) {
      this.items.delete(key);
      return;
    }
    const dueAt = Math.max(item.again, this.now() + this.options.spacing);
    item.again = undefined;
    this.schedule(key, item, dueAt);
  }
}
