import { Duration } from 'cdk8s';
import {
  Compute, ContainerEngine, Framework, KubernetesVersion, ModelCache, ModelLayout, ModelSource, NimEngine, OllamaEngine, SecretKey, ServerProbe, ServingEngine,
  TorchServeEngine, TritonEngine, VllmEngine,
} from '../../src';
import { CPU, envOf, GPU, render, Rendered } from '../conformance/render';

/*
 * How published manifests get their weights, declared without arguments, variables and patches of the user's.
 */

function served(engine: ServingEngine, source: ModelSource, compute: Compute, cache?: ModelCache): Rendered {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return render({ engine, source, compute, framework: engine.frameworks[0] ?? Framework.CUSTOM, settings: { cache, kubernetesVersion: KubernetesVersion.V1_35 } });
  } finally {
    write.mockRestore();
  }
}

test('kubernetes-engine-samples t5: TorchServe with its store in the image', () => {
  const engine = new TorchServeEngine({ image: 'registry.example.com/t5-small:1.0.0', version: '0.8.2', models: ['t5-small'] });
  const { server, init } = served(engine, ModelSource.inImage('/home/model-server/model-store'), GPU);
  expect([server.args![server.args!.indexOf('--model-store') + 1], init]).toEqual(['/home/model-server/model-store', []]);
});

test('ollama-helm: a name that is pulled, kept on a claim', () => {
  const { server } = served(new OllamaEngine({ version: '0.32.15' }), ModelSource.ollama('llama3.2:1b'), CPU, ModelCache.perPod());
  expect([server.args, envOf(server).OLLAMA_MODELS]).toEqual([['llama3.2:1b'], '/mnt/models']);
});

test('nim-gemma: the NIM for one model, with its cache and the key', () => {
  const source = ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: SecretKey.of('ngc-api', 'NGC_API_KEY') });
  expect(envOf(served(new NimEngine({ image: 'nvcr.io/nim/google/gemma-2-9b-it:1.8.4' }), source, GPU).server)).toMatchObject({ NGC_API_KEY: 'ngc-api/NGC_API_KEY', NIM_CACHE_PATH: '/mnt/models' });
});

test('aim-deploy: an inference microservice that loads a repository of the hub', () => {
  const engine = new ContainerEngine({ image: 'docker.io/amdenterpriseai/aim-example:0.8.4', port: 8000, readiness: ServerProbe.http('/health'), loadsFromHuggingFace: true });
  const source = ModelSource.huggingFace('meta-llama/Llama-3.1-8B-Instruct', { token: SecretKey.of('hf', 'token') });
  expect(envOf(served(engine, source, CPU).server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
});

test('triton aws: a repository in S3 that is polled', () => {
  const source = ModelSource.s3('s3://triton-inference-server-repository/model_repository/', {
    readByServer: true, layout: ModelLayout.REPOSITORY, region: 'us-east-1', accessKeyId: SecretKey.of('aws', 'id'), secretAccessKey: SecretKey.of('aws', 'secret'),
  });
  const { server } = served(new TritonEngine({ version: '26.07', pollInterval: Duration.seconds(5) }), source, GPU);
  expect(server.args).toEqual(expect.arrayContaining(['--model-repository=s3://triton-inference-server-repository/model_repository', '--model-control-mode=poll', '--repository-poll-secs=5']));
  expect(envOf(server)).toMatchObject({ AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'aws/id' });
});

test('kserve oci image volume, and a bucket that GKE mounts', () => {
  const vllm = new VllmEngine({ version: '0.32.0' });
  expect(served(vllm, ModelSource.ociImage('registry.example.com/llama:1.0.0'), GPU).server.args![0]).toBe('/mnt/models');
  expect(served(vllm, ModelSource.gcsFuse('gs://models/llama/'), GPU).server.args![0]).toBe('/mnt/models');
});
