import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Ledger } from './ledger';
import { Json, JsonObject } from '../ground/objects';
import { isLeftToUs, isSorted, PlainMetadata } from './printing/plain-metadata';
import { printableFor, synthOnce } from './printing/synth-once';

/** Identity of an object whose content the library derives. */
export interface DerivedObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Whether it has no namespace, whatever its chart says. */
  readonly isClusterScoped?: boolean;
  /** What it has beside its identity, by member: mostly a `spec`. */
  readonly parts: { readonly [member: string]: () => Json };
}

/**
 * An ApiObject with derived content. cdk8s asks three resolvers at every leaf whether it is a token, which takes a sixth of a synth
 * of many models; derived data has no tokens, so they are asked only when something is not plain data, or the app brings resolvers
 * of its own. What is printed is the same either way.
 */
export class DerivedObject extends ApiObject {
  declare public readonly metadata: PlainMetadata;
  private hasPatches = false;

  public constructor(scope: Construct, id: string, private readonly derived: DerivedObjectProps) {
    const { apiVersion, kind, metadata, parts } = derived;
    // Tokens that are told by their shape: an app of another copy of cdk8s does not know the `Lazy` of this one.
    const lazy = Object.entries(parts).map(([member, produce]): [string, unknown] => [member, { resolve: produce }]);
    super(scope, id, { apiVersion, kind, metadata, ...Object.fromEntries(lazy) });
    // What is added to it after a synth is judged at the next one.
    this.metadata = new PlainMetadata(this, metadata, () => { Ledger.of(this).touch(); });
    synthOnce(this);
  }

  public addJsonPatch(...operations: JsonPatch[]): void {
    this.hasPatches = true;
    super.addJsonPatch(...operations);
    Ledger.of(this).touch();
  }

  /** Whether a user has patched it. */
  public get isPatched(): boolean {
    return this.hasPatches;
  }

  /** Whether it has no namespace, whatever its chart says. */
  public get isClusterScoped(): boolean {
    return this.derived.isClusterScoped ?? false;
  }

  /** Its identity and labels as the library gave them; what was added to its metadata since is not in it. */
  public get derivedIdentity(): JsonObject {
    const { apiVersion, kind, metadata: { labels } } = this.derived;
    const namespace = this.isClusterScoped ? undefined : this.metadata.namespace;
    return { apiVersion, kind, metadata: { name: this.name, namespace, labels: { ...labels } } };
  }

  /** What it has beside its identity, before patches. */
  public derive(): JsonObject {
    return Object.fromEntries(Object.entries(this.derived.parts).map(([member, produce]) => [member, produce()]));
  }

  public toJson(): JsonObject {
    const parts = this.isStock ? undefined : canonical(this.derive());
    const { apiVersion, kind } = this;
    const json = parts === undefined ? super.toJson() as JsonObject : { apiVersion, kind, metadata: this.metadata.toJson() as JsonObject, ...parts };
    if (this.isClusterScoped && typeof json.metadata === 'object' && json.metadata !== null) delete (json.metadata as JsonObject).namespace;
    return printableFor(this, json);
  }

  /** Whether cdk8s has to render it: it has patches, keys are not to be sorted, or there are resolvers of the user's. */
  private get isStock(): boolean {
    return this.hasPatches || Boolean(process.env.CDK8S_DISABLE_SORT) || !isLeftToUs(this);
  }
}

/** A copy with sorted keys and without members that are nothing, as cdk8s makes it; `undefined` when something is not plain data. */
function canonical(value: unknown): JsonObject | undefined {
  try {
    return copy(value) as JsonObject;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

const NOT_PLAIN = new Error('not plain data');

function copy(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') {
    if (typeof value === 'function') throw NOT_PLAIN;
    return value;
  }
  if (Array.isArray(value)) return value.map(copy);
  if (Object.getPrototypeOf(value) !== Object.prototype) throw NOT_PLAIN;
  const out: Record<string, unknown> = {};
  const keys = Object.keys(value);
  if (!isSorted(keys)) keys.sort();
  for (const key of keys) {
    const member = copy((value as Record<string, unknown>)[key]);
    if (member !== undefined) out[key] = member;
  }
  return out;
}
