import { Held, NotHeld } from './held';
import { PlannedBackend } from './route-plan';
import { secondsIn } from '../../ground/durations';
import { INT32 } from '../../ground/kubernetes-fields';
import { at, compact, JsonObject } from '../../ground/objects';

/** What a policy of GKE is for: a Service, or an InferencePool, by its name. */
export interface GkeTarget {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** How requests are led there: how long one may take, how long it may still take when its Pod ends, and whether those of one client go to one Pod. */
interface Requested {
  readonly seconds?: number;
  readonly ending?: number;
  readonly isSticky: boolean;
}

/** Bounds of the CRDs: https://github.com/GoogleCloudPlatform/gke-gateway-api/tree/v1.3.0/config/crd */
const MOST = { interval: 300, failures: 10, draining: 3_600 };

/** The actions of a probe that GKE can do, and how it calls them. */
const CHECKS = [['httpGet', 'httpHealthCheck'], ['tcpSocket', 'tcpHealthCheck']] as const;

/** The `spec` of the policy by which GKE asks Pods as the kubelet does: without one it asks the path `/`. Undefined for a probe that it cannot do. */
export function healthCheckSpec(targetRef: GkeTarget, probe: JsonObject): JsonObject | undefined {
  const known = CHECKS.find(([action]) => probe[action] !== undefined);
  if (known === undefined) return undefined;
  const [action, member] = known;
  const isSecure = at(probe, action, 'scheme') === 'HTTPS';
  const type = action === 'tcpSocket' ? 'TCP' : isSecure ? 'HTTPS' : 'HTTP';
  const checkIntervalSec = Math.min(MOST.interval, Number(probe.periodSeconds));
  return {
    targetRef: { ...targetRef },
    default: {
      checkIntervalSec,
      timeoutSec: Math.min(checkIntervalSec, Number(probe.timeoutSeconds)),
      unhealthyThreshold: Math.min(MOST.failures, Number(probe.failureThreshold)),
      config: {
        type,
        [isSecure ? 'httpsHealthCheck' : member]: compact({
          port: at(probe, action, 'port'),
          portSpecification: 'USE_FIXED_PORT',
          requestPath: at(probe, action, 'path'),
        }),
      },
    },
  };
}

/** The `spec` of the policy of requests. GKE's own are 30 seconds, none when a Pod ends, and any Pod. */
export function backendPolicySpec(targetRef: GkeTarget, { seconds, ending, isSticky }: Requested): JsonObject {
  const connectionDraining = ending === undefined ? undefined : { drainingTimeoutSec: Math.min(MOST.draining, ending) };
  const sessionAffinity = isSticky ? { type: 'CLIENT_IP' } : undefined;
  return { targetRef: { ...targetRef }, default: compact({ timeoutSec: seconds, connectionDraining, sessionAffinity }) };
}

/** The seconds of a time as a route says it; none at all, which Gateway API calls 0, is the longest that GKE has. */
export function gkeSeconds(timeout: string): number {
  return secondsIn(timeout) || INT32;
}

/** GKE has one time for all requests to a Service or a pool, in a policy beside it. */
export function gkeTimeout(timeout: string, _name: string, backends: readonly PlannedBackend[]): Held | NotHeld {
  const strange = backends.find(({ to }) => to._facts?.beside === undefined)?.to;
  if (strange) {
    return {
      why: `GKE has the time of requests in a policy beside the ${strange.kind}, and ${strange.name} is not made here`,
      fix: 'leave timeout out, and write a GCPBackendPolicy where it is made',
    };
  }
  const longer = backends.map(({ to }) => to._facts!.beside!.seconds).find(seconds => seconds !== undefined && seconds > gkeSeconds(timeout));
  if (longer === undefined) return {};
  return {
    lost: {
      why: `has one time for all requests to a server, and another route there says ${longer} s`,
      fix: 'give one timeout to all routes to the server, or to the server alone',
    },
  };
}
