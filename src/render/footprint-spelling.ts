/** Numbers of a plan's request, as flags say them; those with other units are turned into it. */
export type NumberMember = 'tensorParallel' | 'pipelineParallel' | 'dataParallel' | 'contextParallel' | 'expertRanks' | 'blockSize' | 'utilization'
  | 'cacheBytes' | 'maxSequences' | 'maxBatchedTokens' | 'maxModelLen' | 'slots' | 'offloadedGib' | 'cacheGib' | 'deviceLayers' | 'adapterCount'
  | 'adapterRank' | 'hostRatio' | 'hostSize' | 'draftTokens' | 'atOnce';

/** Words of it. */
export type WordMember = 'dataType' | 'cacheType' | 'quantization' | 'valueType' | 'speculation' | 'draftModel'
  | 'pooling' | 'runner' | 'media' | 'projector' | 'modelFile' | 'towers' | 'pace';

/** Switches of it. */
export type SwitchMember = 'expertParallel' | 'eager' | 'synchronous' | 'cachesPrefixes' | 'noPrefixes' | 'hasAdapters' | 'inParts' | 'wholePrompts'
  | 'fullContext' | 'fitsContext' | 'onPyTorch' | 'hasHostCache' | 'flashAttention' | 'noFlash' | 'onlyTexts' | 'isGguf';

/** What a flag says of the memory. */
export type FlagUse =
  | { readonly kind: 'number'; readonly member: NumberMember }
  | { readonly kind: 'word'; readonly member: WordMember }
  | { readonly kind: 'switch'; readonly member: SwitchMember }
  /**
   * With it nobody can say how much memory the server takes; or what it loads beside what is counted; or how much more it takes; or whether layers
   * with windows and states keep all tokens.
   */
  | { readonly kind: 'unread' | 'beside' | 'grows' | 'keeps' };

/**
 * How one engine says what decides its memory: by flags, and where a name has no dash at its beginning, by variables. A name with `=` behind it stands for
 * one value of the flag, and no other. Where names are beginnings, one with `!` behind it is the whole name.
 */
export interface Spelling {
  readonly numbers: { readonly [member in NumberMember]?: string };
  readonly words: { readonly [member in WordMember]?: string };
  readonly switches: { readonly [member in SwitchMember]?: readonly string[] };
  /** Flags, by their beginnings, with which nobody can say how much memory it takes. */
  readonly unread: readonly string[];
  /** Flags, by their beginnings, that load something beside the model. */
  readonly beside: readonly string[];
  /** Flags, by their beginnings, with which it takes more than is counted, and nobody can say how much. */
  readonly grows?: readonly string[];
  /** Flags, by their beginnings, with which layers with windows or states may keep all tokens. */
  readonly keeps?: readonly string[];
  /** Values of those that the constants of the plan have room for, by the beginning of the flag. */
  readonly harmless?: { readonly [beginning: string]: (value: string) => boolean };
  /** Each of the sequences at once has the whole context, which is not divided among them. */
  readonly slotsHaveAll?: boolean;
  /** Every flag has a variable of its name, in capitals, behind this. */
  readonly variables?: string;
  /** A flag that takes JSON may as well be given key by key, behind dots. */
  readonly readsKeys?: boolean;
  /** Other spellings of flags, that nothing else here needs to know. */
  readonly others?: { readonly [spelling: string]: string };
  /** Adapters at once where no flag says it. */
  readonly adapters?: number;
  /** The rank of adapters where no flag says it; not known when not said. */
  readonly rank?: number;
}

/** Sizes of graphs up to so many sequences or tokens, and so many of them, as servers have them by themselves. */
export const graphsUpTo = (most: number, count: number) => (value: string): boolean => {
  const sizes = value.match(/\d+(\.\d+)?[kmgt]?/gi) ?? []; // with a unit it is more, and no number here
  return sizes.length <= count && sizes.every(size => Number(size) <= most);
};

/** A number up to so many. */
export const upTo = (most: number) => (value: string): boolean => Number(value) <= most;

/** Loaders that take memory of the device for files while they read them, or keep copies. */
export const loadsPlainly = (value: string): boolean => !/fastsafetensors|instanttensor|flash_rl|gds/i.test(value);

/** Tools of a cache in other places that keep a buffer on the device. */
export const hasNoBuffer = (value: string): boolean => !/kv_buffer_|p2pnccl|pynccl/i.test(value);

export const ofEach = (harmless: (value: string) => boolean, ...flags: readonly string[]): { [flag: string]: (value: string) => boolean } => (
  Object.fromEntries(flags.map(flag => [flag, harmless]))
);
