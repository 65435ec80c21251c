import { setMaxListeners } from 'node:events';
import { AddressInfo } from 'node:net';
import { Config } from './config';
import { Health } from './health';
import { pluralIn } from './kinds';
import { ApiError } from './kube/api-error';
import { Connection } from './kube/connection';
import { Identity } from './kube/identity';
import { Watcher } from './kube/watcher';
import { Limiter } from './limiter';
import { Log } from './log';
import { Metrics } from './metrics';
import { probeServer } from './probe-server';
import { WorkQueue } from './queue';
import { Reconciler, Sight } from './reconciler';
import { isReadFrom, resourceIn, Source, sources } from './resources';
import { ClusterView } from './view/cluster-view';
import { Writer } from './writer';

/** Writes at once, and a second: an API server on two cores takes more, and others use it too. */
const WRITES = { burst: 100, perSecond: 50 };

const QUEUE = { settle: 50, spacing: 250, workers: 8, longest: 30_000 };

/** Models that wait while nothing is done for as long, in milliseconds, mean that something hangs. */
const STUCK_AFTER = 180_000;

const PREFIX = 'matrixinfer_status';

/** One namespace, or all of them. */
interface Scope {
  readonly view: ClusterView;
  /** What was never read: until it is, nothing is known well enough to be written. */
  readonly unread: Set<string>;
  /** Objects that were seen before that. */
  readonly early: Set<string>;
  /** Its watches. */
  readonly health: Health;
}

/** What writes the statuses, as the probe names it. */
const WRITES_OF = 'writing models/status';

/** The program: watches, thinks, writes, and answers probes, until it is stopped. */
export class Reporter {
  private readonly stopping = new AbortController();
  private readonly metrics = new Metrics();
  private readonly scopes = new Map<string, Scope>();
  private readonly restarts = this.metrics.counter(`${PREFIX}_watch_restarts_total`, 'Watches and lists that failed, and were begun anew.');
  private readonly writing = new Health((part, lost) => this.tell(part, lost));
  private readonly connection: Connection;
  private readonly queue: WorkQueue;
  private readonly server = probeServer({
    unhealthy: () => this.unhealthy(), unready: () => this.unready(), metrics: () => this.metrics.toString(),
  });

  public constructor(private readonly config: Config, private readonly log: Log) {
    setMaxListeners(0, this.stopping.signal); // every watch listens to it
    const requests = this.metrics.counter(`${PREFIX}_api_requests_total`, 'Requests to the API server.');
    this.connection = new Connection(config.server, new Identity(config.tokenFile, config.caFile), (verb, path, code) => {
      requests({ verb, resource: resourceIn(path), code: String(code) });
    });
    const reconciler = this.makeReconciler();
    const errors = this.metrics.counter(`${PREFIX}_reconcile_errors_total`, 'Looks at a Model that failed and are repeated.');
    this.queue = new WorkQueue(QUEUE, key => reconciler.reconcile(key), (key, error, wait) => {
      errors();
      this.writing.failed(WRITES_OF, error);
      log.warn('a status could not be written', { model: key, error: error.message, retryMilliseconds: Math.round(wait) });
    });
    this.describeGauges();
    for (const namespace of config.namespaces.length === 0 ? [''] : config.namespaces) {
      const health = new Health((part, lost) => this.seen(namespace, part, lost));
      this.scopes.set(namespace, { view: new ClusterView(key => this.touched(key)), unread: new Set(), early: new Set(), health });
    }
  }

