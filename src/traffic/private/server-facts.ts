import { Duration } from 'cdk8s';
import { RateLimitOptions } from '../rate-limit-options';
import { ServerAuthentication } from '../server-authentication';

/** What a server of this app asks of those that lead requests to it, and what it serves. */
export interface ServerFacts {
  /** Path of its construct. */
  readonly path: string;
  /** Name of the ModelServer, as a ModelRoute records it. */
  readonly recordedAs: string;
  readonly timeout?: Duration;
  readonly retries?: number;
  readonly rateLimit?: RateLimitOptions;
  readonly authentication?: ServerAuthentication;
  /** Of a pool, the name in the label of its Pods: a server in front of the same ones is not asked there. */
  readonly podsOf?: string;
  /** Names that clients may send as `model`; undefined where they are not known. */
  readonly models?: readonly string[];
  /** The path at which it is asked for its health. */
  readonly healthPath?: string;
}
