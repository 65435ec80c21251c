import { ApiObject, ApiObjectMetadata, App, ImplicitTokenResolver, JsonPatch, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject } from './objects';
import { Ledger } from '../checks/private/ledger';

/** Identity of an object whose `spec` the library derives. */
export interface DerivedObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  spec(): JsonObject;
}

/**
 * An ApiObject with a derived `spec`. cdk8s asks three resolvers at every leaf whether it is a token, which takes a sixth of a synth
 * of many models; derived data has no tokens, so they are asked only when something is not plain data, or the app brings resolvers
 * of its own. What is printed is the same either way.
 */
export class DerivedObject extends ApiObject {
  private hasPatches = false;

  public constructor(scope: Construct, id: string, private readonly derived: DerivedObjectProps) {
    const { apiVersion, kind, metadata } = derived;
    // A token that is told by its shape: an app of another copy of cdk8s does not know the `Lazy` of this one.
    super(scope, id, { apiVersion, kind, metadata, spec: { resolve: () => derived.spec() } });
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

  public toJson(): JsonObject {
    const spec = this.isStock ? undefined : canonical(this.derived.spec());
    if (spec === undefined) return super.toJson() as JsonObject;
    return { apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadata.toJson() as JsonObject, spec };
  }

  /** Whether cdk8s has to render it: it has patches, keys are not to be sorted, or there are resolvers of the user's. */
  private get isStock(): boolean {
    return this.hasPatches || Boolean(process.env.CDK8S_DISABLE_SORT) || !App.of(this).resolvers.every(isBuiltIn);
  }
}

/** Told by their names: an app can be of another copy of cdk8s. */
const BUILT_IN = [LazyResolver.name, ImplicitTokenResolver.name, NumberStringUnionResolver.name];

function isBuiltIn(resolver: object): boolean {
  return BUILT_IN.includes(resolver.constructor.name);
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
  for (const key of Object.keys(value).sort()) {
    const member = copy((value as Record<string, unknown>)[key]);
    if (member !== undefined) out[key] = member;
  }
  return out;
}
