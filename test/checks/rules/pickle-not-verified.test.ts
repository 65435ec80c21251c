import { Framework, KubernetesVersion, ModelSource, ServingEngine } from '../../../src';
import { chartIn, COMMIT, findingsOf, ModelOverrides, plainModel, PlainSource } from '../../fixtures';

function said(rule: string, overrides: ModelOverrides, engine?: ServingEngine): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { framework: Framework.CUSTOM, ...overrides, profileProps: { ...overrides.profileProps, ...(engine && { engine }) } });
  return findingsOf(chart, rule).map(({ what }) => what);
}

const sha256 = 'a'.repeat(64);

describe('a pickle', () => {
  const PICKLES = ['model.pt', 'net.pth', 'last.ckpt', 'iris.pkl', 'iris.joblib', 'ranker.mar', 'pytorch_model.bin', 'adapter_model.bin'];
  const anonymous = { anonymous: true };

  test.each(PICKLES)('is a warning from anywhere that does not say which file it is: %s', name => {
    for (const source of [
      ModelSource.s3(`s3://models/a/${name}`, anonymous), ModelSource.gcs(`gs://models/a/${name}`, anonymous), ModelSource.https(`https://files.example.com/${name}`),
      ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/${name}`, anonymous), ModelSource.pvc('weights', { path: `a/${name}` }),
      ModelSource.huggingFace('acme/ranker', { revision: 'main', file: name }), new PlainSource({ uri: `artifacts://ranker/${name}` }),
    ]) {
      expect([source.uri, said('pickle-not-verified', { source })]).toEqual([source.uri, [expect.stringMatching(/runs code while it is loaded, and nothing says which file/)]]);
    }
  });

  test.each(PICKLES)('is fine with a hash, or at a commit: %s', name => {
    for (const source of [
      ModelSource.s3(`s3://models/a/${name}`, { ...anonymous, sha256, fileName: name }), ModelSource.gcs(`gs://models/a/${name}`, { ...anonymous, sha256, fileName: name }),
      ModelSource.https(`https://files.example.com/${name}`, { sha256 }), ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/${name}`, { ...anonymous, sha256, fileName: name }),
      ModelSource.huggingFace('acme/ranker', { revision: COMMIT, file: name }), new PlainSource({ uri: `artifacts://ranker/${name}`, revision: '7' }),
    ]) {
      expect([source.uri, said('pickle-not-verified', { source })]).toEqual([source.uri, []]);
    }
  });

  test.each(['model.onnx', 'model.safetensors', 'tiny.gguf', 'model.plan', 'openvino_model.bin', 'ggml-model-q4_0.bin', 'model.xml', 'ptmodel', 'a.pt/'])('is none: %s', name => {
    expect(said('pickle-not-verified', { source: ModelSource.s3(`s3://models/a/${name}`, anonymous) })).toEqual([]);
  });

  test('is seen by the name that the file gets', () => {
    expect(said('pickle-not-verified', { source: ModelSource.https('https://files.example.com/latest', { fileName: 'iris.pkl' }) })).toEqual([expect.stringContaining('"iris.pkl"')]);
  });

  test('of a whole repository at a commit, or in an image, is fine', () => {
    for (const source of [ModelSource.huggingFace('acme/ranker', { revision: COMMIT }), ModelSource.ociImage(`registry.example.com/a.pt:1.0.0@sha256:${sha256}`)]) {
      expect(said('pickle-not-verified', { source, kubernetesVersion: KubernetesVersion.V1_35 })).toEqual([]);
    }
  });
});
