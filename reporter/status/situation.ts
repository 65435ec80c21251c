import { InferView, ModelView, PodView, ServiceView, SliceView, WorkloadView } from '../view/views';

/** Everything that is known of one Model. */
export interface Situation {
  readonly model: ModelView;
  readonly workloads: readonly WorkloadView[];
  readonly pods: readonly PodView[];
  readonly services: readonly ServiceView[];
  readonly slices: readonly SliceView[];
  readonly infers: readonly InferView[];
  /** What nodes last said of the volumes of a Pod, by its name. */
  readonly mountFailures: ReadonlyMap<string, string>;
  /** Why all of this may be out of date; undefined while it is not. */
  readonly unseen?: string;
}

/** The documented phases. */
export const PHASES = { pending: 'Pending', ready: 'Ready', failed: 'Failed' } as const;

/** One of the phases. */
export type Phase = typeof PHASES[keyof typeof PHASES];

/** A condition before it is known when its status changed. */
export interface ConditionDraft {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** A status before it is known what has changed. */
export interface StatusDraft {
  readonly phase: Phase;
  readonly observedGeneration: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly endpoint?: string;
  readonly image?: string;
  readonly conditions: readonly ConditionDraft[];
}

/** The status, and when it would read differently although nothing happens, in milliseconds since 1970. */
export interface Verdict {
  readonly status: StatusDraft;
  readonly recheckAt?: number;
}
