import { ExtraContainer } from '../values/extra-container';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ModelLocation } from '../values/model-location';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';
import { VolumeMount } from '../values/volume-mount';

/** The facts that a source gets when the library renders a Pod. */
export interface SourceContext {
  /** Absolute path of the folder on the model volume where the server looks for the files. */
  readonly targetPath: string;

  /** The mount of the model volume for containers that download; it is writable. */
  readonly modelMount: VolumeMount;

  /** Whether the server loads from a Hugging Face hub by itself. */
  readonly engineLoadsFromHuggingFace: boolean;

  /** Schemes of models that the server fetches by itself from other places, for example `s3` or `ollama`. */
  readonly engineFetches: string[];

  /** Name of the engine, for messages. */
  readonly engineName: string;

  /** Name for the source's own volume. */
  readonly volumeName: string;

  /** The lowest Kubernetes version of the clusters. */
  readonly kubernetesVersion: KubernetesVersion;
}

/** An agent that answers on every node at an address of that node, for example the metadata service of a cloud. */
export interface NodeAgent {
  /** Its address, IPv4 or IPv6: `169.254.169.254`. */
  readonly address: string;

  /** The TCP port that it listens on. */
  readonly port: number;
}

/** The answer of a source: how the files get into the Pod, as plain data. */
export interface SourceBinding {
  /** The place where the server finds the model. */
  readonly model: ModelLocation;

  /** Whether the source needs the model volume: `false` when the files come from its own volume. */
  readonly needsModelVolume: boolean;

  /**
   * Containers that run before the server and put the files on the model volume.
   *
   * @default - none
   */
  readonly initContainers?: ExtraContainer[];

  /**
   * The source's own volumes.
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
   * Labels that the Pods need for the source, for example to get an identity.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations that the Pods need for the source, for example to get a sidecar.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Access mode of the source's own volume, as Kubernetes spells it, when it is known. With several replicas or a surge, a volume that only one node
   * can mount is a warning (`cache-not-shared`).
   *
   * @default - unknown, or no such volume
   */
  readonly volumeAccessMode?: string;

  /**
   * TCP ports that the Pod has to reach to get the files, at any address but those of the node; a NetworkPolicy of the model allows them.
   *
   * @default - none
   */
  readonly egressPorts?: number[];

  /**
   * Agents on the node that the Pod has to reach to get an identity; a NetworkPolicy of the model allows them.
   *
   * @default - none
   */
  readonly nodeAgents?: NodeAgent[];
}
