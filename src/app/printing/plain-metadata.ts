import {
  ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver, OwnerReference,
} from 'cdk8s';
import { SWITCH } from './undocumented';
import { inChart } from '../../ground/common-labels';
import { judgeMetadata } from '../../ground/input/judged';
import { JsonObject } from '../../ground/objects';
import { rootOf } from '../root';

/**
 * Metadata that knows whether anything was added to it. As long as nothing was, and all of it is text, it is copied as it was given; cdk8s would ask every
 * resolver about every value, each time that somebody looks. The copy is made anew each time: kept for each object, it would be much of what a model
 * takes in memory.
 */
export class PlainMetadata extends ApiObjectMetadataDefinition {
  private isChanged = false;
  private unprinted?: Set<string>;

  /**
   * @param object the object that it is of.
   * @param given the metadata that it was made with.
   * @param onChange is called after each addition.
   */
  public constructor(
    private readonly object: ApiObject, private readonly given: ApiObjectMetadata, private readonly onChange: (object: ApiObject) => void,
  ) {
    // Not spread: V8 keeps a slow dictionary of what cdk8s deletes a member from, then.
    super(Object.assign(metadataOf(object, given), { apiObject: object }));
  }

  /** All of it in one text, as long as nothing was added, and nothing is in it that cdk8s has to resolve. */
  public get plainText(): string | undefined {
    const { plain } = this;
    return plain && JSON.stringify(plain);
  }

  public override toJson(): JsonObject {
    return (isLeftToUs(this.object) ? this.plain : undefined) ?? super.toJson() as JsonObject;
  }

  public override addLabel(key: string, value: string): void {
    judgeMetadata('addLabel', [key, value], this.object);
    super.addLabel(key, value);
    this.changed();
  }

  public override addAnnotation(key: string, value: string): void {
    judgeMetadata('addAnnotation', [key, value], this.object);
    super.addAnnotation(key, value);
    this.changed();
  }

  public override addFinalizers(...finalizers: string[]): void {
    judgeMetadata('addFinalizers', finalizers, this.object);
    super.addFinalizers(...finalizers);
    this.changed();
  }

  public override addOwnerReference(owner: OwnerReference): void {
    judgeMetadata('addOwnerReference', [owner], this.object);
    super.addOwnerReference(owner);
    this.changed();
  }

  public override add(key: string, value: unknown): void {
    judgeMetadata('add', [key, value], this.object);
    super.add(key, value);
    if (OF_CDK8S.includes(key)) (this.unprinted ??= new Set()).add(key);
    this.changed();
  }

  /** Members that were given to `add`, and that cdk8s writes itself: it leaves out what was given. */
  public get withoutEffect(): readonly string[] {
    return [...this.unprinted ?? []];
  }

  /** All of it as cdk8s prints it: another object each time; `undefined` where something was added, or cdk8s has to resolve something. */
  private get plain(): JsonObject | undefined {
    return this.isChanged ? undefined : plainMetadata(this.object, this.given);
  }

  private changed(): void {
    this.isChanged = true;
    this.onChange(this.object);
  }
}

/** Members of metadata that cdk8s has methods or properties for. */
const OF_CDK8S = ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'];

/** Told by their names: an app can be of another copy of cdk8s. */
const BUILT_IN = [LazyResolver.name, ImplicitTokenResolver.name, NumberStringUnionResolver.name];

/** Whether an app brings no resolvers beside those of cdk8s, which leave plain data alone, and nobody has asked for cdk8s to print everything. */
export function isLeftToUs(object: ApiObject): boolean {
  return !process.env[SWITCH] && App.of(object).resolvers.every(isBuiltIn);
}

/** Whether an app brings resolvers of its own: what they make of an object is only known of the object as it is printed. */
export function isResolved({ chart }: ApiObject): boolean {
  const known = RESOLVED.get(chart);
  if (known !== undefined) return known;
  const found = !((rootOf(chart) as Partial<App>).resolvers ?? []).every(isBuiltIn);
  RESOLVED.set(chart, found);
  return found;
}

const RESOLVED = new WeakMap<object, boolean>();

function isBuiltIn(resolver: object): boolean {
  return BUILT_IN.includes(resolver.constructor.name);
}

/** Whether keys are in the order of cdk8s: nearly all are, and to look is cheaper than to sort. */
export function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if (keys[index - 1] >= keys[index]) return false;
  return true;
}

/** The metadata that an object would have if it had been made with these; `undefined` when something is in them that cdk8s has to resolve. */
export function plainMetadata(object: ApiObject, given: ApiObjectMetadata): JsonObject | undefined {
  return plainOf(metadataOf(object, given));
}

/** The metadata that an ApiObject makes of those that it is given. */
function metadataOf(object: ApiObject, given: ApiObjectMetadata): ApiObjectMetadata {
  return { name: object.name, ...given, namespace: given.namespace ?? object.chart.namespace, labels: inChart(object.chart.labels, given.labels) };
}

/** The metadata as cdk8s prints it; `undefined` when something is in it that cdk8s has to resolve. */
function plainOf({ name, namespace, labels, annotations, ...others }: ApiObjectMetadata): JsonObject | undefined {
  const [plainLabels, plainAnnotations] = [plainMap(labels), plainMap(annotations)];
  if (Object.keys(others).length > 0 || typeof name !== 'string' || !['string', 'undefined'].includes(typeof namespace) || !plainLabels || !plainAnnotations) {
    return undefined;
  }
  return {
    ...(Object.keys(plainAnnotations).length > 0 && { annotations: plainAnnotations }),
    ...(Object.keys(plainLabels).length > 0 && { labels: plainLabels }),
    name,
    ...(namespace !== undefined && { namespace }),
  };
}

function plainMap(map: { readonly [key: string]: string | null | undefined } = {}): JsonObject | undefined {
  const keys = Object.keys(map);
  if (!isSorted(keys)) keys.sort();
  const out: JsonObject = {};
  for (const key of keys) {
    const value: unknown = map[key];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return undefined;
    out[key] = value;
  }
  return out;
}
