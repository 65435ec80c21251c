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

/** What the interceptor of the HTTP add-on goes by: it answers other requests with 404. */
export interface Waking {
  readonly hosts: readonly string[];
  /** Beginnings of paths; none for any. */
  readonly paths: readonly string[];
  /** How long it lets a request wait for the first Pod; undefined where there always is one, or requests are answered at once. */
  tryWaitSeconds(): number | undefined;
}

/** What a server of this app asks of those that lead requests to it, and what it serves. */
export interface ServerFacts {
  /** Path of its construct. */
  readonly path: string;
  /** Name of the ModelServer, as a ModelRoute records it. */
  readonly recordedAs: string;
  /** Namespace of that ModelServer, where requests go to an object of another one first. */
  readonly recordedIn?: string;
  readonly timeout?: Duration;
  readonly retries?: number;
  readonly rateLimit?: RateLimitOptions;
  readonly authentication?: ServerAuthentication;
  /** The name in the label of its Pods. */
  readonly podsOf: string;
  /** Whether it is a ModelServer, which has settings of its own: what else leads to the same Pods leads around it. */
  readonly isServer?: boolean;
  /** Where its API of OpenAI is, and who answers there; undefined where it has none, or nothing is known of it. */
  readonly api?: { readonly title: string; readonly path: string };
  /** What wakes the model, where requests come by the interceptor of the HTTP add-on. */
  readonly waking?: Waking;
  /** Names that clients may send as `model`; undefined where they are not known. */
  readonly names?: { readonly own: readonly string[]; readonly adapters: readonly string[] };
  /** Undefined where requests go to an object that is made elsewhere first. */
  readonly beside?: BesideServer;
}
