import { ServingEngine } from '../../engines/serving-engine';
import { Accelerator } from '../../values/accelerator';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { INetworkPeer } from '../../values/network-peer';
import { AcceleratorPool } from '../accelerator-pool';

/** What scalers read and tell of a runtime in the app. What depends on its plan is asked for late, and throws where there is none. */
export interface ScaledRuntime {
  readonly namespace?: string;
  readonly engine: ServingEngine;
  readonly accelerator?: Accelerator;
  /** Accelerators of one replica. */
  readonly accelerators: number;
  /** The pool that they are taken from, where its profile says one. */
  readonly pool?: AcceleratorPool;
  /** The replicas that the model says itself, where it does. */
  readonly replicas?: number;
  readonly version: KubernetesVersion;
  /** The Service that leads to it, if it has one. */
  readonly service?: { readonly name: string; readonly port: number; readonly isEncrypted: boolean; readonly isOutside: boolean };
  /** The labels of its Pods. */
  labels(): { readonly [label: string]: string };
  /** The arguments that users give to its server. */
  args(): readonly string[];
  /** Names that clients send as `model`. */
  names(): { readonly own: readonly string[]; readonly adapters: readonly string[] };
  /** Seconds until a Pod serves, from its start and from nothing, and until one is gone. */
  timing(): { readonly startup: number; readonly progressDeadline: number; readonly grace: number };
  /** A policy owns its replicas. */
  mark(): void;
  /** Somebody calls it whom its NetworkPolicy has to let in, where it has one. */
  letIn(peer: INetworkPeer): void;
}

