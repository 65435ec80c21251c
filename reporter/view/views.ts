/**
 * What is kept of an object: what a status is made of, and nothing else. A Pod of 8 KiB becomes one of a few hundred bytes.
 */
import { Plural } from '../kinds';

/** What an object whose status is written is, and the status that it has. */
export interface SubjectView {
  readonly plural: Plural;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number;
  readonly deleting: boolean;
  /** Version of a Model. */
  readonly version?: string;
  /** Whether it says itself that nothing is meant to stand behind it. */
  readonly registeredOnly: boolean;
  /** Routes of a ModelRoute. */
  readonly routes?: number;
  /** `namespace/name` of the ModelInfer that a ModelServer leads to. */
  readonly infer?: string;
  readonly status: StoredStatus;
}

/** A status as it is stored: whoever wrote it, and whatever they wrote. */
export interface StoredStatus {
  readonly phase?: string;
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly selector?: string;
  readonly endpoint?: string;
  readonly image?: string;
  readonly serviceEndpoint?: string;
  readonly activeRoutes?: number;
  readonly currentReplicas?: number;
  readonly desiredReplicas?: number;
  readonly lastScaleTime?: string;
  readonly conditions: readonly StoredCondition[];
}

/** One condition as it is stored. */
export interface StoredCondition {
  readonly type: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

/** How far a Deployment is. */
export interface WorkloadView {
  readonly name: string;
  /** Pods that it wants. */
  readonly desired: number;
  /** Pods that it has, of all templates, and of the newest. */
  readonly replicas: number;
  readonly updated: number;
  /** Whether its controller has seen its newest generation. */
  readonly observed: boolean;
  /** Reason of its condition Progressing. */
  readonly progress?: string;
  /** Why its Pods are refused, when they are. */
  readonly refused?: string;
  readonly paused: boolean;
  /** Version of the model in its template. */
  readonly version?: string;
}

/** How one container ended. */
export interface Termination {
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
  /** How long it ran, in seconds. */
  readonly ran: number;
}

/** One container of a Pod. */
export interface ContainerView {
  readonly name: string;
  /** Downloads are init containers that end; a sidecar is one that does not. */
  readonly role: 'download' | 'sidecar' | 'server';
  /** The image that is wanted, while the container waits; only then it is told. */
  readonly image: string;
  /** The image that runs, with its digest where the node says it. */
  readonly running?: string;
  readonly ready: boolean;
  readonly started: boolean;
  readonly waiting?: { readonly reason: string; readonly message: string };
  readonly since?: number;
  readonly ended?: Termination;
  readonly last?: Termination;
  /** Why its image could not be pulled, when it was said last. */
  readonly pullError?: string;
  /** How long it may take to start: the least and the most after which its start-up probe ends it, in seconds. */
  readonly startup?: { readonly least: number; readonly most: number };
  readonly memoryLimit?: string;
}

/** One Pod that neither ends nor has ended. */
export interface PodView {
  readonly name: string;
  readonly createdAt: number;
  readonly ready: boolean;
  readonly readySince?: number;
  readonly onNode: boolean;
  readonly unscheduled?: { readonly reason: string; readonly message: string };
  readonly grace: number;
  readonly containers: readonly ContainerView[];
}

/** Where the Pods of a Model are reached. */
export interface ServiceView {
  readonly name: string;
  readonly port?: number;
  readonly scheme: string;
  /** Where a load balancer takes requests from outside of the cluster. */
  readonly external?: string;
}

/** Which Service's Pods answer, and how many. */
export interface SliceView { readonly service: string; readonly ready: number }

/** A ModelInfer that serves a Model. */
export interface InferView { readonly name: string; readonly phase?: string; readonly replicas: number; readonly readyReplicas: number }

/** A condition that somebody else has written, as far as it is read. */
export interface ForeignCondition { readonly type: string; readonly status: string; readonly reason: string; readonly message: string }

/** What the Gateways say of an HTTPRoute. */
export interface HttpRouteView { readonly name: string; readonly parents: readonly (readonly ForeignCondition[])[] }

/** How far a HorizontalPodAutoscaler is. */
export interface ScalerView {
  readonly name: string;
  readonly current?: number;
  readonly desired?: number;
  readonly scaledAt?: string;
  readonly conditions: readonly ForeignCondition[];
}

/** What a node says of a volume that it cannot mount. */
export interface MountFailureView { readonly pod: string; readonly message: string; readonly at: number }
