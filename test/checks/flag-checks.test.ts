import { Duration } from 'cdk8s';
import { Findings } from '../../src';
import { chartIn, errorOfSynth, PLAIN_FLAGS, plainModel, PlainEngine, PlainEngineProps } from '../fixtures';

const engine = (props: PlainEngineProps = {}) => new PlainEngine({
  version: '2.0.0', image: `acme/plain:${props.version ?? '2.0.0'}`, flagsFile: PLAIN_FLAGS, officialImages: ['acme/plain'], ...props,
});

/** What is found when a model on the engine has these arguments, as `rule: what; fix`. */
function found(args: string[], props: PlainEngineProps = {}): string[] {
  const chart = chartIn();
  plainModel(chart, 'model', { args, profileProps: { engine: engine(props) } });
  return Findings.of(chart).map(({ rule, what, fix }) => `${rule}: ${what}; ${fix}`);
}

describe('a flag that the version has', () => {
  test.each([['--level', '1'], ['--level=1'], ['--shutdown-timeout', '9'], ['--shutdown_timeout=9'], ['--shutdown=9'], ['--level.part=1'], ['-O3'], ['-O', '3'], ['-tp', '2'], ['--', 'x'], ['-1']])('is taken as %s %s', (...args) => {
    expect(found(args)).toEqual([]);
  });

  test('may have gone and come again', () => {
    expect(found(['--quiet'])).toEqual([]);
    expect(found(['--quiet'], { version: '1.0.0' })).toEqual([]);
    expect(found(['--quiet'], { version: '1.1.0' })).toHaveLength(1);
  });

  test('is known by the version of the engine, not by that of the data', () => {
    expect(found(['--log-requests'], { version: '1.0.0' })).toEqual([]);
    expect(found(['--lever=1'], { version: '1.0.0' })).toHaveLength(1);
  });
});

describe('a flag that the version has not', () => {
  test('is an error that says when it went', () => {
    expect(found(['--log-requests'])[0]).toMatch(/^flag-unknown: .*--log-requests is no flag of plain 2\.0\.0: 1\.0\.0 was the last to have it, it went with 1\.1\.0.*remove it from args$/);
  });

  test('is an error that says when it came', () => {
    expect(found(['--shutdown-timeout=9'], { version: '1.1.0' })[0]).toMatch(/--shutdown-timeout is no flag of plain 1\.1\.0: it came with 2\.0\.0/);
    expect(found(['--unread-ahead=9'], { version: '1.0.0' })[0]).toMatch(/--unread-ahead is no flag of plain 1\.0\.0: it came with 1\.1\.0/);
  });

  test('is an error that names what looks most like it', () => {
    expect(found(['--prot=1'])[0]).toMatch(/use --port, or remove it from args$/);
    expect(found(['--something-else=1'])[0]).toMatch(/; remove it from args$/);
    expect(found(['-x'])[0]).toMatch(/^flag-unknown: .*-x is no flag/);
  });

  test('is an error when two flags begin like it', () => {
    expect(found(['--leve=1'])[0]).toMatch(/--leve is no flag of plain 2\.0\.0.*use --leve[lr], or/);
  });

  test('is an error when the engine renders it', () => {
    expect(found([], { container: { args: ['--shutdown-timeout', '9'] }, version: '1.1.0' })[0]).toMatch(/^flag-unknown: .*--shutdown-timeout.*the library, or your own engine, renders it/);
  });

  test.each(['mirror.example.com/acme/plain:2.0.0', 'mirror.example.com/proxy/acme/plain@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'acme/plain:2.0.0'])('is an error for the official image, also as %s', image => {
    expect(found(['--nonsense'], { image })[0]).toMatch(/^flag-unknown/);
  });

  test('is a warning for an image that is not the official one', () => {
    expect(found(['--nonsense'], { image: 'fork.example.com/notacme/plain:2.0.0' })[0]).toMatch(/^flag-unverified: .*acknowledge the finding when the image has it$/);
  });

  test('is a warning for a version that the data does not have', () => {
    expect(found(['--nonsense'], { version: '2.0.1' }).map(line => line.split(':')[0]).sort()).toEqual(['engine-version-unverified', 'flag-unverified']);
  });

  test('is an error for a version between two of the data, when neither of them has it', () => {
    expect(found(['--lever=1', '--quiet', '--log-requests'], { version: '1.0.5' })).toEqual([]);
    expect(found(['--shutdown-timeout=1'], { version: '1.0.5' })[0]).toMatch(/^flag-unknown: --shutdown-timeout is no flag of plain 1\.0\.5: it came with 2\.0\.0/);
    expect(found(['--log-requests'], { version: '1.2.0' })[0]).toMatch(/^flag-unknown: --log-requests is no flag of plain 1\.2\.0: 1\.0\.0 was the last to have it/);
  });

  test('stops synth', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { args: ['--levle=1'], profileProps: { engine: engine() } });
    expect(errorOfSynth(chart)).toMatch(/flag-unknown/);
  });
});

describe('a flag that is stated elsewhere', () => {
  test.each([['--port=1'], ['--por=1'], ['--po', '1']])('is found in every spelling that the server takes, as %s', (...args) => {
    expect(found(args, { container: { args: ['--port', '8080'] } })[0]).toMatch(/^arg-contradicts-derived/);
  });

  test('is found twice in two spellings', () => {
    expect(found(['--shutdown-timeout=1', '--shutdown_timeout=2'])[0]).toMatch(/^arg-given-twice/);
    expect(found(['--shutdown=1', '--shutdown-timeout=2'])[0]).toMatch(/^arg-given-twice/);
  });
});

describe('a version that the data does not have', () => {
  test('is said once, however many models run on it', () => {
    const chart = chartIn();
    const other = engine({ version: '3.0.0' });
    for (const id of ['a', 'b', 'c']) plainModel(chart, id, { profileProps: { engine: other } });
    plainModel(chart, 'd', { profileProps: { engine: engine({ version: '0.9.0' }) } });
    expect(Findings.of(chart).map(({ what }) => /flags of plain \S+ are.*as those of \S+/.exec(what)![0])).toEqual([
      'flags of plain 3.0.0 are not known, and are checked as those of 2.0.0', 'flags of plain 0.9.0 are not known, and are checked as those of 1.0.0',
    ]);
  });

  test('can be acknowledged', () => {
    const chart = chartIn();
    Findings.acknowledge(chart, 'engine-version-unverified', 'tried by hand');
    plainModel(chart, 'model', { profileProps: { engine: engine({ version: '3.0.0' }) } });
    expect(Findings.of(chart)).toEqual([]);
  });

  test('cannot be looked for in a file that is not there', () => {
    expect(() => found([], { flagsFile: '/no/such.json' })).toThrow(/^the flagsFile "\/no\/such\.json" of an engine cannot be read \(.*ENOENT.*give the path of a file as in engine-flags/);
  });

  test('is not looked for when an engine has no data', () => {
    expect(found(['--nonsense'], { flagsFile: undefined })).toEqual([]);
    expect(found(['--nonsense'], { version: undefined })).toEqual([]);
  });
});

describe('the end of a Pod', () => {
  test.each([['preStopDelay', /SIGTERM comes while the endpoints still lead here/], ['drain', /requests in flight are cut off/]])('without %s loses requests', (name, says) => {
    const chart = chartIn();
    plainModel(chart, 'model', { timing: { [name]: Duration.seconds(0) } });
    expect(Findings.of(chart).map(({ rule, what }) => [rule, says.test(what)])).toEqual([['shutdown-loses-requests', true]]);
  });
});
