import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNot } from './harness/needs';
import { describeServing, SERVED_NAME, templateOf, withArgs } from './harness/suite';
import { infer } from './models/inference';
import { makeTritonModel } from './models/triton';
import { RunningPod } from './pod/pod';
import { Container, PodTemplate } from './pod/template';
import { deleteUnder } from './pod/traffic';
import { Framework, ModelLayout, ModelSource, TritonEngine } from '../../src';
import { render, Rendered } from '../conformance/render';

const engine = new TritonEngine({ version: '24.10' });

function rendered(path: string): Rendered {
  return render({
    engine,
    name: 'doubler',
    servedName: SERVED_NAME,
    framework: Framework.CUSTOM,
    source: ModelSource.pvc('weights', { path, layout: ModelLayout.VERSIONED }),
  });
}

describeServing({
  server: 'triton',
  title: 'triton',
  engine,
  prepare: folder => {
    makeTritonModel(`${folder}/doubler`);
    makeTritonModel(`${folder}/broken`, 'import no_such_module');
    return { claims: { weights: folder } };
  },
  render: () => rendered('doubler'),
  broken: {
    missing: { render: () => rendered('broken'), says: /failed to load all models/ },
    badFlag: { render: () => withArgs(rendered('doubler'), '--no-such-flag=1'), says: /unrecognized option '--no-such-flag=1'/ },
  },
  predict: infer,
  slow: 4,
});

const group = whyNot('triton') === undefined ? describe : describe.skip;

/** Green says something only if it is red when one thing is wrong. The runner's own suite has more of these, on a server that is made for them. */
group('the rendered Pod, with one thing of it broken by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-broken-'));
  let pod: RunningPod;
  beforeAll(() => makeTritonModel(`${folder}/doubler`));
  afterEach(async () => pod?.stop());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (container: (rendered: Container) => Partial<Container>, spec: Partial<PodTemplate['spec']> = {}): Promise<RunningPod> => {
    const template = templateOf(rendered('doubler'));
    const [server] = template.spec.containers;
    const impatient = { ...server!, startupProbe: { ...server!.startupProbe, failureThreshold: 2 } };
    const containers = [{ ...impatient, ...container(impatient) }];
    pod = await RunningPod.start({ spec: { ...template.spec, containers, ...spec } }, { claims: { weights: folder } });
    return pod;
  };
  const restartOf = async (container: (rendered: Container) => Partial<Container>): Promise<string> => {
    const reason = await (await start(container)).restart();
    return `${reason}\n${pod.log()}`;
  };

  test('a port that it does not listen on', async () => {
    const moved = ({ ports }: Container) => ({ ports: ports!.map(port => (port.name === 'http' ? { ...port, containerPort: 8009 } : port)) });
    expect(await restartOf(moved)).toMatch(/^startup probe failed 2 times/);
  });

  test('a startup probe at a path that there is not', async () => {
    const elsewhere = ({ startupProbe }: Container) => ({ startupProbe: { ...startupProbe, httpGet: { ...startupProbe!.httpGet!, path: '/v2/health/started' } } });
    expect(await restartOf(elsewhere)).toMatch(/^startup probe failed 2 times: HTTP 4\d\d at \/v2\/health\/started/);
  });

  test('no volume for what it writes', async () => {
    const without = ({ volumeMounts }: Container) => ({ volumeMounts: volumeMounts!.filter(({ mountPath }) => mountPath !== '/tmp') });
    expect(await restartOf(without)).toMatch(/Failed to create temporary directory for Python environments/);
  });

  test('a volume for what it writes that is mounted read-only', async () => {
    const readOnly = ({ volumeMounts }: Container) => ({ volumeMounts: volumeMounts!.map(mount => (mount.mountPath === '/tmp' ? { ...mount, readOnly: true } : mount)) });
    expect(await restartOf(readOnly)).toMatch(/Failed to create temporary directory for Python environments/);
  });

  test('a grace period that ends before the requests do', async () => {
    await (await start(() => ({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }), { terminationGracePeriodSeconds: 6 })).ready();
    const end = await deleteUnder({ every: 800, endpointsLeaveAfter: 3, ask: () => infer(pod.url('http'), SERVED_NAME, 10) }, pod);
    expect(end).toMatchObject({ killed: true, exitCode: 137 });
    expect(end.lost.length).toBeGreaterThan(0);
  });
});
