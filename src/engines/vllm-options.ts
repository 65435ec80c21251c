import { refuseUnknownMembers } from '../ground/input/constants';

/** The part that a server has in the exchange of KV caches. */
export enum KvTransferRole {
  /** It hands its cache out: a server that reads prompts for others. */
  PRODUCER = 'kv_producer',

  /** It takes the cache of others, and answers. */
  CONSUMER = 'kv_consumer',

  /** Both, as a store beside the server wants it. */
  BOTH = 'kv_both',
}

refuseUnknownMembers(KvTransferRole, 'KvTransferRole');

/** How a server exchanges its KV cache with others, or with a store. https://docs.vllm.ai/en/latest/features/disagg_prefill.html */
export interface KvTransfer {
  /** The connector, for example `NixlConnector` or `LMCacheConnectorV1`; the image has to have what it needs. */
  readonly connector: string;

  /**
   * The part of this server.
   *
   * @default KvTransferRole.BOTH
   */
  readonly role?: KvTransferRole;
}

/** The least that the web server of vLLM logs. https://www.uvicorn.org/settings/#logging */
export enum UvicornLogLevel {
  /** Every step of a request, too. */
  TRACE = 'trace',

  /** Its own doings. */
  DEBUG = 'debug',

  /** Each request. */
  INFO = 'info',

  /** Oddities; requests are not logged. */
  WARNING = 'warning',

  /** Failures. */
  ERROR = 'error',

  /** The failure that ends it. */
  CRITICAL = 'critical',
}

refuseUnknownMembers(UvicornLogLevel, 'UvicornLogLevel');

/** How vLLM plans its work, for those who have measured it. */
export interface VllmTuningOptions {
  /**
   * Whether long prompts are read in parts, between which others are answered (`--enable-chunked-prefill`).
   *
   * @default - the server's own: yes where the model can
   */
  readonly chunkedPrefill?: boolean;

  /**
   * Tokens that are worked on in one step (`--max-num-batched-tokens`): at least as many as requests, and without `chunkedPrefill` as the longest context.
   *
   * @default - the server's own
   */
  readonly maxBatchTokens?: number;

  /**
   * Tokens in one block of the KV cache (`--block-size`). Routers that look for prefixes have to count in the same.
   *
   * @default - the server's own
   */
  readonly blockSize?: number;

  /**
   * Whether no CUDA graphs are made (`--enforce-eager`): a faster start and less memory, for slower answers.
   *
   * @default - the server's own: no
   */
  readonly enforceEager?: boolean;

  /**
   * How the KV cache is exchanged (`--kv-transfer-config`). More settings of a connector are given in `args`, in place of this.
   *
   * @default - it is not
   */
  readonly kvTransfer?: KvTransfer;

  /**
   * The least that its web server logs (`--uvicorn-log-level`).
   *
   * @default - the server's own: UvicornLogLevel.INFO
   */
  readonly uvicornLogLevel?: UvicornLogLevel;
}
