import { tryParseQuantity } from '../../../src/ground/quantity';

/*
 * A Pod template as it is rendered, as far as the runner reads it. What it does not know is an error and not left out, so that nothing
 * is proven of less than what was rendered.
 */

/** A variable of a container. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** A volume as a container sees it. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

/** Where a probe or a hook knocks. */
export interface Handler {
  readonly httpGet?: { readonly path?: string; readonly port: string | number };
  readonly tcpSocket?: { readonly port: string | number };
  readonly exec?: { readonly command: readonly string[] };
  readonly sleep?: { readonly seconds: number };
}

/** A probe with its numbers; those left out are Kubernetes' own. */
export interface Probe extends Handler {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failureThreshold?: number;
  readonly successThreshold?: number;
}

/** A container. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: Handler };
  readonly restartPolicy?: string;
  readonly securityContext?: { readonly readOnlyRootFilesystem?: boolean; readonly runAsUser?: number; readonly runAsGroup?: number };
  readonly volumeMounts?: readonly VolumeMount[];
}

/** A volume. */
export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly ephemeral?: object;
  readonly image?: { readonly reference: string };
  readonly configMap?: { readonly name: string };
  readonly secret?: { readonly secretName: string; readonly items?: readonly { readonly key: string; readonly path: string }[] };
}

/** `spec.template` of a Deployment. */
export interface PodTemplate {
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Volume[];
    readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number };
    readonly terminationGracePeriodSeconds?: number;
  };
}

/** What a Pod finds in its cluster: Secrets and ConfigMaps by name and key, and the folder that stands for each claim or image volume. */
export interface Surroundings {
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly configMaps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly claims?: Readonly<Record<string, string>>;
  readonly imageVolumes?: Readonly<Record<string, string>>;
  /** Folders that stand for volumes of the Pod that would be empty, by the volume's name, with what is in them from the start. */
  readonly filled?: Readonly<Record<string, string>>;
  /** Ports on this machine's loopback that the Pod reaches at the same address: a hub, a bucket. */
  readonly reachable?: readonly number[];
}

/** The number of a port that is given by number or by its name in the container. */
export function portNumber(container: Container, port: string | number): number {
  if (typeof port === 'number') return port;
  const found = container.ports?.find(({ name }) => name === port);
  if (found === undefined) throw new Error(`the container ${container.name} has no port called ${JSON.stringify(port)}`);
  return found.containerPort;
}

/** Bytes of a quantity. */
export function bytesOfQuantity(quantity: string): number {
  const nanos = tryParseQuantity(quantity);
  if (nanos === undefined) throw new Error(`the runner cannot read the quantity ${JSON.stringify(quantity)}`);
  return Number(nanos / 10n ** 9n);
}
