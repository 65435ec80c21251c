import { refuseUnknownMembers } from '../ground/input/constants';

/** The role of a server in the exchange of KV caches. */
export enum KvTransferRole {
  /** It computes prompts for other servers, and sends its cache to them. */
  PRODUCER = 'kv_producer',

  /** It receives the cache of other servers, and generates the answers. */
  CONSUMER = 'kv_consumer',

  /** Both, as a store beside the server needs it. */
  BOTH = 'kv_both',
}

refuseUnknownMembers(KvTransferRole, 'KvTransferRole');

/** How a server exchanges its KV cache with others, or with a store. https://docs.vllm.ai/en/latest/features/disagg_prefill.html */
export interface KvTransfer {
  /** The connector, for example `NixlConnector` or `LMCacheConnectorV1`; the image has to have what it needs. */
  readonly connector: string;

  /** The role of this server.
   *
   * @default KvTransferRole.BOTH
   */
  readonly role?: KvTransferRole;
}

/** The log level of vLLM's web server. https://www.uvicorn.org/settings/#logging */
export enum UvicornLogLevel {
  /** Also every step of a request. */
  TRACE = 'trace',

  /** Also the internal events of the web server. */
  DEBUG = 'debug',

  /** Each request. */
  INFO = 'info',

  /** Warnings and errors; requests are not logged. */
  WARNING = 'warning',

  /** Errors. */
  ERROR = 'error',

  /** Only errors that end the server. */
  CRITICAL = 'critical',
}

refuseUnknownMembers(UvicornLogLevel, 'UvicornLogLevel');

/** The options with which vLLM plans its work. Measure before you change them. */
export interface VllmTuningOptions {
  /**
   * Whether long prompts are processed in chunks, between which other requests are served (`--enable-chunked-prefill`).
   *
   * @default - the server's own: yes where the model can
   */
  readonly chunkedPrefill?: boolean;

  /**
   * The most tokens in one step (`--max-num-batched-tokens`): at least `maxConcurrentRequests`, and without `chunkedPrefill` at least the longest
   * context.
   *
   * @default - the server's own
   */
  readonly maxBatchTokens?: number;

  /**
   * Tokens in one block of the KV cache (`--block-size`). Routers that match prefixes have to use the same size.
   *
   * @default - the server's own
   */
  readonly blockSize?: number;

  /**
   * Whether vLLM makes no CUDA graphs (`--enforce-eager`): it starts faster and needs less memory, and answers more slowly.
   *
   * @default - the server's own: no
   */
  readonly enforceEager?: boolean;

  /**
   * How the KV cache is exchanged (`--kv-transfer-config`). For more settings of a connector, give this flag in `args` instead.
   *
   * @default - it is not exchanged
   */
  readonly kvTransfer?: KvTransfer;

  /**
   * The log level of its web server (`--uvicorn-log-level`).
   *
   * @default - the server's own: UvicornLogLevel.INFO
   */
  readonly uvicornLogLevel?: UvicornLogLevel;
}
