import { Size } from 'cdk8s';
import { Compute, Cpu, ModelCache, ModelSource, PodVolume } from '../../src';
import { chartIn, errorOfSynth, findingsOf, plainModel, PlainSource, stderrOf } from '../fixtures';

/** What a source is built from, and the words that name what is wrong with it. */
const MISTAKES: readonly [string, () => ModelSource, RegExp][] = [
  ['a bucket in capitals', () => ModelSource.s3('s3://My_Bucket/x'), /"My_Bucket" is not a bucket: 3 to 63 lower-case letters/],
  ['a bucket of one letter', () => ModelSource.s3('s3://a/x'), /"a" is not a bucket/],
  ['a bucket of Google in capitals', () => ModelSource.gcs('gs://Models/x'), /"Models" is not a bucket: 3 to 222/],
  ['another scheme', () => ModelSource.s3('gs://models/x'), /does not begin with "s3:\/\/"/],
  ['".." in a URI', () => ModelSource.s3('s3://models/../x'), /no parts "\." and "\.\."/],
  ['an encoded ".." in S3', () => ModelSource.s3('s3://models/%2e%2e/x'), /however they are written/],
  ['an encoded ".." in Google Cloud Storage', () => ModelSource.gcs('gs://models/a/.%2E/x'), /however they are written/],
  ['an encoded ".." on a web server', () => ModelSource.https('https://example.com/a/%2E%2e/x'), /however they are written/],
  ['an encoded ".." in Azure', () => ModelSource.azureBlob('https://acc.blob.core.windows.net/c/%2e%2e/x'), /however they are written/],
  ['a folder that is badly encoded', () => ModelSource.https('https://example.com/50%/x'), /"%" is the beginning of a percent-encoded character/],
  ['what is encoded and no UTF-8', () => ModelSource.https('https://example.com/%ff'), /has to be UTF-8/],
  ['what is encoded and no UTF-8 in Azure', () => ModelSource.azureBlob('https://acc.blob.core.windows.net/c/%c3%28'), /has to be UTF-8/],
  ['an encoded line break', () => ModelSource.https('https://example.com/a%0Ab'), /no control character/],
  ['an encoded NUL', () => ModelSource.https('https://example.com/a%00'), /no control character/],
  ['a line break', () => ModelSource.s3('s3://models/a\nb'), /no spaces, line breaks/],
  ['NUL', () => ModelSource.gcs('gs://models/a\0b'), /control characters/],
  ['a wildcard', () => ModelSource.s3('s3://models/*.onnx'), /no wildcards/],
  ['a query', () => ModelSource.s3('s3://models/x?versionId=1'), /no query/],
  ['an empty part', () => ModelSource.s3('s3://models/a//b'), /no empty parts/],
  ['a port that is none', () => ModelSource.https('https://example.com:99999/x'), /99999 is no port: they go from 1 to 65535/],
  ['the port 0', () => ModelSource.https('https://example.com:0/x'), /0 is no port/],
  ['a port of an endpoint', () => ModelSource.s3('s3://models/x', { endpoint: 'http://minio:70000' }), /70000 is no port/],
  ['a port of letters', () => ModelSource.s3('s3://models/x', { endpoint: 'http://minio:http' }), /http is no port/],
  ['an endpoint without a scheme', () => ModelSource.s3('s3://models/x', { endpoint: 'minio:9000' }), /begins with "http:\/\/" or "https:\/\/"/],
  ['an endpoint with a bucket', () => ModelSource.s3('s3://models/x', { endpoint: 'http://minio:9000/models' }), /the bucket stands in the URI/],
  ['an endpoint with a query', () => ModelSource.s3('s3://models/x', { endpoint: 'http://minio:9000?a=b' }), /no query/],
  ['an endpoint that has no end', () => ModelSource.s3('s3://models/x', { endpoint: 'http://[::1' }), /is no (host|port)/],
  ['an endpoint with a space', () => ModelSource.s3('s3://models/x', { endpoint: 'http://min io' }), /has no spaces/],
  ['an endpoint with a user', () => ModelSource.s3('s3://models/x', { endpoint: 'http://me@minio' }), /no user and no password/],
  ['a hub whose port is none', () => ModelSource.huggingFace('o/m', { endpoint: 'https://hub:65536' }), /65536 is no port/],
  ['a hub without a host', () => ModelSource.huggingFace('o/m', { endpoint: 'https://%%' }), /"%%" is no host/],
  ['a hub with a password', () => ModelSource.huggingFace('o/m', { endpoint: 'https://a:b@hub' }), /no user and no password/],
  ['a region with a line break', () => ModelSource.s3('s3://models/x', { region: 'eu\nRCLONE_X=1' }), /invalid region of s3:\/\/models\/x: got "eu\\nRCLONE_X=1"/],
  ['an empty region', () => ModelSource.s3('s3://models/x', { region: '' }), /invalid region/],
  ['a region with a space', () => ModelSource.s3('s3://models/x', { region: 'eu central' }), /invalid region/],
  ['a name of a file with a line break', () => ModelSource.s3('s3://models/x.onnx', { fileName: 'a\nb' }), /invalid fileName/],
  ['a name of a file with NUL', () => ModelSource.s3('s3://models/x.onnx', { fileName: 'a\0b' }), /invalid fileName/],
  ['a name of a file that no disk takes', () => ModelSource.s3('s3://models/x.onnx', { fileName: 'a'.repeat(256) }), /at most 255 bytes/],
  ['a revision that climbs', () => ModelSource.huggingFace('o/m', { revision: 'main/../x' }), /invalid revision/],
  ['a revision that ends in a slash', () => ModelSource.huggingFace('o/m', { revision: 'main/' }), /invalid revision/],
  ['a repository that the hub cannot have', () => ModelSource.huggingFace('o/a--b'), /without "--"/],
  ['a repository with a git address', () => ModelSource.huggingFace('o/m.git'), /"\.git" at an end/],
  ['a repository that is too long', () => ModelSource.huggingFace(`o/${'m'.repeat(96)}`), /at most 96 characters/],
  ['a file that climbs', () => ModelSource.huggingFace('o/m', { file: '../x' }), /invalid file/],
  ['a folder with a line break', () => ModelSource.pvc('claim', { path: 'a\nb' }), /line breaks/],
  ['a folder of an image that climbs', () => ModelSource.ociImage('registry.example.com/m:1', { path: 'a/../../b' }), /without "\.", "\.\."/],
  ['a recorded port', () => ModelSource.fromUri('https://example.com:99999/x'), /port from 1 to 65535/],
  ['a recorded control character', () => ModelSource.fromUri('git://example.com/\u0001'), /invalid source URI/],
  ['an image of a downloader', () => ModelSource.s3('s3://models/x', { downloaderImage: 'Rclone' }), /invalid image/],
  ['no size', () => ModelSource.pvc('claim', { size: Size.gibibytes(0) }), /invalid size of the source: got "0 KiB"/],
  ['a size that is no number', () => ModelSource.pvc('claim', { size: Size.gibibytes(NaN) }), /invalid size of the source/],
];

