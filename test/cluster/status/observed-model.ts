import { KubernetesObject, Watch } from '@kubernetes/client-node';
import { KubeObject } from '../harness/api-client';
import { kubeConfigOf } from '../harness/clients';
import { ControlPlane } from '../harness/control-plane';
import { eventually } from '../workloads/eventually';
import { Condition } from '../workloads/workspace';

/** A Model, as far as the suites read it. */
export interface Model extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly generation: number;
    readonly resourceVersion: string;
    readonly managedFields?: readonly ManagedFields[];
  };
  readonly status?: ModelStatus;
}

interface ManagedFields { readonly manager: string; readonly subresource?: string; readonly fieldsV1: object }

/** The status of a Model. */
export interface ModelStatus {
  readonly phase?: string;
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly endpoint?: string;
  readonly image?: string;
  readonly conditions?: readonly (Condition & { readonly lastTransitionTime: string; readonly observedGeneration?: number })[];
}

/** A status at the moment when it was seen. */
export interface Sighting { readonly at: number; readonly model: string; readonly status: ModelStatus; readonly resourceVersion: string }

/** A condition in short: `True Serving`. */
export function condition(status: ModelStatus | undefined, type: string): string {
  const found = (status?.conditions ?? []).find((one) => one.type === type);
  return `${found?.status} ${found?.reason}`;
}

/** What a condition says. */
export function messageOf(status: ModelStatus | undefined, type = 'Ready'): string {
  return (status?.conditions ?? []).find((one) => one.type === type)?.message ?? '';
}

/** Path of a Model. */
export function modelPath(namespace: string, name: string): string {
  return `/apis/registry.matrixinfer.ai/v1alpha1/namespaces/${namespace}/models/${name}`;
}

/** Sees every status that is stored, in every namespace or in one, with the time. */
export class ModelObserver {
  static async start(cluster: ControlPlane, namespace?: string): Promise<ModelObserver> {
    const observer = new ModelObserver();
    const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
    observer.request = await new Watch(kubeConfigOf(cluster)).watch(
      `/apis/registry.matrixinfer.ai/v1alpha1${inside}/models`, {},
      (type: string, model: KubernetesObject) => { if (type !== 'DELETED') observer.see(model as unknown as Model); },
      () => undefined,
    );
    return observer;
  }

  readonly sightings: Sighting[] = [];
  private readonly last = new Map<string, string>();
  private request?: AbortController;

  /** Waits until a Model has a status that fits, from a time on; gives the first that does. */
  async saw(model: string, fits: (status: ModelStatus) => boolean, since = 0): Promise<Sighting> {
    const found = await eventually(
      () => Promise.resolve({ sighting: this.of(model).find(({ at, status }) => at >= since && fits(status)), last: this.of(model).at(-1) }),
      ({ sighting }) => sighting !== undefined,
    );
    return found.sighting!;
  }

  /** What was seen of a Model. */
  of(model: string): Sighting[] {
    return this.sightings.filter((sighting) => sighting.model === model);
  }

  /** The phases that a Model had, each once in a row. */
  phases(model: string): string[] {
    return this.of(model).map(({ status }) => status.phase ?? 'none').filter((phase, index, all) => phase !== all[index - 1]);
  }

  stop(): void {
    this.request?.abort();
  }

  private see({ metadata, status }: Model): void {
    const model = `${metadata.namespace}/${metadata.name}`;
    const text = JSON.stringify(status ?? {});
    if (this.last.get(model) === text) return;
    this.last.set(model, text);
    this.sightings.push({ at: Date.now(), model, status: status ?? {}, resourceVersion: metadata.resourceVersion });
  }
}
