import { PlannedRule, RouteInput } from '../../render/traffic/route-plan';

/** The routes of one object, as the rules see them. */
export interface RouteSubject extends RouteInput {
  /** The name of the object. */
  readonly name: string;
  /** What a Gateway is told. */
  readonly rules: readonly PlannedRule[];
  /** Its namespace. */
  readonly namespace?: string;
  /** The servers of the app. */
  readonly servers: readonly KnownServer[];
  /** Services of the app with a name that its routes name, in all namespaces. */
  readonly services: readonly KnownService[];
  /** The InferencePools of the app, where its routes name one. */
  readonly pools: readonly KnownPool[];
  /** The interceptors by which policies of the app wake their models, one for each policy. */
  readonly interceptors: readonly KnownInterceptor[];
}

/** An interceptor, and the requests that one policy is woken by. */
export interface KnownInterceptor {
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** Beginnings of paths; none for any. */
  readonly paths: readonly string[];
}

/** A server of the app. */
export interface KnownServer {
  readonly name: string;
  readonly namespace?: string;
  readonly port: number;
}

/** An InferencePool of the app, of a model or of somebody else. */
export interface KnownPool {
  readonly name: string;
  readonly namespace?: string;
}

/** A Service of the app, of a model or of somebody else. */
export interface KnownService {
  readonly name: string;
  readonly namespace?: string;
  readonly ports: readonly number[];
}

/** The routes of a rule, as messages call them. */
export function fromOf({ backends }: PlannedRule): string {
  return backends.map(({ from }) => from).join(' and ');
}
