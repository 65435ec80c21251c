import { createHash } from 'node:crypto';
import { ApiError } from './kube/api-error';
import { Connection } from './kube/connection';
import { Raw } from './kube/raw';
import { WrittenStatus } from './status/merge';
import { StatusDraft } from './status/situation';
import { ModelView } from './view/projections';

/** Whom the members of the status belong to. */
export const FIELD_MANAGER = 'cdk8s-matrixinfer-status';

/** Name of the program, as Events and logs have it. */
export const COMPONENT = 'model-status-reporter';

const API_VERSION = 'registry.matrixinfer.ai/v1alpha1';

/** Longest message of an Event, in characters. */
const EVENT_MESSAGE = 1_000;

/** The only two things that are ever written: the status of a Model, and Events about it. */
export class Writer {
  public constructor(private readonly connection: Connection) {}

  /** Applies a status, and gives the Model as it is then; its specification is not in what is sent. */
  public async apply(model: ModelView, status: WrittenStatus): Promise<Raw> {
    const { namespace, name, uid } = model;
    const body = { apiVersion: API_VERSION, kind: 'Model', metadata: { name, namespace, uid }, status };
    try {
      return await this.patch(model, 'application/apply-patch+yaml', body, '&force=true');
    } catch (error) {
      if (!(error instanceof ApiError) || ![400, 422, 500].includes(error.status)) throw error;
      // What is stored cannot be merged with, such as a list with an entry twice: it is replaced.
      return this.patch(model, 'application/merge-patch+json', { metadata: { uid }, status });
    }
  }

  /** Removes members of the status that somebody else left there. */
  public async removeMembers(model: ModelView, members: readonly string[]): Promise<Raw> {
    const status = Object.fromEntries(members.map(member => [member, null]));
    return this.patch(model, 'application/merge-patch+json', { metadata: { uid: model.uid }, status });
  }

  /** Says on the Model that its phase has changed; once, also when it is said again, or by another reporter. */
  public async announce(model: ModelView, { phase, conditions }: StatusDraft, now: number): Promise<'said' | 'known'> {
    const { namespace, name, uid, resourceVersion, status } = model;
    const ready = conditions.find(({ type }) => type === 'Ready')!;
    const before = status.phase ?? 'none';
    const hash = createHash('sha256').update([uid, resourceVersion, before, phase].join(' ')).digest('hex').slice(0, 16);
    const time = new Date(Math.floor(now / 1_000) * 1_000).toISOString().replace('.000', '');
    try {
      await this.connection.send('POST', `/api/v1/namespaces/${namespace}/events`, {
        body: {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: { name: `${name.slice(0, 200)}.${hash}`, namespace },
          involvedObject: { apiVersion: API_VERSION, kind: 'Model', namespace, name, uid, resourceVersion },
          type: phase === 'Failed' ? 'Warning' : 'Normal',
          reason: ready.reason,
          message: `phase ${before} → ${phase}: ${ready.message}`.slice(0, EVENT_MESSAGE),
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

  private patch({ namespace, name }: ModelView, contentType: string, body: unknown, more = ''): Promise<Raw> {
    const path = `/apis/${API_VERSION}/namespaces/${namespace}/models/${name}/status`;
    return this.connection.send('PATCH', `${path}?fieldManager=${FIELD_MANAGER}${more}`, { contentType, body });
  }
}
