/** One thing that the schema of a custom resource has against an object. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  /** The JSON-schema keyword that is violated. */
  readonly keyword: string;
  /** The values that the keyword allows, or the property that is missing or unknown. */
  readonly params: {
    readonly type?: string | readonly string[];
    readonly limit?: number;
    readonly multipleOf?: number;
    readonly pattern?: string;
    readonly allowedValues?: readonly unknown[];
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
  };
}

/** A list in which no two items are alike. */
export interface UniqueList {
  /** Where it is in the schema, for example `spec.runtime.env`, or `spec.pools[].ports`. */
  readonly path: string;
  /** Members that together tell two items apart; none when the whole item does. */
  readonly keys: readonly string[];
}

/** A rule between fields, compiled from CEL. */
export interface CelRule {
  /** Where the value is that the rule calls `self`, for example `spec.runtime.env[]`. */
  readonly path: string;
  /** Steps from there to the field that is to blame. */
  readonly blames: readonly string[];
  /** The message of the CRD when the rule does not hold. */
  readonly message: string;
  /** Whether it holds; throws where CEL has an error. */
  readonly holds: (self: unknown) => boolean;
}

/** Values that the API server fills in, by the way to them. */
export interface Defaults {
  readonly value?: unknown;
  /** Below the members of an object, by name. */
  readonly members?: Readonly<Record<string, Defaults>>;
  /** Below each item of a list, or each value of a map. */
  readonly each?: Defaults;
}

/** The facts that the library knows of a custom resource, all of them generated from its CRD. */
export interface ResourceSchema {
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** `<plural>.<group>`, the name of its CRD. */
  readonly name: string;
  readonly uniqueLists: readonly UniqueList[];
  readonly rules: readonly CelRule[];
  readonly defaults: Defaults;
  /** The values that a field takes, in words of the CRD, by its place in the schema. */
  readonly ranges: Readonly<Record<string, string>>;
  /** The problems that the schema finds in an object, in the order of the schema; empty when nothing. */
  readonly errors: (resource: unknown) => readonly SchemaError[];
}

/** A custom resource of the library. What is known of it is loaded when one is judged: most apps have one or two kinds of them. */
export interface KnownResource extends Pick<ResourceSchema, 'group' | 'kind' | 'name'> {
  readonly load: () => ResourceSchema;
}
