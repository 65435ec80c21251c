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
}

/** A server of the app. */
export interface KnownServer {
  readonly name: string;
  readonly namespace?: string;
  readonly port: number;
}

/** The routes of a rule, as messages call them. */
export function fromOf({ backends }: PlannedRule): string {
  return backends.map(({ from }) => from).join(' and ');
}
