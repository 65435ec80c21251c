/** The meaning of the value of a setting, so that it can be judged against the rest of the Pod. */
export type Meaning =
  /** A degree of parallelism. `within` is one that takes its devices from another degree; `inside` names the flag that makes it such a one. */
  | { readonly kind: 'devices'; readonly role: 'tensor' | 'pipeline' | 'context' | 'data' | 'within'; readonly inside?: string }
  /** A list of the accelerators that the server may use, by their numbers in the container, unless they may be those of the node. */
  | { readonly kind: 'visible'; readonly ids?: 'of the node' }
  /** The number of the first accelerator that is used, or how far the next one is from it; each process takes one. */
  | { readonly kind: 'first device' | 'device step' }
  /** The number of one accelerator. */
  | { readonly kind: 'device' }
  /** The Neuron cores that the server takes: how many, or a list of numbers and ranges. */
  | { readonly kind: 'cores'; readonly as: 'number' | 'list' }
  /** The name of a profile of NIM, which says degrees of parallelism. */
  | { readonly kind: 'profile' }
  /** Another hub than that of Hugging Face, which the server asks in place of it when the value says yes. */
  | { readonly kind: 'hub'; readonly hub: string }
  /** A share, above 0 and at most 1. */
  | { readonly kind: 'share' }
  /** A part in a group of several Pods, unless the value is that of a group of one. */
  | { readonly kind: 'nodes'; readonly alone?: RegExp; readonly alike?: string }
  /** Memory of the host, in units of so many bytes, once for the replica, for each copy of the model, or for each device. */
  | {
    readonly kind: 'memory';
    readonly unit: number;
    readonly each: 'replica' | 'copy' | 'device';
    readonly keys?: readonly string[];
    readonly atMostWeights?: boolean;
  }
  /**
   * A file that is loaded beside the model: in a repository on the hub, or a path in the Pod; in lists as `<name>=<what>`, in JSON below one of the
   * keys.
   */
  | { readonly kind: 'model'; readonly keys?: readonly string[] }
  /** A file or folder that has to be there; in JSON below one of the keys. `shipped` are the paths that the image has. */
  | { readonly kind: 'path'; readonly keys?: readonly string[]; readonly shipped?: RegExp }
  /** A port to listen on. */
  | { readonly kind: 'port' }
  /** A credential: its value is never shown. */
  | { readonly kind: 'secret' };

/** One setting of a server: how it is written, where it is stated in this library, and its meaning. */
export interface OptionRow {
  /** Its flags: first the one that is rendered or documented, then other spellings. */
  readonly flags: readonly string[];
  /** Variables that say the same. */
  readonly env: readonly string[];
  /** Member of the engine's props that states it. */
  readonly property?: string;
  /** The property of other engines that it is, where no member of the props states it, but sources of the model do. */
  readonly bySources?: string;
  /** The advice in place of giving it in `args` or `env`, as a sentence; none where that is fine. */
  readonly instead?: string;
  /** Values that may be given in `args` or `env` all the same, because the property cannot say them, or because they change nothing. */
  readonly mayBe?: RegExp;
  /** Where it counts: elsewhere the property has no effect, and the flag is the user's. */
  readonly only?: 'with accelerators' | 'without accelerators';
  /** Whether others read it too (probes, ports, names, timing), so that a variable is refused also where nothing is derived. */
  readonly isReadElsewhere?: boolean;
  readonly means?: Meaning;
  /** Flags of which the server wants one beside it, and ends at once without. */
  readonly needs?: readonly string[];
  /** The values with which it wants them; all when not said. */
  readonly needsWith?: RegExp;
  /** The first version that has it. */
  readonly since?: string;
  /** The first version that no longer has it. */
  readonly before?: string;
  /** All values that the server takes; any word when not said. */
  readonly values?: readonly string[];
  /** How the flag is written where that is not its first spelling; with `=` at the end the value follows in the same word. */
  readonly written?: string;
  /**
   * How the value of the property is written: behind the flag (a switch stands alone), as the flag alone, whenever it is given or when it is false,
   * or by the engine in another way: in a file, in a variable.
   */
  readonly form?: 'alone' | 'when false' | 'elsewhere';
}

/** Everything of a row but its spellings. */
type Facts = Omit<OptionRow, 'flags' | 'env'>;

/** A row: spellings in capitals are variables. */
export function row(facts: Facts, ...spellings: string[]): OptionRow {
  const isFlag = (spelling: string) => spelling.startsWith('-');
  return { ...facts, flags: spellings.filter(isFlag), env: spellings.filter(spelling => !isFlag(spelling)) };
}

/** A setting that a member of the engine's props states. */
export function option(property: string, ...spellings: string[]): OptionRow {
  return row({ property, instead: `use ${property} of the engine` }, ...spellings);
}

/** As `option`, but a user may as well give it in `args` or `env`; not both. */
export function either(property: string, ...spellings: string[]): OptionRow {
  return row({ property }, ...spellings);
}

/** A row whose value a member of the engine's props states; the advice of the row stays. */
export function stating(property: string, one: OptionRow): OptionRow {
  return { ...one, property };
}

