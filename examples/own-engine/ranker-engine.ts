import { Duration } from 'cdk8s';
import { Compute, EngineContainer, EngineContext, Framework, ServerProbe, ServingEngine } from 'cdk8s-matrixinfer';

/** A model server of your own. What is not said here (drain, preStop, start-up budget, scratch volume) is inherited. */
export class RankerEngine extends ServingEngine {
  /** @param release tag of the image. */
  public constructor(private readonly release: string) {
    super({
      name: 'ranker',
      ports: { http: 8080, metrics: 9090 },
      probes: {
        startup: ServerProbe.http('/loaded'),
        readiness: ServerProbe.http('/ready', { period: Duration.seconds(5) }),
        liveness: ServerProbe.http('/alive', { timeout: Duration.seconds(10) }),
      },
      frameworks: [Framework.ONNX],
      metricsPath: '/metrics',
      // Longest request that has to survive a rollout.
      drainTimeout: Duration.seconds(20),
      // Only what you have seen: here, that the image runs as user 1000 and writes nothing outside its volumes.
      hardening: [{ runAsUser: 1000, readOnlyRootFilesystem: true, source: 'tests of the ranker repository' }],
    });
  }

  public imageFor(compute: Compute): string {
    return `registry.example.com/ml/ranker:${this.release}${compute.accelerator ? '-cuda' : ''}`;
  }

  public bind(context: EngineContext): EngineContainer {
    return {
      command: ['/app/ranker'],
      args: [
        '--model', context.model.path,
        '--name', context.servedName,
        '--port', String(this.ports.http),
        '--metrics-port', String(this.ports.metrics),
        '--drain-seconds', String(context.drainSeconds),
      ],
      env: { HOME: context.scratchPath },
    };
  }
}
