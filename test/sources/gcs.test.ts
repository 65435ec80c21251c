import { bound, egressOf, findingsWithoutIdentity } from './binding';
import { ModelSource, SecretKey } from '../../src';
import { envOf } from '../conformance/render';

const serviceAccountKey = SecretKey.of('gcp', 'key.json');

describe('a model in Google Cloud Storage', () => {
  test('is downloaded by a container that is rendered whole', () => {
    expect(bound(ModelSource.gcs('gs://models/llama/', { serviceAccountKey })).download).toMatchSnapshot();
  });

  test('is recorded as it was given, and lands where the server is told that it is', () => {
    const { uri, download, server } = bound(ModelSource.gcs('gs://acme_models/v2/resnet50.onnx'));
    expect(uri).toBe('gs://acme_models/v2/resnet50.onnx');
    expect(download.args).toEqual(['copyto', 'source:acme_models/v2/resnet50.onnx', '/mnt/models/model.onnx']);
    expect(envOf(server).MODEL_PATH).toBe('/mnt/models/model.onnx');
  });

  test('is read with the key of a service account', () => {
    const source = ModelSource.gcs('gs://models/llama/', { serviceAccountKey });
    expect(envOf(bound(source).download)).toMatchObject({ RCLONE_CONFIG_SOURCE_SERVICE_ACCOUNT_CREDENTIALS: 'gcp/key.json', RCLONE_CONFIG_SOURCE_ENV_AUTH: 'false' });
    expect([source.secrets, findingsWithoutIdentity(source), egressOf(source)]).toEqual([[serviceAccountKey], [], [443]]);
  });

  test('is read with the identity of the ServiceAccount without one, by the metadata server of the node', () => {
    const source = ModelSource.gcs('gs://models/llama/');
    expect(envOf(bound(source).download).RCLONE_CONFIG_SOURCE_ENV_AUTH).toBe('true');
    expect([findingsWithoutIdentity(source), egressOf(source)]).toEqual([['service-account-missing'], [443, '169.254.169.254/32 80', '169.254.169.252/32 988']]);
  });

  test('is read without credentials when it is public', () => {
    const source = ModelSource.gcs('gs://models/llama/', { anonymous: true });
    expect(envOf(bound(source).download)).toMatchObject({ RCLONE_CONFIG_SOURCE_ANONYMOUS: 'true', RCLONE_CONFIG_SOURCE_ENV_AUTH: 'false' });
    expect(findingsWithoutIdentity(source)).toEqual([]);
  });

  test('can be downloaded with an image of your own', () => {
    expect(bound(ModelSource.gcs('gs://models/llama/', { downloaderImage: 'example.com/rclone:1' })).download.image).toBe('example.com/rclone:1');
  });

  test.each(['gcs://models/llama', 'gs://Models/llama', 'gs://models/a b', 'gs://'])('fails as %s', uri => {
    expect(() => ModelSource.gcs(uri)).toThrow('allowed is gs://<bucket>/<prefix or object>');
  });

  test('fails with credentials of two kinds, and with an image that is no reference', () => {
    expect(() => ModelSource.gcs('gs://models/llama', { serviceAccountKey, anonymous: true })).toThrow('got "anonymous and serviceAccountKey"');
    expect(() => ModelSource.gcs('gs://models/llama', { downloaderImage: ':' })).toThrow(/^invalid image/);
  });
});
