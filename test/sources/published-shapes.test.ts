import { Compute, Framework, KubernetesVersion, ModelSource, NimEngine, SecretKey, ServingEngine, TorchServeEngine, VllmEngine } from '../../src';
import { envOf, GPU, render, Rendered } from '../conformance/render';

/*
 * How published manifests get their weights, declared without arguments, variables and patches of the user's.
 */

function served(engine: ServingEngine, source: ModelSource, compute: Compute): Rendered {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const settings = { kubernetesVersion: KubernetesVersion.V1_35 };
    return render({ engine, source, compute, framework: engine.frameworks[0] ?? Framework.CUSTOM, settings });
  } finally {
    write.mockRestore();
  }
}

test('kubernetes-engine-samples t5: TorchServe with its store in the image', () => {
  const engine = new TorchServeEngine({ image: 'registry.example.com/t5-small:1.0.0', version: '0.8.2', models: ['t5-small'] });
  const { server, init } = served(engine, ModelSource.inImage('/home/model-server/model-store'), GPU);
  expect([server.args![server.args!.indexOf('--model-store') + 1], init]).toEqual(['/home/model-server/model-store', []]);
});

test('nim-gemma: the NIM for one model, with its cache and the key', () => {
  const source = ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: SecretKey.of('ngc-api', 'NGC_API_KEY') });
  expect(envOf(served(new NimEngine({ image: 'nvcr.io/nim/google/gemma-2-9b-it:1.8.4' }), source, GPU).server)).toMatchObject({ NGC_API_KEY: 'ngc-api/NGC_API_KEY', NIM_CACHE_PATH: '/mnt/models' });
});

test('kserve oci image volume, and a bucket that GKE mounts', () => {
  const vllm = new VllmEngine({ version: '0.32.0' });
  expect(served(vllm, ModelSource.ociImage('registry.example.com/llama:1.0.0'), GPU).server.args![0]).toBe('/mnt/models');
  expect(served(vllm, ModelSource.gcsFuse('gs://models/llama/'), GPU).server.args![0]).toBe('/mnt/models');
});
