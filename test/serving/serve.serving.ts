/*
 * `npm run serve`, as a person calls it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { stringify } from 'yaml';
import { whyNot } from './harness/needs';
import { Framework, ModelLayout, ModelSource, TritonEngine } from '../../src';
import { render } from '../conformance/render';

const ROOT = join(__dirname, '..', '..');

function serve(...args: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), join(ROOT, 'scripts', 'serve.ts'), '--once', ...args], {
    cwd: ROOT, encoding: 'utf8', timeout: 240_000,
  });
  return { status, said: `${stdout}${stderr}` };
}

const group = whyNot('triton') === undefined ? describe : describe.skip;

group('npm run serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-serve-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('serves a model of a folder, on any version of the image, and ends as a Pod does', () => {
    const { objects } = render({
      engine: new TritonEngine({ version: '26.07' }),
      name: 'doubler',
      framework: Framework.CUSTOM,
      source: ModelSource.pvc('weights', { path: 'doubler', layout: ModelLayout.VERSIONED }),
      settings: { imageRegistry: 'registry.example.com/mirror', timing: { preStopDelay: Duration.seconds(1), drain: Duration.seconds(20) } },
    });
    writeFileSync(join(folder, 'model.k8s.yaml'), objects.map(object => stringify(object)).join('---\n'));
    const { status, said } = serve(folder, 'doubler');
    expect(said).toMatch(/^doubler: registry\.example\.com\/mirror\/nvidia\/tritonserver:26\.07-py3, here triton 2\.51\.0 on a CPU/m);
    expect(said).toMatch(/^curl -s http:\/\/127\.0\.0\.1:\d+\/v2\/models\/doubler\/infer /m);
    expect(said).toMatch(/HTTP 200\n.*"DOUBLED"/);
    expect(said).toMatch(/it ended with exit code 0/);
    expect(status).toBe(0);
  });

  test('serves a model that a container would download before, and says that it does not', () => {
    const { objects } = render({
      engine: new TritonEngine({ version: '26.07' }),
      name: 'doubler',
      framework: Framework.CUSTOM,
      source: ModelSource.s3('s3://models/doubler/', { layout: ModelLayout.VERSIONED, anonymous: true }),
      settings: { timing: { preStopDelay: Duration.seconds(1), drain: Duration.seconds(20) } },
    });
    writeFileSync(join(folder, 'downloaded.k8s.yaml'), objects.map(object => stringify(object)).join('---\n'));
    const { status, said } = serve(join(folder, 'downloaded.k8s.yaml'));
    expect(said).toMatch(/download-model \(docker\.io\/rclone\/rclone:\S+\) is left out: a tiny model is where it would put the real one/);
    expect(said).toMatch(/HTTP 200\n.*"DOUBLED"/);
    expect(status).toBe(0);
  });

  test.each([
    ['an engine that no registry has', ['own-engine'], /nothing of it can be served on this machine\n\s+ranker: no package registry has ranker \(registry\.example\.com/],
    ['a model that is divided among accelerators', ['platform', 'analyst'], /analyst: it is divided among \d nvidia\.com\/gpu/],
    ['a model that there is not', ['quickstart', 'nothing'], /there is no model "nothing"; there are llama-7b/],
    ['an example that there is not', ['nothing'], /there is no example and no folder "nothing"/],
  ])('says in words why it does not serve %s', (_, args, words) => {
    const { status, said } = serve(...args);
    expect(said).toMatch(words);
    expect(said).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });
});
