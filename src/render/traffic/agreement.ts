import { Duration } from 'cdk8s';
import { durationText } from '../../ground/durations';
import { RateLimitOptions } from '../../traffic/rate-limit-options';
import { RouteDestination } from '../../traffic/route-destination';
import { ServerAuthentication } from '../../traffic/server-authentication';
import { isOn } from '../switch-record';

/** What one rule asks of its Gateway, and where the routes that it is made of contradict each other: a rule has one of each. */
export interface Agreement {
  readonly timeout?: string;
  readonly retries?: number;
  readonly rateLimit?: RateLimitOptions;
  readonly authentication?: ServerAuthentication;
  readonly rewrite?: string;
  readonly conflicts: readonly Conflict[];
}

/** A setting of which routes of one match say two values. */
export interface Conflict {
  readonly setting: string;
  /** Each value, and who says it. */
  readonly values: readonly string[];
}

/** A route, as far as it says something of requests on their way. */
interface Asking {
  readonly to: RouteDestination;
  readonly from: string;
  readonly timeout?: Duration;
  readonly retries?: number;
  readonly rewrite?: string;
}

/** A value, in words that tell it from others, and who says it. */
interface Said<T> {
  readonly value: T;
  readonly text: string;
  readonly from: string;
}

/** What routes say, and where they do not, the servers that they lead to. */
export function agreed(members: readonly Asking[]): Agreement {
  const conflicts: Conflict[] = [];
  const one = <T>(setting: string, all: readonly Said<T>[]): T | undefined => {
    const different = all.filter(({ text }, index) => all.findIndex(other => other.text === text) === index);
    if (different.length > 1) conflicts.push({ setting, values: different.map(({ text, from }) => `${text} (${from})`) });
    return all[0]?.value;
  };
  const facts = members.map(({ to, from }) => ({ ...to._facts, from: to._facts?.path ?? from }));
  const routes = members.flatMap(({ timeout, from }) => (timeout ? [timed(timeout, from)] : []));
  const servers = facts.flatMap(({ timeout, from }) => (timeout ? [timed(timeout, from)] : [])).sort((a, b) => b.milliseconds - a.milliseconds);
  const retries = members.flatMap(({ retries: count, from }) => counted(count, from));
  return {
    // Of the servers the most patient counts; where a route says it, the server does not.
    timeout: one('timeout', routes) ?? servers[0]?.value,
    retries: one('retries', retries.length > 0 ? retries : facts.flatMap(fact => counted(fact.retries, fact.from))),
    rewrite: one('rewrite', members.map(({ rewrite, from }) => ({ value: rewrite, text: rewrite ?? 'none', from }))),
    // A limit, or a question who calls, that one of them has is that of all requests of the rule.
    rateLimit: one('rateLimit', facts.map(({ rateLimit, from }) => ({ value: isOn(rateLimit) ? rateLimit : undefined, text: limitText(rateLimit), from }))),
    authentication: one('authentication', facts.map(({ authentication: asked, from }) => ({
      value: asked?.isEnabled ? asked : undefined,
      text: authenticationText(asked),
      from,
    }))),
    conflicts,
  };
}

function timed(duration: Duration, from: string): Said<string> & { readonly milliseconds: number } {
  const text = durationText('timeout', duration);
  return { value: text, text, from, milliseconds: duration.toMilliseconds({ integral: false }) };
}

function counted(count: number | undefined, from: string): Said<number>[] {
  return count === undefined ? [] : [{ value: count, text: String(count), from }];
}

function limitText(limit: RateLimitOptions | undefined): string {
  return isOn(limit) ? `${limit.requestsPerSecond} in a second` : 'none';
}

function authenticationText(authentication: ServerAuthentication | undefined): string {
  return authentication?.isEnabled ? [authentication.type, ...Object.values(authentication.config)].join(' ') : 'none';
}
