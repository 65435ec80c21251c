import { App, Chart, Duration, Size } from 'cdk8s';
import {
  Accelerator, AutoscalingPolicy, Compute, Cpu, Framework, GatewayRef, MatrixInferCrds, ModelConstruct, ModelInfer, ModelRoute, ModelServer,
  ModelSource, Rollout, RuntimeProfile, Scaling, VllmEngine,
} from 'cdk8s-matrixinfer';

const app = new App();
new MatrixInferCrds(new Chart(app, 'crds'), 'crds');

// Registered once, by the platform team, with how it is run.
const registry = new Chart(app, 'registry', { namespace: 'registry' });
const model = new ModelConstruct(registry, 'qwen-7b', {
  version: '2.5.0',
  framework: Framework.PYTORCH,
  source: ModelSource.huggingFace('Qwen/Qwen2.5-7B-Instruct', { revision: 'a09a35458c702b33eeacc393d103063234e8bc28', size: Size.gibibytes(15) }),
  profile: new RuntimeProfile(registry, 'l4', {
    engine: new VllmEngine({ version: '0.32.0', maxModelLen: 8192 }),
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
  }),
  registerOnly: true,
});

// Served by a team: two versions of the server behind one route, and the old one follows its load.
const team = new Chart(app, 'team', { namespace: 'team-a' });
const stable = new ModelInfer(team, 'stable', { model });
const canary = new ModelInfer(team, 'canary', {
  model,
  name: 'qwen-7b-canary',
  engine: new VllmEngine({ version: '0.33.0', maxModelLen: 8192 }),
  replicas: 1,
  rollout: Rollout.surge(),
});
new AutoscalingPolicy(team, 'qwen-7b-scaling', { target: stable, minReplicas: 2, maxReplicas: 3, scaling: [Scaling.byQueue(4)] });

const [front, next] = [stable, canary].map(target => new ModelServer(team, `${target.name}-front`, { target, routing: { timeout: Duration.minutes(5) } }));
new ModelRoute(team, 'qwen-7b', {
  gateway: { parents: [GatewayRef.gateway('inference', { namespace: 'gateways' })], hostnames: ['llm.example.com'] },
  routes: [
    { match: { headers: { 'x-try': 'new' } }, to: next },
    { to: front, weight: 90 },
    { to: next, weight: 10 },
  ],
});

app.synth();
