import { bound } from './binding';
import { ModelSource } from '../../src';

describe('a URI that is only recorded', () => {
  test.each(['nfs://server/models', 'git+ssh://git@example.com/models.git', 'https://example.com/x?download=true', 'custom-scheme://a'])('may be any: %s', uri => {
    expect(ModelSource.fromUri(uri).uri).toBe(uri);
  });

  test.each([
    ['s3://models/llama/', 'ModelSource.s3()'],
    ['gs://models/llama/', 'ModelSource.gcs()'],
    ['https://example.com/x', 'ModelSource.https(), or ModelSource.azureBlob()'],
    ['oci://example.com/x:1', 'ModelSource.ociImage()'],
    ['pvc://weights', 'ModelSource.pvc()'],
    ['hf://acme/llama', 'ModelSource.huggingFace()'],
    ['nfs://server/x', 'ModelSource.volume() with PodVolume.nfs'],
    ['ngc://nim/meta/llama', 'ModelSource.ngc()'],
    ['git+https://example.com/models.git', 'a clone on a claim (git clone and git lfs pull, in a Job of your own) and ModelSource.pvc()'],
    ['hdfs://namenode/models', 'a copy in an object store, or on a claim and ModelSource.pvc()'],
    ['http://example.com/x.onnx', 'https:// and ModelSource.https()'],
    ['constructor://x', 'a subclass of ModelSource of your own'],
  ])('fails for a runtime, and names what serves it: %s', (uri, factory) => {
    expect(() => bound(ModelSource.fromUri(uri))).toThrow(`the source "${uri}" is only recorded and cannot be fetched; use ${factory}`);
  });

  test.each(['models/llama', '://x', 's3://', 's3://a b', 'S3://models'])('fails without a scheme, or with spaces: %s', uri => {
    expect(() => ModelSource.fromUri(uri)).toThrow('allowed is <scheme>://<location>, without spaces');
  });

  test.each(['git+https://user:s3cret@example.com/x', 'https://example.com/x?sig=s3cret', 's3://s3cret@models/x', 'https://s.example.com/x?X-Goog-Signature=s3cret'])('fails with credentials in it, and does not repeat them: %s', uri => {
    expect(() => ModelSource.fromUri(uri)).toThrow('allowed is a URI without credentials');
    expect(() => ModelSource.fromUri(uri)).not.toThrow(/s3cret/);
  });
});