/** A credential, which a member of the engine's props takes from a Secret. */
export function secret(property: string, ...spellings: string[]): OptionRow {
  return row({ property, instead: `use ${property} of the engine, a SecretKey`, means: { kind: 'secret' } }, ...spellings);
}

/** A port that a member of the engine's props states; container, probes and Service read it. */
export function portOf(property: string, ...spellings: string[]): OptionRow {
  return row({ property, instead: `use ${property} of the engine`, isReadElsewhere: true, means: { kind: 'port' } }, ...spellings);
}

/** A setting that is stated elsewhere and read by others, or that can only have one value; with the advice what to do instead. */
export function reserved(instead: string, ...spellings: string[]): OptionRow {
  return row({ instead, isReadElsewhere: true, ...(instead === INSTEAD.listens && { mayBe: ALL_OF_IPV6 }) }, ...spellings);
}

/** All addresses too, of IPv6, and on most servers of IPv4 beside them. */
const ALL_OF_IPV6 = /^(::|\[::\])$/;

/** A setting that a user gives in `args` or `env`, and whose value means something to the rest of the Pod. */
export function means(meaning: Meaning, ...spellings: string[]): OptionRow {
  return row({ means: meaning }, ...spellings);
}

/** The row of a flag that the server refuses without one of others. */
export function needing(one: OptionRow, ...needs: string[]): OptionRow {
  return { ...one, needs };
}

/** A flag that a user gives in `args`, and that the server refuses without one of others. */
export function withOther(flag: string, ...needs: string[]): OptionRow {
  return row({ needs }, flag);
}

/** A row that versions from this one on have; its property is refused before, unless another row states it there. */
export function since(version: string, one: OptionRow): OptionRow {
  return { ...one, since: version };
}

/** A row that versions before this one have. */
export function before(version: string, one: OptionRow): OptionRow {
  return { ...one, before: version };
}

/** A row whose server takes these values and no others. */
export function oneOf(values: readonly string[], one: OptionRow): OptionRow {
  return { ...one, values };
}

/** A row whose flag stands alone when its property is given, whatever the value. */
export function alone(one: OptionRow): OptionRow {
  return { ...one, form: 'alone' };
}

/** A row whose flag stands alone when its property is false. */
export function whenFalse(one: OptionRow): OptionRow {
  return { ...one, form: 'when false' };
}

/** A row whose property the engine does not write as the flag, but to a file or a variable. */
export function elsewhere(one: OptionRow): OptionRow {
  return { ...one, form: 'elsewhere' };
}

/** A row whose flag is rendered in another spelling. */
export function written(spelling: string, one: OptionRow): OptionRow {
  return { ...one, written: spelling };
}

/** The name of a row for members of the file that an engine writes for its server. */
export const CONFIG = 'config of the engine';

/** The advice in place of a flag, in the words that every engine shares. */
export const INSTEAD = {
  source: 'use source of the model',
  file: 'use file of the source',
  revision: 'use revision of the source',
  token: 'use token of the source, a SecretKey',
  endpoint: 'use endpoint of the source',
  servedName: 'use servedName of the model',
  servedNames: 'use servedName and servedAliases of the model',
  cache: 'use cache of the model',
  devices: 'use count of the accelerators in compute, which the rest follows',
  cpu: 'use cpu of compute',
  drain: 'use timing.drain of the model',
  startup: 'use timing.startup of the model',
  onePort: 'use port of the engine; Kubernetes cannot probe a socket',
  oneModel: 'it serves one model here; make a ModelConstruct for each',
  listens: 'the server has to listen on all addresses, or neither probes nor the Service reach it',
  plainHttp: 'the probes and the Service speak plain HTTP; encrypt in a gateway or a mesh in front of it',
  tls: 'use tls of the model, with which probes, Service and endpoint speak HTTPS',
  noGrpc: 'the probes and the Service speak HTTP',
  metricsOn: 'metrics are always on, because monitors scrape them',
  paths: 'the probes and the endpoint of the model count on the paths as they are',
} as const;

/** Whether a setting has an effect on this compute. */
export function counts({ only }: OptionRow, accelerated: boolean): boolean {
  return only === undefined || (only === 'with accelerators') === accelerated;
}

/** The advice in place of a setting, whether a user has to follow it or may. */
export function adviceOf({ instead, property }: OptionRow): string | undefined {
  return instead ?? (property && `use ${property} of the engine`);
}

/** Flags that a user must not give, each with the advice what to do instead. */
export function reservedBy(rows: readonly OptionRow[]): { [flag: string]: string } {
  const found: { [flag: string]: string } = {};
  for (const { flags, instead } of rows) {
    if (flags.length > 0 && instead !== undefined) found[flags[0]] = instead;
  }
  return found;
}

/** Other spellings of flags, each with the first of its row. */
export function aliasesBy(rows: readonly OptionRow[]): { [alias: string]: string } {
  const found: { [alias: string]: string } = {};
  for (const { flags: [first, ...others] } of rows) {
    for (const other of others) found[other] = first;
  }
  return found;
}
