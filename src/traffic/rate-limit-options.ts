import { SwitchOptions } from '../values/switch-options';

/** The most requests that are let through. */
export interface RateLimitOptions extends SwitchOptions {
  /**
   * Requests per second; needed when the limit is on. Each proxy of a Gateway counts for itself.
   *
   * @default - none is recorded
   */
  readonly requestsPerSecond?: number;

  /**
   * Requests that may come at once. Envoy Gateway allows at most those of one second (`traffic-held-in-part`).
   *
   * @default - none is recorded
   */
  readonly burstSize?: number;
}
