import { ApiError, TooLarge } from './api-error';
import { BackOff } from './back-off';
import { Connection, Page } from './connection';
import { PageSize } from './page-size';
import { at, list, number, Raw, record, text } from './raw';

/**
 * How long the server keeps a watch, in seconds; it varies by a third, so that not all end at once. A right that is taken away is noticed by the
 * next watch and not before: the server asks for rights only when a watch begins.
 */
const WATCH_FOR = 30;

/** How long a watch may be silent beyond that, in milliseconds. */
const SLACK = 15_000;

/** How soon a resource that is not served is asked for again, in milliseconds. */
const NOT_SERVED_AGAIN = 15_000;

/** After as many failures in a row everything is read anew. */
const HOPELESS = 5;

/** A watch that went on for this long, in milliseconds, was no failure. */
const GOOD_WATCH = 10_000;

/** One kind of object, in one namespace or in all. */
export interface WatchedResource {
  /** What it is called in logs and metrics, such as `pods`. */
  readonly name: string;
  /** Path of the collection, such as `/api/v1/pods`. */
  readonly path: string;
  /** Label and field selectors. */
  readonly query?: { readonly labelSelector?: string; readonly fieldSelector?: string };
  /** Whether the cluster may not know it. */
  readonly optional?: boolean;
}

/** Who is told of objects. */
export interface Sink {
  /** An object is there, or has changed. */
  put(object: Raw): void;
  /** An object is gone. */
  remove(object: Raw): void;
  /** All objects that there are have been put since `restarted`: others are gone. */
  listed(): void;
  /** What was known may be out of date: everything is going to be put again. */
  restarted(): void;
}

/** What a watcher tells besides. */
export interface WatcherEvents {
  /** A list was read, for the first or another time, or there is nothing to list. */
  relisted(resource: WatchedResource): void;
  /** Everything is seen as it happens, from now on: a list was read, and a watch goes on from there; or there is nothing to watch. */
  watching(resource: WatchedResource): void;
  /** Something failed; it is tried again. */
  failed(resource: WatchedResource, error: Error, wait: number): void;
}

/** Keeps a sink up to date: list, watch from there, resume at bookmarks, list anew when the server has forgotten where we were. */
export class Watcher {
  private readonly backOff: BackOff;

  public constructor(
    private readonly connection: Connection, private readonly resource: WatchedResource, private readonly sink: Sink,
    private readonly events: WatcherEvents, private readonly signal: AbortSignal, backOff?: BackOff,
  ) {
    this.backOff = backOff ?? new BackOff(200, 10_000);
  }

  /** Goes on until the signal is given. */
  public async run(): Promise<void> {
    let version: string | undefined;
    let failures = 0;
    while (!this.signal.aborted) {
      let started = Infinity;
      try {
        version ??= await this.list();
        started = Date.now();
        await this.watch(version, reached => { version = reached; });
        failures = 0;
        if (Date.now() - started < GOOD_WATCH) await this.pause(this.backOff.next());
      } catch (error) {
        if (this.signal.aborted) return;
        // A server that never takes the version may be another one than the one that gave it, restored from a backup.
        if (isGone(error) || this.isNotServed(error) || ++failures % HOPELESS === 0) version = undefined;
        await this.recover(error as Error);
      }
      if (Date.now() - started >= GOOD_WATCH) this.backOff.reset();
    }
  }

  private async recover(error: Error): Promise<void> {
    if (this.isNotServed(error)) {
      this.sink.restarted();
      this.sink.listed();
      this.events.relisted(this.resource);
      this.events.watching(this.resource);
      await this.pause(NOT_SERVED_AGAIN);
      return;
    }
    const wait = this.backOff.next(error instanceof ApiError ? error.retryAfter : 0);
    this.events.failed(this.resource, error, wait);
    await this.pause(wait);
  }

  private async list(): Promise<string> {
    this.sink.restarted();
    let token: string | undefined;
    let version: string | undefined;
    const size = new PageSize();
    do {
      const page = await this.page(size, token);
      version = text(at(page, 'metadata', 'resourceVersion'));
      if (!version) throw new ApiError(0, 'the answer is no list: it has no resourceVersion');
      for (const item of list(page.items)) this.sink.put(record(item));
      token = text(at(page, 'metadata', 'continue')) || undefined;
    } while (token !== undefined);
    this.sink.listed();
    this.events.relisted(this.resource);
    return version;
  }

  private async page(size: PageSize, token: string | undefined): Promise<Raw> {
    for (;;) {
      const path = this.path({ limit: String(size.limit), ...(token !== undefined && { continue: token }) });
      try {
        const { body, bytes }: Page = await this.connection.page(path, size.bytes);
        size.read(bytes, list(body.items).length);
        return body;
      } catch (error) {
        if (!(error instanceof TooLarge) || size.bytes === undefined) throw error;
        size.tooLarge();
      }
    }
  }

  private watch(from: string, reached: (version: string) => void): Promise<void> {
    const seconds = Math.round(WATCH_FOR * (0.67 + Math.random() * 0.33));
    const path = this.path({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion: from, timeoutSeconds: String(seconds) });
    const opened = () => this.events.watching(this.resource);
    const take = (line: string) => {
      const { type, object } = record(JSON.parse(line));
      const raw = record(object);
      if (type === 'ERROR') throw new ApiError(number(raw.code) ?? 500, text(raw.message) ?? 'the watch failed', 0);
      if (type === 'ADDED' || type === 'MODIFIED') this.sink.put(raw);
      if (type === 'DELETED') this.sink.remove(raw);
      const version = text(at(raw, 'metadata', 'resourceVersion'));
      if (version !== undefined) reached(version);
    };
    return this.connection.stream(path, { within: seconds * 1_000 + SLACK, signal: this.signal, opened, take });
  }

  private isNotServed(error: unknown): boolean {
    return this.resource.optional === true && error instanceof ApiError && error.status === 404;
  }

  private path(query: Record<string, string>): string {
    return `${this.resource.path}?${new URLSearchParams({ ...this.resource.query, ...query })}`;
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const end = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.signal.addEventListener('abort', end);
    });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}
