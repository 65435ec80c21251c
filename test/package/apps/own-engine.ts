import { App, Chart, Size } from 'cdk8s';
import {
  Compute, Cpu, EngineContainer, EngineContext, Framework, ModelConstruct, ModelSource, RuntimeProfile, ServerProbe, ServingEngine,
} from 'cdk8s-matrixinfer';

/** A model server that the library has never heard of. */
class EchoEngine extends ServingEngine {
  public constructor() {
    const alive = ServerProbe.http('/alive');
    super({ name: 'echo-server', ports: { http: 9999 }, probes: { startup: alive, readiness: alive, liveness: ServerProbe.tcp() } });
  }

  public imageFor(_compute: Compute): string {
    return 'registry.example.com/echo-server:1.2.3';
  }

  public bind(context: EngineContext): EngineContainer {
    return { command: ['/bin/echo-server'], args: ['--name', context.servedName, '--port', String(this.ports.http)] };
  }
}

const app = new App({ outdir: process.env.OUTPUT });
const chart = new Chart(app, 'models', { namespace: 'ml' });
new ModelConstruct(chart, 'parrot', {
  version: '1.0.0',
  framework: Framework.CUSTOM,
  source: ModelSource.pvc('parrot-weights'),
  profile: new RuntimeProfile(chart, 'echo', {
    engine: new EchoEngine(),
    compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(1) }),
  }),
});
app.synth();
