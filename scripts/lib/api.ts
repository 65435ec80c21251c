/* The parts of .jsii, the description of the API, that the generators read. */

export interface TypeRef {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeRef };
}

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly returns?: string;
  readonly example?: string;
}

export interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly static?: boolean;
  readonly optional?: boolean;
  readonly protected?: boolean;
}

export interface Value extends Member {
  readonly type: TypeRef;
  readonly variadic?: boolean;
}

export interface Method extends Member {
  readonly overrides?: string;
  readonly parameters?: readonly Value[];
  readonly returns?: { readonly type: TypeRef; readonly optional?: boolean };
}

export interface ApiType extends Member {
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: Method;
  readonly properties?: readonly Value[];
  readonly methods?: readonly Method[];
  readonly members?: readonly Member[];
}
