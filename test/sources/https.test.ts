import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { bound, egressOf, findingsWithoutIdentity } from './binding';
import { ModelCache, ModelLayout, ModelSource, SecretKey } from '../../src';
import { envOf } from '../conformance/render';

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const authorization = SecretKey.of('files', 'header');
const file = 'https://files.example.com/models/resnet50.onnx';

describe('a model on a web server', () => {
  test('is downloaded by a container that is rendered whole', () => {
    expect(bound(ModelSource.https(file, { authorization, sha256 })).download).toMatchSnapshot();
  });

  test.each([
    [file, 'https://files.example.com/models/', ['copyto', 'source:resnet50.onnx', '/mnt/models/model.onnx']],
    ['https://files.example.com:8443/a%20b/c%20d.bin', 'https://files.example.com:8443/a%20b/', ['copyto', 'source:c d.bin', '/mnt/models/c d.bin']],
    ['https://files.example.com/models/llama/', 'https://files.example.com/models/llama/', ['copy', 'source:', '/mnt/models']],
    ['https://files.example.com', 'https://files.example.com/', ['copy', 'source:', '/mnt/models']],
    ['https://files.example.com/weights', 'https://files.example.com/', ['copyto', 'source:weights', '/mnt/models/weights']],
  ])('is recorded as it was given and lands where the server is told that it is: %s', (url, base, args) => {
    const { uri, download, server } = bound(ModelSource.https(url));
    expect(uri).toBe(url);
    expect(envOf(download).RCLONE_CONFIG_SOURCE_URL).toBe(base);
    expect(download.args).toEqual(args);
    expect(envOf(server).MODEL_PATH).toBe(args[2]);
  });

  test('may be a folder of versions, without a slash at its end', () => {
    const { download } = bound(ModelSource.https('https://files.example.com/resnet', { layout: ModelLayout.VERSIONED }));
    expect(download.args).toEqual(['copy', 'source:resnet', '/mnt/models']);
  });

  test('is read with a header whose value is in a Secret only', () => {
    const source = ModelSource.https(file, { authorization });
    const { download } = bound(source);
    expect(envOf(download)).toMatchObject({ SOURCE_AUTHORIZATION: 'files/header', RCLONE_CONFIG_SOURCE_HEADERS: '"Authorization","$(SOURCE_AUTHORIZATION)"' });
    const names = download.env!.map(variable => variable.name);
    expect(names.indexOf('SOURCE_AUTHORIZATION')).toBeLessThan(names.indexOf('RCLONE_CONFIG_SOURCE_HEADERS'));
    expect(source.secrets).toEqual([authorization]);
  });

  test('needs no identity, and calls the port of its URL', () => {
    const source = ModelSource.https('https://files.example.com:8443/x.onnx');
    expect([findingsWithoutIdentity(source), egressOf(source), source.secrets]).toEqual([[], [8443], []]);
  });

  test('is never served with another hash, and rolls the Pods with a new one', () => {
    // WHEN
    const { download, deployment, uri } = bound(ModelSource.https(file, { sha256 }));

    // THEN
    expect(envOf(download).SOURCE_SHA256).toBe(sha256);
    expect(download.command![2]).toContain('verified "$3$suffix" || { rm -f "$3$suffix"; exit 1; }\nmv "$3$suffix" "$3"');
    expect(deployment.spec.template!.metadata.annotations['registry.matrixinfer.ai/source']).toBe(`${file}@${sha256}`);
    expect(uri).toBe(file);
  });

  test('is verified under a name of each Pod on a claim that Pods share', () => {
    const cache = ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
    expect(bound(ModelSource.https(file, { sha256 }), { cache }).download.command![2]).toMatch(/^read -r id/);
    expect(bound(ModelSource.https(file, { sha256 })).download.command![2]).toMatch(/^suffix=\.partial\n/);
  });

  test('can be downloaded with an image of your own', () => {
    expect(bound(ModelSource.https(file, { downloaderImage: 'example.com/rclone:1' })).download.image).toBe('example.com/rclone:1');
  });
});

describe('a model on a web server is refused', () => {
  test.each(['http://files.example.com/x', 'files.example.com/x', 'https:///x', 'https://files.example.com/a b', 'https://files.example.com/x?download=true', 'https://files.example.com/a#b'])('as %s', url => {
    expect(() => ModelSource.https(url)).toThrow('allowed is https://<host>/<path>');
  });

  test.each(['https://files.example.com/a%2Fb', 'https://files.example.com/50%'])('with a name that is no file: %s', url => {
    expect(() => ModelSource.https(url)).toThrow(/a "%" is the beginning of a percent-encoded character|has no slash/);
  });

  test.each([
    'https://user:s3cret@files.example.com/x', 'https://s3cret@files.example.com/x', 'https://b.s3.amazonaws.com/x?X-Amz-Signature=s3cret', 'https://files.example.com/x?token=s3cret', 'https://files.example.com/x?a=1&api_key=s3cret',
  ])('with credentials in it, which are not repeated: %s', url => {
    expect(() => ModelSource.https(url)).toThrow('allowed is a URI without credentials; give authorization, a SecretKey; for a signed URL use the factory of its store');
    expect(() => ModelSource.https(url)).not.toThrow(/s3cret/);
  });

  test.each([
    [file, { sha256: 'abc' }, '64 hexadecimal digits'],
    [file, { sha256: sha256.toUpperCase() }, '64 hexadecimal digits'],
    ['https://files.example.com/models/', { sha256 }, 'for a single file'],
    [file, { downloaderImage: ':' }, 'invalid image'],
    ['https://files.example.com/x.zip', {}, 'not an archive'],
  ])('as %s with %j', (url, options, message) => {
    expect(() => ModelSource.https(url, options)).toThrow(message);
  });
});
