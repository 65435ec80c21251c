import { ApiObject, ApiObjectMetadata, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Ledger } from './ledger';
import { Pass } from './pass';
import { OwnMetadata } from '../checks/object-facts';
import { reasonOf } from '../checks/patch-results';
import { judgePatches } from '../ground/input/judged';
import { Json, JsonObject } from '../ground/objects';
import { canonical, canonicalButShared } from './printing/canonical';
import { isLeftToUs, isResolved, PlainMetadata } from './printing/plain-metadata';
import { printableFor, synthOnce } from './printing/synth-once';
import { tryYamlText } from './printing/yaml-text';

/** Identity of an object whose content the library derives. */
export interface DerivedObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata;
  /** Whether it has no namespace, whatever its chart says. */
  readonly isClusterScoped?: boolean;
  /** Labels and annotations that the library writes; all given labels when it is left out. */
  readonly own?: OwnMetadata;
  /** The objects whose content is mostly alike, such as those of the models of a profile; none where they are patched. */
  readonly group?: object;
  /** The members that it has beside its identity: mostly a `spec`. */
  readonly parts: { readonly [member: string]: () => Json };
  /** The text of the whole object, where that is known without these: it holds as long as nothing changes in the app. */
  readonly text?: () => string | undefined;
}

/** What most objects have: one list and one struct for all of them. */
const NONE: readonly JsonPatch[] = [];
const NOTHING: JsonObject = {};

/**
 * An ApiObject with derived content. cdk8s asks three resolvers at every leaf whether it is a token, which takes a sixth of a synth
 * of many models; derived data has no tokens, so they are asked only when something is not plain data, or the app brings resolvers
 * of its own. The printed object is the same either way.
 */
export class DerivedObject extends ApiObject {
  declare public readonly metadata: PlainMetadata;
  private operations: readonly JsonPatch[] = NONE;

  /** Whether somebody patched it with nothing. */
  public hasEmptyPatch = false;
  private made: JsonObject = NOTHING;
  private madeIn?: Pass;
  private marks?: { readonly [annotation: string]: string };

  public constructor(scope: Construct, id: string, private readonly derived: DerivedObjectProps) {
    const { apiVersion, kind, metadata, parts } = derived;
    // Tokens that are told by their shape: an app of another copy of cdk8s does not know the `Lazy` of this one.
    const lazy = Object.keys(parts).map((member): [string, unknown] => [member, { resolve: () => this.derive()[member] }]);
    super(scope, id, { apiVersion, kind, metadata, ...Object.fromEntries(lazy) });
    // Changes after a synth are judged at the next one.
    this.metadata = new PlainMetadata(this, metadata, touch);
    synthOnce(this);
  }

  public addJsonPatch(...operations: JsonPatch[]): void {
    judgePatches(operations, this);
    this.operations = [...this.operations, ...operations];
    if (operations.length === 0) this.hasEmptyPatch = true;
    Ledger.of(this).touch();
  }

  /** Whether a user has patched it, or resolvers of the app can have changed it. */
  public get isPatched(): boolean {
    return this.operations.length > 0 || this.isResolved;
  }

  /** Whether the app has resolvers of its own, which see the object when it is printed. */
  public get isResolved(): boolean {
    return isResolved(this);
  }

  /** The patches of users, in their order. */
  public get jsonPatches(): readonly JsonPatch[] {
    return [...this.operations];
  }

  /** Its metadata in one text, where nobody has changed the object; `undefined` else, and where cdk8s has to render it. */
  public get untouched(): string | undefined {
    const isOurs = this.operations.length === 0 && !this.hasEmptyPatch && this.marks === undefined && this.toJson === DerivedObject.prototype.toJson;
    return isOurs ? this.metadata.plainText : undefined;
  }

  /** Whether it has no namespace, whatever its chart says. */
  public get isClusterScoped(): boolean {
    return this.derived.isClusterScoped ?? false;
  }

  /** Its identity and labels as the library gave them, without the metadata that was added since. */
  public get derivedIdentity(): JsonObject {
    const { apiVersion, kind, metadata: { labels } } = this.derived;
    const namespace = this.isClusterScoped ? undefined : this.metadata.namespace;
    return { apiVersion, kind, metadata: { name: this.name, namespace, labels: { ...labels } } };
  }

  /** Labels and annotations that the library writes on it. */
  public get own(): OwnMetadata {
    const own = this.derived.own ?? { labels: this.derived.metadata.labels };
    return this.marks ? { ...own, annotations: { ...own.annotations, ...this.marks } } : own;
  }

  /** Writes an annotation of the library that follows from what else is in the app. */
  public mark(annotation: string, value: string): void {
    this.marks = { ...this.marks, [annotation]: value };
    this.metadata.addAnnotation(annotation, value);
  }

  /** The members that it has beside its identity, before patches: made once for each pass, so that the checked object is the printed one. */
  public derive(): JsonObject {
    const { pass } = Ledger.of(this);
    if (this.madeIn !== pass) {
      const { group, parts } = this.derived;
      const made = Object.fromEntries(Object.entries(parts).map(([member, produce]) => [member, produce()]));
      this.made = group ? pass.sharing(group, `${this.kind} ${this.node.id}`, made) : made;
      this.madeIn = pass;
    }
    return this.made;
  }

  public toJson(): JsonObject {
    return printableFor(this, this.isPatched ? this.patched() : this.unpatched());
  }

  /** The text of what `toJson` answers, where that can be made from parts that are known; somebody may have replaced that method. */
  public tryText(): string | undefined {
    if (this.toJson !== DerivedObject.prototype.toJson) return undefined;
    const known = this.derived.text?.();
    if (known !== undefined) return known;
    if (this.isPatched || this.isClusterScoped || this.isStock) return undefined;
    const parts = canonicalButShared({ ...this.derive() });
    const { apiVersion, kind } = this;
    return parts && tryYamlText({ apiVersion, kind, metadata: this.metadata.toJson(), ...parts });
  }

  /** The object before the patches of users. */
  public unpatched(): JsonObject {
    const parts = this.isStock ? undefined : canonical(this.derive());
    const { apiVersion, kind } = this;
    const json = parts === undefined ? super.toJson() as JsonObject : { apiVersion, kind, metadata: this.metadata.toJson() as JsonObject, ...parts };
    return this.withScope(json);
  }

  /** As cdk8s does it, and with its order of members. */
  private patched(): JsonObject {
    try {
      const { apiVersion, kind, metadata, ...rest } = JsonPatch.apply(structuredClone(this.unpatched()), ...this.operations) as JsonObject;
      return this.withScope(Object.fromEntries(Object.entries({ apiVersion, kind, metadata, ...rest }).filter(([, member]) => member !== undefined)));
    } catch (error) {
      throw new Error(`a patch of the ${this.kind} ${this.node.path} does not apply: ${reasonOf(error)}`);
    }
  }

  private withScope(json: JsonObject): JsonObject {
    if (this.isClusterScoped && typeof json.metadata === 'object' && json.metadata !== null) delete (json.metadata as JsonObject).namespace;
    return json;
  }

  /** Whether cdk8s has to render it: keys are not to be sorted, or there are resolvers of the user's. */
  private get isStock(): boolean {
    return Boolean(process.env.CDK8S_DISABLE_SORT) || !isLeftToUs(this);
  }
}

function touch(object: ApiObject): void {
  Ledger.of(object).touch();
}
