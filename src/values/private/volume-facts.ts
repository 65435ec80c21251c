import { Size } from 'cdk8s';
import { KubernetesVersion } from '../kubernetes-version';

/** A claim, and where it is when that is known. */
export interface ClaimReference {
  readonly name: string;
  readonly namespace?: string;
  /** What it asks for, where that is known. */
  readonly storage?: Size;
}

/** The facts that others have to know of a volume. */
export interface VolumeFacts {
  readonly diskSize?: Size;
  readonly memorySize?: Size;
  readonly claim?: ClaimReference;
  readonly since?: KubernetesVersion;
}
