import { Duration } from 'cdk8s';
import { EngineProbes } from '../engine-ports';
import { ServerProbe } from '../server-probe';

/** The probes of a server that says at one path whether it can answer, and perhaps at another whether it is stuck; that gets more time. */
export function httpProbes(ready: string, live: string = ready): EngineProbes {
  return {
    startup: ServerProbe.http(ready),
    readiness: ServerProbe.http(ready, { period: Duration.seconds(5) }),
    liveness: ServerProbe.http(live, { timeout: Duration.seconds(10), failures: 6 }),
  };
}

/**
 * Those of the Open Inference Protocol. One model is asked for by its name: a server can be ready without it; of several the server says whether all
 * are. https://github.com/kserve/open-inference-protocol
 */
export function openInferenceProbes(models?: readonly string[]): EngineProbes {
  return httpProbes(models ? '/v2/health/ready' : '/v2/models/$(MODEL_NAME)/ready', '/v2/health/live');
}
