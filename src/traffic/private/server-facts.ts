import { Duration } from 'cdk8s';
import { GatewayDialect } from '../gateway-dialect';
import { RateLimitOptions } from '../rate-limit-options';
import { ServerAuthentication } from '../server-authentication';

/** What a Gateway is told of a server or a pool beside its object, where its dialect has it there. */
export interface BesideServer {
  /** The longest time that a route of such a dialect gives to requests there; undefined where none says one. */
  readonly seconds?: number;
  /** Whether it is known how the Pods are asked for their health. */
  readonly knowsHealth: boolean;
  /** Makes what the dialect has there, once, whoever leads there first. */
  hold(dialect: GatewayDialect): void;
}

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
  readonly beside: BesideServer;
}
