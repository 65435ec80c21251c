import { App, Chart, Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, RuntimeProfile, SecretKey } from 'cdk8s-matrixinfer';
import { ArtifactSource } from './artifact-source';
import { RankerEngine } from './ranker-engine';

const app = new App();
const chart = new Chart(app, 'models', { namespace: 'search' });

new ModelConstruct(chart, 'ranker', {
  version: '3.2.0',
  framework: Framework.ONNX,
  source: new ArtifactSource('search-ranker', 'build-4711', { token: SecretKey.of('artifacts', 'token'), size: Size.gibibytes(2) }),
  profile: new RuntimeProfile(chart, 'cpu', {
    engine: new RankerEngine('3.2.0'),
    compute: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(6) }),
  }),
  replicas: 2,
});

app.synth();