describe('a source with', () => {
  test.each(MISTAKES)('%s fails where it is built, in words that name it', (_what, build, words) => {
    expect(build).toThrow(words);
    expect(build).toThrow(/^invalid /);
  });
});

describe('a source is built from', () => {
  test.each<[string, () => ModelSource]>([
    ['a percent sign in S3', () => ModelSource.s3('s3://models/100%/x')],
    ['an encoded space in a URL', () => ModelSource.https('https://example.com/a%20b/m%C3%A9.onnx')],
    ['dots in names', () => ModelSource.s3('s3://models.example.com/v1..2/.hidden')],
    ['the last port', () => ModelSource.https('https://example.com:65535/x')],
    ['an address of IPv6', () => ModelSource.s3('s3://models/x', { endpoint: 'http://[fd00::1]:9000/' })],
    ['a region of a store of one\'s own', () => ModelSource.s3('s3://models/x', { region: 'Rack_1.eu' })],
    ['a hub below a path', () => ModelSource.huggingFace('o/m', { endpoint: 'https://mirror.example.com/hub/' })],
    ['a branch with a slash', () => ModelSource.huggingFace('o/m', { revision: 'refs/pr/1' })],
  ])('%s', (_what, build) => {
    expect(build).not.toThrow();
  });

  test('a blob with a space in its name, which is downloaded under that name', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { source: ModelSource.azureBlob('https://acc.blob.core.windows.net/models/my%20model/', { anonymous: true }) });
    let yaml = '';
    stderrOf(() => { yaml = JSON.stringify(chart.toJson()); });
    expect(yaml).toContain('"source:models/my model/"');
  });
});

describe('a size that is no whole number', () => {
  test.each([0.3, 61.03, 13.4876])('of weights is rounded up where something is derived from it: %p GiB', size => {
    const chart = chartIn();
    plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(size) }), profileProps: { compute: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(128) }) } });
    let yaml = '';
    stderrOf(() => { yaml = JSON.stringify(chart.toJson()); });
    expect(yaml).toContain(`"emptyDir":{"sizeLimit":"${Math.ceil(size * 1.2)}Gi"}`);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['of a claim', () => ModelCache.claim({ size: Size.gibibytes(0.3) }), /^invalid size of the cache: got "314572.8 KiB", allowed is whole KiB from 1 on, below 8 PiB; use for example Size.mebibytes\(308\)$/],
    ['of an existing claim', () => ModelCache.existingClaim('c', { size: Size.gibibytes(61.03) }), /Size\.mebibytes\(62495\)/],
    ['of an empty folder', () => ModelCache.emptyDir({ size: Size.mebibytes(0.3) }), /Size\.kibibytes\(308\)/],
    ['of a volume', () => PodVolume.emptyDir('v', { sizeLimit: Size.gibibytes(0.3) }), /invalid sizeLimit of the volume v/],
  ])('%s fails with the next larger one', (_what, build, words) => {
    expect(build).toThrow(words);
  });

  test('of an own source\'s container is said of the source, with the path', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { source: new PlainSource({ initContainer: { memory: Size.gibibytes(0.3) } }) });
    expect(findingsOf(chart, 'source-refuses')).toMatchObject([{ path: 'chart/model/Runtime', what: expect.stringContaining('invalid memory of the container fetch: got "314572.8 KiB"') as string }]);
    expect(errorOfSynth(chart)).toContain('Size.mebibytes(308)');
  });
});