  /** Begins; gives the port of the probes. */
  public async start(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.config.port, this.config.host, resolve);
    });
    const { port } = this.server.address() as AddressInfo;
    this.log.info('started', { server: this.config.server.href, namespaces: this.config.namespaces, port });
    const watchers = [...this.scopes].flatMap(([namespace, scope]) => {
      return sources(namespace || undefined).map(source => this.watcher(namespace, scope, source));
    });
    for (const watcher of watchers) void watcher.run();
    return port;
  }

  /** Ends: what is being written is written. */
  public async stop(): Promise<void> {
    this.log.info('stopping');
    await this.queue.stop();
    this.stopping.abort();
    this.connection.close();
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private makeReconciler(): Reconciler {
    const reconciles = this.metrics.counter(`${PREFIX}_reconciles_total`, 'Looks at a Model.');
    const writes = this.metrics.counter(`${PREFIX}_writes_total`, 'Statuses written.');
    const events = this.metrics.counter(`${PREFIX}_events_total`, 'Events made.');
    const failures = this.metrics.counter(`${PREFIX}_event_errors_total`, 'Events that could not be made.');
    const leftOut = this.metrics.counter(`${PREFIX}_events_left_out_total`, 'Events that were left out, because there are many about one Model.');
    const wrote = () => {
      writes();
      this.writing.works(WRITES_OF);
    };
    const counters = { reconciled: reconciles, wrote, announced: events, announceFailed: failures, announceLeftOut: leftOut };
    const limiter = new Limiter(WRITES.perSecond, WRITES.burst);
    return new Reconciler(key => this.sightOf(key), new Writer(this.connection), limiter, counters, this.log, () => this.connection.now());
  }

  private describeGauges(): void {
    const views = () => [...this.scopes.values()].map(({ view }) => view);
    const sum = (of: (view: ClusterView) => number) => views().reduce((total, view) => total + of(view), 0);
    this.metrics.gauge(`${PREFIX}_queue_depth`, 'Models that wait to be looked at, and that are.', () => this.queue.depth);
    this.metrics.gauge(`${PREFIX}_models`, 'Models that are known.', () => sum(view => view.models.size));
    this.metrics.gauge(`${PREFIX}_pods`, 'Pods that are known.', () => sum(view => view.pods.size));
    this.metrics.gauge(
      `${PREFIX}_current`,
      '1 while all is seen and statuses can be written; 0: what Models say may be out of date.',
      () => (this.unready() === undefined ? 1 : 0),
    );
    this.metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  }

  private watcher(namespace: string, scope: Scope, { resource, fills }: Source): Watcher {
    const { name } = resource;
    const where = namespace || 'all';
    scope.unread.add(name);
    return new Watcher(this.connection, resource, scope.view[fills], {
      relisted: () => {
        if (!scope.unread.delete(name)) return;
        if (scope.unread.size === 0) this.log.info('everything was read', { namespace: where, models: scope.view.models.size, pods: scope.view.pods.size });
        for (const key of [...scope.early].filter(one => !isEarly(scope, one))) {
          scope.early.delete(key);
          this.queue.add(key);
        }
      },
      watching: () => scope.health.works(name),
      failed: (_resource, error, wait) => {
        scope.health.failed(name, error);
        this.restarts({ resource: name });
        // Where a server has forgotten where we were, such as for Events, which it does not keep at hand, reading anew is the way it goes.
        const say = error instanceof ApiError && error.status === 410 ? 'info' : 'warn';
        this.log[say]('a watch failed', { resource: name, namespace: where, error: error.message, retryMilliseconds: Math.round(wait) });
      },
    }, this.stopping.signal);
  }

  private touched(key: string): void {
    const scope = this.scopeOf(key);
    if (scope === undefined) return;
    if (isEarly(scope, key)) scope.early.add(key);
    else this.queue.add(key);
  }

  /** Something of a namespace is seen no more, or again: that is said of each of its Models. */
  private seen(namespace: string, part: string, lost?: string): void {
    this.tell(namespace === '' ? part : `${part} of ${namespace}`, lost);
    for (const key of this.scopes.get(namespace)!.view.keys) this.touched(key);
  }

  private tell(part: string, lost?: string): void {
    if (lost === undefined) this.log.info('it works again', { what: part });
    else this.log.error('it does not work any more, and what Models say may be out of date', { what: part, error: lost });
  }

  private sightOf(key: string): Sight | undefined {
    const scope = this.scopeOf(key);
    if (scope === undefined) return undefined;
    if (!isEarly(scope, key)) return { view: scope.view, unseen: refused(scope, key) };
    scope.early.add(key); // it was not seen any more, and is being read now
    return undefined;
  }

  private scopeOf(key: string): Scope | undefined {
    return this.scopes.get('') ?? this.scopes.get(key.slice(0, key.indexOf('/')));
  }

  private unhealthy(): string | undefined {
    const { stalledFor } = this.queue;
    return stalledFor > STUCK_AFTER ? `Models wait, and nothing was done for ${Math.round(stalledFor / 1_000)} s` : undefined;
  }

  private unready(): string | undefined {
    const of = (namespace: string) => (namespace === '' ? '' : ` of ${namespace}`);
    const unread = [...this.scopes].flatMap(([namespace, { unread: names }]) => [...names].map(name => `${name}${of(namespace)}`));
    const lost = [...this.scopes].flatMap(([namespace, { health }]) => (health.lost === undefined ? [] : `${health.lost}${of(namespace)}`));
    const problems = [
      ...unread.length === 0 ? [] : [`not read yet: ${unread.join(', ')}`],
      ...lost.length === 0 ? [] : [`not seen any more: ${lost.join(', ')}`],
      ...this.writing.lost === undefined ? [] : [`not possible any more: ${this.writing.lost}`],
    ];
    return problems.length === 0 ? undefined : problems.join('; ');
  }
}

/** Whether nothing can be said of an object yet: not everything was read that its status is made of, and it may be soon. */
function isEarly(scope: Scope, key: string): boolean {
  const plural = pluralIn(key);
  return [...scope.unread].some(name => isReadFrom(plural, name)) && refused(scope, key) === undefined;
}

/** What its status is made of and is not seen any more. */
function refused({ health }: Scope, key: string): string | undefined {
  return health.refused(part => isReadFrom(pluralIn(key), part));
}
