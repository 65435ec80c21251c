/** The layers of one rank that share a table of blocks. */
export interface CacheGroup {
  readonly layers: number;
  readonly blockSize: number;
  /** Bytes of a block in one of its layers. */
  readonly pageBytes: number;
  readonly window?: number;
  readonly chunk?: number;
  /** Tokens of each sequence that an encoder has read: no more and no fewer. */
  readonly encoded?: number;
  /** A state: one block for each sequence, however long it is. */
  readonly isState: boolean;
}

/** How a server lays out its cache. */
export interface CacheLayout {
  readonly groups: readonly CacheGroup[];
  /** Bytes of one block of the pool: of the group that has the most. */
  readonly bytesPerBlock: number;
  /** Whether all groups take their blocks from one pool, in which every block has the same size. */
  readonly shared: boolean;
  /** Blocks of a state that a sequence takes: more than one where prefixes are cached. */
  readonly blocksPerState: number;
  /** What states take for each byte of keys and values, where a server divides its memory between the two in advance. */
  readonly stateShare?: number;
  /** The pool of layers with a window has room for this share of the tokens of the others: a short sequence takes all of it, up to the window. */
  readonly shortTokens?: { readonly window: number; readonly share: number };
  /** The server does not start with layers whose pages differ like these. */
  readonly isRefused?: boolean;
  /** Steps that may be computed at once, each of which keeps the tokens of a whole batch behind a window; 1 when not said. */
  readonly steps?: number;
  /** Whether the server drops tokens behind a window, or how many of them, is not known: the most are counted. */
  readonly isUncertain?: boolean;
}
