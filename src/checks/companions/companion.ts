import { Json, JsonObject } from '../../ground/objects';

/** An object of somebody else's in the namespace of a model, or that namespace itself, as it will be printed. */
export interface Companion {
  readonly kind: string;
  /** Path of its construct. */
  readonly path: string;
  readonly manifest: JsonObject;
}

/** A model's own objects, as they will be printed. */
export interface OwnObjects {
  readonly template: Json;
  /** The Pod template of the Job that fills its cache. */
  readonly job?: Json;
  /** The Services by which it is reached. */
  readonly services: readonly Json[];
  /** Whether the library makes a disruption budget. */
  readonly hasBudget: boolean;
  /** How many Pods there are at least, where it is known. */
  readonly replicas?: number;
}

/** A companion, as messages call it. */
export function nameOf({ kind, path }: Companion): string {
  return `${kind} ${path}`;
}
