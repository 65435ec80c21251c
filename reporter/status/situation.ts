import { HttpRouteView, InferView, PodView, ScalerView, ServiceView, SliceView, StoredStatus, SubjectView, WorkloadView } from '../view/views';

/** Everything that is known of one Model, or of a ModelInfer. */
export interface Situation {
  readonly model: SubjectView;
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

/** What is known of a ModelServer. */
export interface ServerSituation {
  readonly server: SubjectView;
  readonly services: readonly ServiceView[];
  readonly slices: readonly SliceView[];
  /** What the ModelInfer says that it leads to, where there is one. */
  readonly inferPhase?: string;
}

/** What is known of a ModelRoute. */
export interface RouteSituation { readonly route: SubjectView; readonly httpRoutes: readonly HttpRouteView[] }

/** What is known of an AutoscalingPolicy. */
export interface PolicySituation { readonly policy: SubjectView; readonly scalers: readonly ScalerView[] }

/** The documented phases: what serves is Ready, Running or Active, by its kind. */
export const PHASES = { pending: 'Pending', ready: 'Ready', running: 'Running', active: 'Active', failed: 'Failed' } as const;

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
export interface StatusDraft extends Omit<StoredStatus, 'conditions'> {
  readonly phase?: Phase;
  readonly observedGeneration: number;
  readonly conditions: readonly ConditionDraft[];
}

/** The status, and when it would read differently although nothing happens, in milliseconds since 1970. */
export interface Verdict {
  readonly status: StatusDraft;
  readonly recheckAt?: number;
}
