import { ModelSource } from '../../src';
import { chartIn, plainModel, templateOf } from '../fixtures';

const sha256 = 'a'.repeat(64);

describe('a hash of a single file', () => {
  test.each([
    ['S3', () => ModelSource.s3('s3://models/a.onnx', { anonymous: true, sha256 })],
    ['Cloud Storage', () => ModelSource.gcs('gs://models/a.onnx', { anonymous: true, sha256 })],
    ['Blob Storage', () => ModelSource.azureBlob('https://acme.blob.core.windows.net/models/a.onnx', { anonymous: true, sha256 })],
  ])('from %s is verified, and a new one rolls the Pods', (_where, make) => {
    const source = make();
    expect(source.revision).toBe(sha256);
    const chart = chartIn('ml');
    plainModel(chart, 'model', { source });
    const template = templateOf(chart);
    expect(template.spec.initContainers[0].env).toContainEqual({ name: 'SOURCE_SHA256', value: sha256 });
    expect(template.spec.initContainers[0].command[2]).toContain('sha256sum -c');
    expect(JSON.stringify(template.metadata)).toContain(`${source.uri}@${sha256}`);
  });

  test.each([
    ['of a folder', () => ModelSource.s3('s3://models/a/', { sha256 }), /sha256 of s3:\/\/models\/a\/: .*allowed is for a single file/],
    ['in upper case', () => ModelSource.gcs('gs://models/a.onnx', { sha256: sha256.toUpperCase() }), /64 hexadecimal digits in lower case/],
    ['that is too short', () => ModelSource.azureBlob('https://acme.blob.core.windows.net/models/a.onnx', { sha256: 'abc' }), /64 hexadecimal digits in lower case/],
  ])('fails %s', (_what, make, message) => expect(make).toThrow(message));
});
