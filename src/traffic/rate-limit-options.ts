import { SwitchOptions } from '../values/switch-options';

/** How many requests are let through. */
export interface RateLimitOptions extends SwitchOptions {
  /**
   * Requests in a second; needed where it is on. Each proxy of a Gateway counts its own.
   *
   * @default - none is recorded
   */
  readonly requestsPerSecond?: number;

  /**
   * Requests that may come at once. Envoy Gateway holds no more than those of one second (`traffic-held-in-part`).
   *
   * @default - none is recorded
   */
  readonly burstSize?: number;
}
