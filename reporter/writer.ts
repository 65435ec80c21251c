import { createHash } from 'node:crypto';
import { KINDS } from './kinds';
import { ApiError } from './kube/api-error';
import { Connection } from './kube/connection';
import { Raw } from './kube/raw';
import { WrittenStatus, withoutFields } from './status/merge';
import { StatusDraft } from './status/situation';
import { clipped } from './text';
import { SubjectView } from './view/views';

/** Whom the members of the status belong to. */
export const FIELD_MANAGER = 'cdk8s-matrixinfer-status';

/** Name of the program, as Events and logs have it. */
export const COMPONENT = 'model-status-reporter';

/** Longest message of an Event, in characters. */
const EVENT_MESSAGE = 1_000;

/** The only two things that are ever written: the status of an object, and Events about it. */
export class Writer {
  public constructor(private readonly connection: Connection) {}

  /**
   * Applies a status, and gives the object as it is then; its specification is not in what is sent. What the server refuses of it, by a CRD with other
   * limits than ours, is left out and told to `leftOut`: the rest is written.
   */
  public async apply(model: SubjectView, status: WrittenStatus, leftOut: (fields: readonly string[]) => void = () => undefined): Promise<Raw> {
    try {
      return await this.applyWhole(model, status);
    } catch (error) {
      const fields = error instanceof ApiError && error.status === 422 ? error.fields : [];
      const rest = withoutFields(status, fields);
      if (rest === undefined) throw error;
      leftOut(fields);
      return this.applyWhole(model, rest);
    }
  }

  /** Removes members of the status that somebody else left there. */
  public async removeMembers(model: SubjectView, members: readonly string[]): Promise<Raw> {
    const status = Object.fromEntries(members.map(member => [member, null]));
    return this.patch(model, 'application/merge-patch+json', { metadata: { uid: model.uid }, status });
  }

  /** Says on the object that its phase has changed; once, also when it is said again, or by another reporter. */
  public async announce(model: SubjectView, { phase, conditions }: StatusDraft, now: number, prefix = ''): Promise<'said' | 'known'> {
    const { plural, namespace, name, uid, resourceVersion, status } = model;
    const { apiVersion, kind } = KINDS[plural];
    const ready = conditions.find(({ type }) => type === 'Ready')!;
    const before = clipped(status.phase ?? 'none', 40);
    const hash = createHash('sha256').update([uid, resourceVersion, before, phase].join(' ')).digest('hex').slice(0, 16);
    const time = new Date(Math.floor(now / 1_000) * 1_000).toISOString().replace('.000', '');
    try {
      await this.connection.send('POST', `/api/v1/namespaces/${namespace}/events`, {
        body: {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: `${name.slice(0, 200).replace(/[-.]+$/, '')}.${hash}`, namespace },
          involvedObject: { apiVersion, kind, namespace, name, uid, resourceVersion },
          type: phase === 'Failed' ? 'Warning' : 'Normal',
          reason: ready.reason,
          message: clipped(`${prefix}phase ${before} → ${phase}: ${ready.message}`, EVENT_MESSAGE),
          source: { component: COMPONENT },
          reportingComponent: COMPONENT,
          firstTimestamp: time,
          lastTimestamp: time,
          count: 1,
        },
      });
      return 'said';
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) return 'known';
      throw error;
    }
  }

  private async applyWhole(model: SubjectView, status: WrittenStatus): Promise<Raw> {
    const { plural, namespace, name, uid } = model;
    const { apiVersion, kind } = KINDS[plural];
    const body = { apiVersion, kind, metadata: { name, namespace, uid }, status };
    try {
      return await this.patch(model, 'application/apply-patch+yaml', body, '&force=true');
    } catch (error) {
      if (!(error instanceof ApiError) || ![400, 422, 500].includes(error.status)) throw error;
      // What is stored cannot be merged with, such as a list with an entry twice: it is replaced.
      return this.patch(model, 'application/merge-patch+json', { metadata: { uid }, status });
    }
  }

  private patch({ plural, namespace, name }: SubjectView, contentType: string, body: unknown, more = ''): Promise<Raw> {
    const path = `/apis/${KINDS[plural].apiVersion}/namespaces/${namespace}/${plural}/${name}/status`;
    return this.connection.send('PATCH', `${path}?fieldManager=${FIELD_MANAGER}${more}`, { contentType, body });
  }
}
