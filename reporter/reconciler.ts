import { EventLimit } from './event-limit';
import { ApiError } from './kube/api-error';
import { Limiter } from './limiter';
import { Log } from './log';
import { Look, tryLook } from './look';
import { differs, fingerprint, leftovers, merged } from './status/merge';
import { StatusDraft } from './status/situation';
import { clipped } from './text';
import { ClusterView } from './view/cluster-view';
import { Writer } from './writer';

/** How long a Model may be without a runtime before that is said, in milliseconds: `kubectl apply` makes the Deployment after it. */
const BARE_FOR = 3_000;

/** How often an Event is tried before the status is written without it. */
const EVENT_TRIES = 3;

/** How Kubernetes' own clients begin the message of an Event that stands for others. */
const COMBINED = '(combined from similar events): ';

/** What is remembered of a Model between two looks; nothing is lost when it is forgotten. */
interface Memory {
  /** Since when it has no runtime, as `performance.now()` has it. */
  bareSince?: number;
  /** What was written last and what came of it: a CRD of another version may not keep all of it. */
  tried?: { readonly draft: string; readonly stored: string };
  eventFailures: number;
  readonly events: EventLimit;
}

/** Longest text of a status in the log, in characters. */
const LOGGED = 500;

/** What is counted. */
export interface Counters {
  reconciled(): void;
  wrote(): void;
  announced(): void;
  announceFailed(): void;
  /** An Event was left out, because there are many about its Model. */
  announceLeftOut(): void;
}

/** What is known, and why it may be out of date. */
export interface Sight { readonly view: ClusterView; readonly unseen?: string }

/** Looks at one Model, and writes its status when it is not what it should be. */
export class Reconciler {
  private readonly memories = new Map<string, Memory>();

  /** @param clock the time by the API server's clock, in milliseconds since 1970. */
  public constructor(
    private readonly sightOf: (key: string) => Sight | undefined, private readonly writer: Writer, private readonly limiter: Limiter,
    private readonly counters: Counters, private readonly log: Log, private readonly clock: () => number,
  ) {}

  /** Does what is to be done for a Model, and gives the time after which to look again, in milliseconds. */
  public async reconcile(key: string): Promise<number | undefined> {
    const { view, unseen } = this.sightOf(key) ?? {};
    const look = view && tryLook(view, key, unseen);
    if (view === undefined || look === undefined || look.subject.deleting) {
      this.memories.delete(key);
      return undefined;
    }
    this.counters.reconciled();
    const memory = this.memories.get(key) ?? { eventFailures: 0, events: new EventLimit() };
    this.memories.set(key, memory);
    const unsettled = settling(look, memory);
    if (unsettled !== undefined) return unsettled;
    const now = this.clock();
    const { status: draft, recheckAt } = look.verdict(now);
    if (this.isDue(look, draft, memory)) await this.write(key, view, look, draft, memory, now);
    return recheckAt === undefined ? undefined : recheckAt - this.clock();
  }

  private isDue({ subject: { status: stored } }: Look, draft: StatusDraft, { tried }: Memory): boolean {
    if (!differs(draft, stored) && leftovers(draft, stored).length === 0) return false;
    return tried?.draft !== fingerprint(draft) || tried.stored !== fingerprint(stored);
  }

  private async write(key: string, view: ClusterView, { subject: model }: Look, draft: StatusDraft, memory: Memory, now: number): Promise<void> {
    try {
      await this.limiter.take();
      if (model.status.phase !== draft.phase) await this.announce({ model, draft, memory, now });
      const status = merged(draft, model.status, now);
      let stored = view.wrote(key, await this.writer.apply(model, status, fields => {
        this.log.warn('a part of a status was left out: the CRD refuses it', { model: key, fields });
      }));
      this.counters.wrote();
      const others = leftovers(draft, stored);
      if (others.length > 0) stored = view.wrote(key, await this.writer.removeMembers(model, others));
      memory.tried = { draft: fingerprint(draft), stored: fingerprint(stored) };
      memory.eventFailures = 0;
      const ready = draft.conditions.find(({ type }) => type === 'Ready');
      this.log.info('status written', {
        model: key,
        phase: draft.phase,
        before: model.status.phase,
        reason: ready?.reason,
        status: clipped(ready?.message ?? '', LOGGED),
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      this.log.warn('no status was written: the object is gone, or its CRD has no subresource status', { model: key });
    }
  }

  /** An Event that cannot be made must not keep the status from being written for ever. */
  private async announce({ model, draft, memory, now }: { model: Look['subject']; draft: StatusDraft; memory: Memory; now: number }): Promise<void> {
    const { reason } = draft.conditions.find(({ type }) => type === 'Ready')!;
    const verdict = memory.eventFailures > 0 ? 'said' : memory.events.take(reason);
    if (verdict === 'left out') {
      this.counters.announceLeftOut();
      return;
    }
    try {
      const prefix = verdict === 'combined' ? COMBINED : '';
      if (await this.writer.announce(model, draft, now, prefix) === 'said') this.counters.announced();
    } catch (error) {
      memory.eventFailures += 1;
      const transient = error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
      if (transient && memory.eventFailures < EVENT_TRIES) throw error;
      this.counters.announceFailed();
      this.log.warn('no Event was made', { model: `${model.namespace}/${model.name}`, error: (error as Error).message });
    }
  }
}

/**
 * After how many milliseconds it is said that nothing stands behind an object; undefined when something does, when it is said already, or when
 * nothing is seen.
 */
function settling({ subject, bare }: Look, memory: Memory): number | undefined {
  const known = subject.status.conditions.some(condition => condition.reason === bare);
  if (bare === undefined || known) {
    memory.bareSince = undefined;
    return undefined;
  }
  memory.bareSince ??= performance.now();
  const left = memory.bareSince + BARE_FOR - performance.now();
  return left > 0 ? left : undefined;
}
