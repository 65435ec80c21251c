import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { bound, egressOf, findingsWithoutIdentity } from './binding';
import { ModelCache, ModelLayout, ModelSource, Rollout, SecretKey } from '../../src';
import { envOf } from '../conformance/render';

const accessKeyId = SecretKey.of('minio', 'id');
const secretAccessKey = SecretKey.of('minio', 'secret');

describe('a model in S3', () => {
  test('is downloaded by a container that is rendered whole', () => {
    const source = ModelSource.s3('s3://models/llama/', { endpoint: 'http://minio.storage.svc:9000', region: 'eu-1', accessKeyId, secretAccessKey, sessionToken: SecretKey.of('minio', 'session') });
    expect(bound(source).download).toMatchSnapshot();
  });

  test.each(['s3://my-models/custom-model-v2/', 's3://my-models/custom-model-v2', 's3://models/a/b.onnx', 's3://models'])('is recorded as it was given: %s', uri => {
    expect(bound(ModelSource.s3(uri)).uri).toBe(uri);
    expect(ModelSource.s3(uri).uri).toBe(uri);
  });

  test.each([
    ['s3://models/llama/', ['copy', 'source:models/llama/', '/mnt/models'], '/mnt/models'],
    ['s3://models/llama', ['copy', 'source:models/llama', '/mnt/models'], '/mnt/models'],
    ['s3://models', ['copy', 'source:models/', '/mnt/models'], '/mnt/models'],
    ['s3://models/v2/resnet50.onnx', ['copyto', 'source:models/v2/resnet50.onnx', '/mnt/models/model.onnx'], '/mnt/models/model.onnx'],
    ['s3://models/tiny.gguf', ['copyto', 'source:models/tiny.gguf', '/mnt/models/tiny.gguf'], '/mnt/models/tiny.gguf'],
  ])('lands where the server is told that it is: %s', (uri, args, path) => {
    const { download, server } = bound(ModelSource.s3(uri));
    expect(download.args).toEqual(args);
    expect(envOf(server).MODEL_PATH).toBe(path);
  });

  test('gets the file name that is asked for, and a folder that looks like a file stays one', () => {
    expect(bound(ModelSource.s3('s3://models/resnet50.onnx', { fileName: 'net.onnx' })).download.args![2]).toBe('/mnt/models/net.onnx');
    expect(bound(ModelSource.s3('s3://models/odd', { fileName: 'model.tar.gz' })).download.args![2]).toBe('/mnt/models/model.tar.gz');
    expect(bound(ModelSource.s3('s3://models/odd.onnx', { layout: ModelLayout.VERSIONED })).download.args).toEqual(['copy', 'source:models/odd.onnx', '/mnt/models']);
  });

  test('is read with keys from Secrets, of which nothing is in the manifest', () => {
    // GIVEN
    const source = ModelSource.s3('s3://models/llama/', { accessKeyId, secretAccessKey });

    // THEN
    const env = envOf(bound(source).download);
    expect(env).toMatchObject({ RCLONE_CONFIG_SOURCE_ACCESS_KEY_ID: 'minio/id', RCLONE_CONFIG_SOURCE_SECRET_ACCESS_KEY: 'minio/secret', RCLONE_CONFIG_SOURCE_ENV_AUTH: 'false' });
    expect(source.secrets).toEqual([accessKeyId, secretAccessKey]);
    expect(findingsWithoutIdentity(source)).toEqual([]);
    expect(egressOf(source)).toEqual([443]);
  });

  test('is read with the identity of the ServiceAccount without keys, and one has to be named', () => {
    const source = ModelSource.s3('s3://models/llama/', { region: 'eu-central-1' });
    expect(envOf(bound(source).download)).toMatchObject({ RCLONE_CONFIG_SOURCE_ENV_AUTH: 'true', RCLONE_CONFIG_SOURCE_PROVIDER: 'AWS', RCLONE_CONFIG_SOURCE_REGION: 'eu-central-1' });
    expect(findingsWithoutIdentity(source)).toEqual(['service-account-missing']);
    expect(egressOf(source)).toEqual([443, ...['169.254.169.254/32', 'fd00:ec2::254/128', '169.254.170.23/32', 'fd00:ec2::23/128'].map(cidr => `${cidr} 80`)]);
  });

  test('is read without credentials when it is public', () => {
    const source = ModelSource.s3('s3://models/llama/', { anonymous: true });
    expect(envOf(bound(source).download).RCLONE_CONFIG_SOURCE_ENV_AUTH).toBe('false');
    expect(findingsWithoutIdentity(source)).toEqual([]);
  });

  test.each([
    ['http://minio.storage.svc:9000', 'Other', 9000],
    ['https://s3.example.com/', 'Other', 443],
    ['http://minio', 'Other', 80],
    ['https://bucket.vpce-1.s3.eu-central-1.vpce.amazonaws.com', 'AWS', 443],
  ])('may be in another store: %s', (endpoint, provider, port) => {
    const source = ModelSource.s3('s3://models/llama/', { endpoint, accessKeyId, secretAccessKey });
    expect(envOf(bound(source).download)).toMatchObject({ RCLONE_CONFIG_SOURCE_ENDPOINT: endpoint, RCLONE_CONFIG_SOURCE_PROVIDER: provider });
    expect(egressOf(source)).toEqual([port]);
  });

  test('is written under a name of each Pod on a claim that Pods share, and under one name on a volume of its own', () => {
    const source = ModelSource.s3('s3://models/llama/', { anonymous: true });
    const cache = ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
    const shared = bound(source, { cache, rollout: Rollout.surge() }).download;
    expect(shared.command![2]).toMatch(/^read -r id < \/proc\/sys\/kernel\/random\/uuid\nsuffix="\.\$\{id%%-\*\}"\nexport RCLONE_PARTIAL_SUFFIX="\$suffix"\nrclone "\$@"/);
    expect(shared.volumeMounts![0]).toEqual({ name: 'model', mountPath: '/mnt/models', subPath: 'resnet/1.0.0' });
    expect(bound(source).download.command![2]).toMatch(/^rclone "\$@"\nfind/);
  });

  test('can be downloaded with an image of your own, from a mirror', () => {
    const source = ModelSource.s3('s3://models/llama/', { downloaderImage: 'rclone/rclone:1.77.0' });
    expect(bound(source, { imageRegistry: 'registry.example.com/mirror' }).download.image).toBe('registry.example.com/mirror/rclone/rclone:1.77.0');
    expect(bound(ModelSource.s3('s3://models/llama/')).download.image).toMatch(/^docker\.io\/rclone\/rclone:\d+\.\d+\.\d+$/);
  });
});

