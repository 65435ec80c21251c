import { App, Chart, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, MatrixInferCrds, MlServerEngine, ModelConstruct, ModelConstructProps, ModelSource, RuntimeProfile, SecretKey,
  ServingEngine, TextEmbeddingsInferenceEngine, TritonEngine, VllmEngine,
} from 'cdk8s-matrixinfer';
import { charts, done, modelName, NAMESPACE, Task, task } from '../task';

/** How many profiles the models of a varied fleet share. */
const PROFILES = 300;

const COMMIT = 'd04e592bb4f6aa9cfee91e2e20afa771667e1d4b';
const gpu = (count: number) => Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(4 * count), memory: Size.gibibytes(24 * count) });
const cpu = Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(16) });
const hub = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(15) });
const bucket = (path: string, sha256?: string) => ModelSource.s3(`s3://my-models/${path}`, {
  accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret'), size: Size.gibibytes(2), sha256,
});

const embeddings = ModelSource.huggingFace('BAAI/bge-small-en-v1.5', { revision: COMMIT, size: Size.gibibytes(1) });

/** A server, what it serves, and on what. */
interface SetUp { readonly engine: () => ServingEngine; readonly compute: Compute; readonly framework: Framework; readonly source: ModelSource }

/** The set-ups of a varied fleet; the uniform one has the first alone. */
const SET_UPS: SetUp[] = [
  { engine: () => new VllmEngine({ version: '0.32.0' }), compute: gpu(1), framework: Framework.PYTORCH, source: hub },
  { engine: () => new VllmEngine({ version: '0.32.0' }), compute: gpu(2), framework: Framework.PYTORCH, source: bucket('llama/') },
  { engine: () => new VllmEngine({ version: '0.31.0' }), compute: gpu(1), framework: Framework.PYTORCH, source: ModelSource.pvc('weights') },
  { engine: () => new TritonEngine({ version: '26.07' }), compute: cpu, framework: Framework.ONNX, source: bucket('resnet.onnx') },
  { engine: () => new MlServerEngine({ version: '1.7.1' }), compute: cpu, framework: Framework.of('sklearn'), source: bucket('fraud.joblib', '0'.repeat(64)) },
  { engine: () => new TextEmbeddingsInferenceEngine({ version: '1.9.0' }), compute: cpu, framework: Framework.PYTORCH, source: embeddings },
];

/** Says how each model is made. */
function fleet(app: App, { varied }: Task): (index: number) => ModelConstructProps {
  const engines = SET_UPS.slice(0, varied ? SET_UPS.length : 1).map(({ engine }) => engine());
  const profiles = Array.from({ length: varied ? PROFILES : 1 }, (_, index) => {
    const [engine, { compute }] = [engines[index % SET_UPS.length], SET_UPS[index % SET_UPS.length]];
    return new RuntimeProfile(app, `profile-${index}`, {
      engine,
      compute,
      ...(varied && { env: { TEAM: `team-${index}`, OPTIONS: '{"a": 1}' }, network: {} }),
    });
  });
  return index => {
    const { framework, source } = SET_UPS[index % profiles.length % SET_UPS.length];
    return { version: '1.0.0', framework, source, profile: profiles[index % profiles.length], replicas: 2 };
  };
}

/** This library: declared models, all checks on. */
const told = task();
const app = new App({ outdir: told.outdir });
const propsOf = fleet(app, told);
if (told.crds) new MatrixInferCrds(new Chart(app, 'crds'), 'crds');
let previous: ModelConstruct | undefined;
for (const [name, indexes] of charts(told)) {
  const chart = new Chart(app, name, { namespace: NAMESPACE });
  for (const index of indexes) {
    const model = new ModelConstruct(chart, modelName(index), propsOf(index));
    if (told.chained && previous) model.node.addDependency(previous);
    previous = model;
  }
}
app.synth();
done();
