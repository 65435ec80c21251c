import { RuntimeInput } from '../../render/runtime-plan';
import { isOn } from '../../render/switch-record';
import { SETTINGS } from '../../render/traffic/dialects';
import { ServerRecord } from '../../render/traffic/records';
import { PlannedRule } from '../../render/traffic/route-plan';
import { GatewayOptions } from '../../traffic/gateway-options';

/** A server in front of a model, as the rules see it. */
export interface ServerSubject {
  readonly name: string;
  readonly record: ServerRecord;
  readonly registerOnly: boolean;
  /** What is known of the model; undefined for one of another app. */
  readonly input?: RuntimeInput;
  /** The Gateways that lead to it: its own, and those of routes. */
  readonly gateways: readonly GatewayOptions[];
  /** Rules of routes that lead to the same Pods, and not by the server. */
  readonly bypasses: readonly Bypass[];
  /** Whether Gateways are told how to verify its certificate. */
  readonly isVerified: boolean;
}

/** A rule of a route that leads around a server. */
export interface Bypass {
  /** The place in it, as messages call it. */
  readonly from: string;
  /** What it leads to. */
  readonly to: string;
  /** What is known of it; undefined for a route of somebody else. */
  readonly rule?: PlannedRule;
  /** Whether it is a Service of somebody else that is reached from outside. */
  readonly isService?: true;
}

/** What a server asks that only a gateway holds, as its properties call it. */
export function askedOf({ record: { routing, rateLimit, authentication } }: ServerSubject): string[] {
  const asked: { readonly [setting in typeof SETTINGS[number]]: boolean } = {
    timeout: routing.timeout !== undefined,
    retries: (routing.retries ?? 0) > 0,
    rateLimit: isOn(rateLimit),
    authentication: authentication?.isEnabled ?? false,
  };
  return Object.entries(asked).filter(([, isAsked]) => isAsked).map(([setting]) => (setting === 'timeout' || setting === 'retries'
    ? `routing.${setting}`
    : setting));
}
