import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, CannotBuildError, ensureGoPrograms } from './binaries/go-build';
import { etcdProgram, kubernetesPrograms } from './binaries/programs';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { whyNot } from './harness/needs';

const PROGRAM = { name: 'hello', module: 'example.com/hello', version: '1.2.3', packages: { hello: 'example.com/hello/server/v3' } };

/** A stand-in for Go that takes a second to build, and writes down that it did. */
const FAKE_GO = `#!/bin/sh
case "$1 $2" in
  "mod download") echo '{"GoMod": "'$FAKE_FOLDER'/go.mod"}' ;;
  "build -trimpath") echo built >> $FAKE_FOLDER/builds; sleep 1; echo program > "$6" ;;
esac
`;

describe('the programs', () => {
  const environment = { ...process.env };
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-build-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'go'), FAKE_GO);
    chmodSync(join(folder, 'bin', 'go'), 0o755);
    writeFileSync(join(folder, 'go.mod'), 'module example.com/hello\n\ngo 1.26\n');
    Object.assign(process.env, { XDG_CACHE_HOME: join(folder, 'cache'), FAKE_FOLDER: folder, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` });
    delete process.env.KUBEBUILDER_ASSETS;
  });

  afterEach(() => {
    process.env = { ...environment };
    rmSync(folder, { recursive: true, force: true });
  });

  const builds = () => readFileSync(join(folder, 'builds'), 'utf8').trim().split('\n').length;

  test('are built once, also by two builders at the same time', async () => {
    const paths = await Promise.all([ensureGoPrograms(PROGRAM, ['hello']), ensureGoPrograms(PROGRAM, ['hello'])]);
    expect(new Set(paths.map(({ hello }) => hello)).size).toBe(1);
    expect(readFileSync(paths[0]!.hello!, 'utf8')).toBe('program\n');
    await ensureGoPrograms(PROGRAM, ['hello']);
    expect(builds()).toBe(1);
  });

  /** A builder that is a process of its own. */
  function otherBuilder(): ChildProcess {
    const loader = `file://${join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;
    const code = `require(${JSON.stringify(join(__dirname, 'binaries', 'go-build.ts'))}).ensureGoPrograms(${JSON.stringify(PROGRAM)}, ['hello'])`;
    return spawn(process.execPath, ['--import', loader, '-e', code], { stdio: 'ignore', env: process.env });
  }

  test('are built once by two processes at the same time, and the second gets what the first made', async () => {
    // GIVEN a builder in the middle of its work
    const other = otherBuilder();
    const ended = new Promise((resolve) => { other.once('close', resolve); });
    while (!existsSync(join(folder, 'builds')) && other.exitCode === null) await sleep(20);

    // WHEN
    const { hello } = await ensureGoPrograms(PROGRAM, ['hello']);

    // THEN
    expect(readFileSync(hello!, 'utf8')).toBe('program\n');
    expect(await ended).toBe(0);
    expect(builds()).toBe(1);
    expect(readdirSync(cacheFolder())).toEqual([`hello-1.2.3-${process.platform}-${process.arch}`]);
  });

  test('of an interrupted build are not there, and the next build makes them', async () => {
    // GIVEN a builder that is killed in the middle
    const builder = otherBuilder();
    while (!existsSync(join(folder, 'builds')) && builder.exitCode === null) await sleep(20);
    builder.kill('SIGKILL');
    await sleep(100);
    const left = readdirSync(cacheFolder());
    expect(left.filter((name) => !/\.(lock|tmp-.*)$/.test(name))).toEqual([]);

    // WHEN
    const { hello } = await ensureGoPrograms(PROGRAM, ['hello']);

    // THEN
    expect(existsSync(hello!)).toBe(true);
    expect(readdirSync(cacheFolder())).toEqual([`hello-1.2.3-${process.platform}-${process.arch}`]);
  });

  test('fail without Go, with what to install', async () => {
    process.env.PATH = join(folder, 'nothing');
    await expect(ensureGoPrograms(PROGRAM, ['hello'])).rejects.toThrow(CannotBuildError);
    await expect(ensureGoPrograms(PROGRAM, ['hello'])).rejects.toThrow(/install Go 1\.26 or newer .* or set KUBEBUILDER_ASSETS/);
  });

  test('fail with the words of a build that fails', async () => {
    writeFileSync(join(folder, 'bin', 'go'), '#!/bin/sh\n[ "$1" = version ] && exit 0\necho no such module >&2; exit 1\n');
    await expect(ensureGoPrograms(PROGRAM, ['hello'])).rejects.toThrow(/go mod failed with code 1: no such module/);
    expect(readdirSync(cacheFolder())).toEqual([]);
  });

  (whyNot({ version: NEWEST_KUBERNETES, kubectl: true }) === undefined ? test : test.skip)('of KUBEBUILDER_ASSETS are used when it is set', async () => {
    // GIVEN
    process.env.XDG_CACHE_HOME = environment.XDG_CACHE_HOME;
    if (process.env.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    const assets = join(folder, 'assets');
    mkdirSync(assets);
    symlinkSync(await etcdProgram(), join(assets, 'etcd'));
    symlinkSync((await kubernetesPrograms(NEWEST_KUBERNETES, ['kube-apiserver']))['kube-apiserver'], join(assets, 'kube-apiserver'));

    // WHEN
    process.env.KUBEBUILDER_ASSETS = assets;

    // THEN
    expect(await etcdProgram()).toBe(join(assets, 'etcd'));
    const programs = await kubernetesPrograms(NEWEST_KUBERNETES, ['kube-apiserver', 'kubectl']);
    expect(programs['kube-apiserver']).toBe(join(assets, 'kube-apiserver'));
    expect(spawnSync(programs.kubectl, ['version', '--client'], { encoding: 'utf8' }).stdout).toContain(NEWEST_KUBERNETES);
  });
});
