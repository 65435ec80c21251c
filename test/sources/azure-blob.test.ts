import { bound, egressOf, findingsWithoutIdentity } from './binding';
import { ModelSource, SecretKey } from '../../src';
import { envOf } from '../conformance/render';

const accountKey = SecretKey.of('azure', 'key');
const sasUrl = SecretKey.of('azure', 'sas');
const folder = 'https://acme.blob.core.windows.net/models/llama/';

describe('a model in Azure Blob Storage', () => {
  test('is downloaded by a container that is rendered whole', () => {
    expect(bound(ModelSource.azureBlob(folder, { accountKey })).download).toMatchSnapshot();
  });

  test('is recorded as it was given, and lands where the server is told that it is', () => {
    const { uri, download, server } = bound(ModelSource.azureBlob('https://acme.blob.core.windows.net/models/v2/resnet50.onnx'));
    expect(uri).toBe('https://acme.blob.core.windows.net/models/v2/resnet50.onnx');
    expect(download.args).toEqual(['copyto', 'source:models/v2/resnet50.onnx', '/mnt/models/model.onnx']);
    expect(envOf(server).MODEL_PATH).toBe('/mnt/models/model.onnx');
  });

  test('is read with the key of the account', () => {
    const source = ModelSource.azureBlob(folder, { accountKey });
    expect(envOf(bound(source).download)).toMatchObject({
      RCLONE_CONFIG_SOURCE_ACCOUNT: 'acme', RCLONE_CONFIG_SOURCE_ENDPOINT: 'https://acme.blob.core.windows.net', RCLONE_CONFIG_SOURCE_KEY: 'azure/key', RCLONE_CONFIG_SOURCE_ENV_AUTH: 'false',
    });
    expect([source.secrets, findingsWithoutIdentity(source), egressOf(source)]).toEqual([[accountKey], [], [443]]);
  });

  test('is read with a signed URL, which says account and endpoint itself', () => {
    const env = envOf(bound(ModelSource.azureBlob(folder, { sasUrl })).download);
    expect(env.RCLONE_CONFIG_SOURCE_SAS_URL).toBe('azure/sas');
    expect(Object.keys(env)).not.toContain('RCLONE_CONFIG_SOURCE_ACCOUNT');
  });

  test('is read with the identity of the ServiceAccount without credentials', () => {
    const source = ModelSource.azureBlob(folder);
    expect(envOf(bound(source).download).RCLONE_CONFIG_SOURCE_ENV_AUTH).toBe('true');
    expect([findingsWithoutIdentity(source), egressOf(source)]).toEqual([['service-account-missing'], [443, '169.254.169.254/32 80']]);
  });

  test('is read without credentials when it is public', () => {
    const source = ModelSource.azureBlob(folder, { anonymous: true });
    expect(envOf(bound(source).download).RCLONE_CONFIG_SOURCE_ENV_AUTH).toBe('false');
    expect(findingsWithoutIdentity(source)).toEqual([]);
  });

  test.each([
    'https://acme.blob.core.usgovcloudapi.net/models/x/', 'https://acme.blob.core.chinacloudapi.cn/models/x/', 'https://acme.z12.blob.storage.azure.net/models/x/', 'https://acme.blob.core.windows.net/$web/x/',
  ])('may be in %s', uri => {
    expect(envOf(bound(ModelSource.azureBlob(uri)).download)).toMatchObject({ RCLONE_CONFIG_SOURCE_ACCOUNT: 'acme', RCLONE_CONFIG_SOURCE_ENDPOINT: new URL(uri).origin });
  });

  test('can be downloaded with an image of your own', () => {
    expect(bound(ModelSource.azureBlob(folder, { downloaderImage: 'example.com/rclone:1' })).download.image).toBe('example.com/rclone:1');
  });

  test.each([
    'az://models/llama', 'https://acme.example.com/models/llama', 'https://acme.blob.core.windows.net', 'https://acme.blob.core.windows.net/M/llama', 'https://acme.blob.core.windows.net/a--b/llama', 'http://acme.blob.core.windows.net/models/x',
  ])('fails as %s', uri => {
    expect(() => ModelSource.azureBlob(uri)).toThrow('allowed is https://<account>.blob.core.windows.net/<container>/<prefix or blob>');
  });

  test('fails with a signature in the URI, and does not repeat it', () => {
    const attempt = () => ModelSource.azureBlob(`${folder}?sv=2024&sig=c2VjcmV0c2lnbmF0dXJl`);
    expect(attempt).toThrow(/got "https:\/\/acme\.blob\.core\.windows\.net\/models\/llama\/\?…", allowed is a URI without credentials; give accountKey or sasUrl, a SecretKey/);
    expect(attempt).not.toThrow(/c2VjcmV0/);
  });

  test('fails with credentials of two kinds, and with an image that is no reference', () => {
    expect(() => ModelSource.azureBlob(folder, { accountKey, sasUrl })).toThrow('got "accountKey and sasUrl", allowed is one of them; keep sasUrl');
    expect(() => ModelSource.azureBlob(folder, { sasUrl, anonymous: true })).toThrow('got "anonymous and sasUrl"');
    expect(() => ModelSource.azureBlob(folder, { downloaderImage: ':' })).toThrow(/^invalid image/);
  });
});