describe('a model in S3 is refused', () => {
  test.each([
    'models/llama', 'gs://models/llama', 'https://models.s3.amazonaws.com/llama', 's3://', 's3:///llama', 's3://My_Models/llama', 's3://ab/llama', 's3://models/a b', 's3://models/a//b',
    's3://models/../b', 's3://models/./b', 's3://models/*.onnx', 's3://models/a?versionId=1', 's3://models//',
  ])('as %s', uri => {
    expect(() => ModelSource.s3(uri)).toThrow('allowed is s3://<bucket>/<prefix or object>, without spaces, wildcards, queries, empty parts and ".."');
  });

  test('with credentials in the URI, and does not repeat them', () => {
    const attempt = () => ModelSource.s3('s3://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI@models/llama');
    expect(attempt).toThrow('invalid S3 URI: got "s3://…@models/llama", allowed is a URI without credentials; give accessKeyId and secretAccessKey, each a SecretKey');
    expect(attempt).not.toThrow(/wJalrXUtnFEMI/);
  });

  test.each([
    [{ accessKeyId }, 'allowed is accessKeyId and secretAccessKey together; give secretAccessKey too'],
    [{ secretAccessKey }, 'give accessKeyId too'],
    [{ sessionToken: secretAccessKey }, 'give accessKeyId and secretAccessKey too'],
    [{ accessKeyId, secretAccessKey, anonymous: true }, 'got "anonymous and accessKeyId, secretAccessKey", allowed is one of them'],
    [{ endpoint: 'minio:9000' }, 'invalid endpoint of s3://models/llama/: got "minio:9000"'],
    [{ endpoint: 'https://key:secret@minio' }, 'invalid endpoint'],
    [{ endpoint: 'https://minio/path' }, 'invalid endpoint'],
    [{ downloaderImage: 'R clone' }, 'invalid image'],
    [{ fileName: 'model.onnx' }, 'invalid fileName: got "model.onnx", allowed is a name for a single file; leave it out for a folder'],
  ])('with %j', (options, message) => {
    expect(() => ModelSource.s3('s3://models/llama/', options)).toThrow(message);
  });

  test.each(['a/b', '..', '.', '', 'a b'])('with the file name %j', fileName => {
    expect(() => ModelSource.s3('s3://models/x.onnx', { fileName })).toThrow(/^invalid fileName/);
  });

  test('with a file name and a layout of folders', () => {
    expect(() => ModelSource.s3('s3://models/x', { fileName: 'a', layout: ModelLayout.REPOSITORY })).toThrow(/^invalid fileName/);
  });

  test.each(['model.zip', 'model.tar', 'model.tar.gz', 'model.tgz', 'model.tar.zst'])('as the archive %s, which nothing unpacks', archive => {
    expect(() => ModelSource.s3(`s3://models/${archive}`)).toThrow(`invalid model file: got "${archive}", allowed is model files, not an archive: nothing unpacks it; store the files themselves`);
  });
});
