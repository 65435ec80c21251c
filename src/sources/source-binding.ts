import { ExtraContainer } from '../values/extra-container';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ModelLocation } from '../values/model-location';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';
import { VolumeMount } from '../values/volume-mount';

/** The facts that a source is told when a Pod is rendered. */
export interface SourceContext {
  /** Absolute path of the folder where the files have to be, on the model volume. */
  readonly targetPath: string;

  /** The writable model volume's mount, for containers that download. */
  readonly modelMount: VolumeMount;

  /** Whether the server loads from a Hugging Face hub by itself. */
  readonly engineLoadsFromHuggingFace: boolean;

  /** Schemes of models that the server fetches by itself from elsewhere, for example `s3` or `ollama`. */
  readonly engineFetches: string[];

  /** Name of the engine, for messages. */
  readonly engineName: string;

  /** Name for a volume of the source's own. */
  readonly volumeName: string;

  /** The lowest Kubernetes version of the clusters. */
  readonly kubernetesVersion: KubernetesVersion;
}

/** An agent that answers on every node at an address of the node's own, for example the metadata service of a cloud. */
export interface NodeAgent {
  /** Its address, IPv4 or IPv6: `169.254.169.254`. */
  readonly address: string;

  /** The TCP port that it listens on. */
  readonly port: number;
}

/** The answer of a source: how the files get into the Pod, as plain data. */
export interface SourceBinding {
  /** Where the server finds the model. */
  readonly model: ModelLocation;

  /** Whether the model volume is needed: `false` when the files come from a volume of the source's own. */
  readonly needsModelVolume: boolean;

  /**
   * Containers that run before the server and put the files on the model volume.
   *
   * @default - none
   */
  readonly initContainers?: ExtraContainer[];

  /**
   * Volumes of the source's own.
   *
   * @default - none
   */
  readonly volumes?: PodVolume[];

  /**
   * Mounts of those volumes in the server's container.
   *
   * @default - none
   */
  readonly mounts?: VolumeMount[];

  /**
   * Environment of the server's container.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment of the server's container with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Labels of the Pods that the source needs, for example to be given an identity.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the Pods that the source needs, for example so that a sidecar is put into them.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Access mode of a volume of the source's own, as Kubernetes spells it, when it is known: one that a single node can mount is a warning with
   * several replicas or a surge (`cache-not-shared`).
   *
   * @default - unknown, or no such volume
   */
  readonly volumeAccessMode?: string;

  /**
   * TCP ports that the Pod has to reach to get the files, for a NetworkPolicy: anywhere but on the node's own addresses.
   *
   * @default - none
   */
  readonly egressPorts?: number[];

  /**
   * Agents on the node that the Pod has to reach to be given an identity, for a NetworkPolicy.
   *
   * @default - none
   */
  readonly nodeAgents?: NodeAgent[];
}
