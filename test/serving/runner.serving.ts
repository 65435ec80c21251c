/*
 * The runner itself: each of its checks is seen to fail on a Pod that is broken for it, so that none is green because it cannot be red.
 * It takes no model server, and seconds.
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, askJson } from './harness/http';
import { whyNoSandbox } from './install/servers';
import { fakeImage, fakePod } from './models/fake';
import { PodOptions, RunningPod } from './pod/pod';
import { Container, EnvVar, PodTemplate } from './pod/template';
import { Drained, deleteUnder } from './pod/traffic';

interface Where {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly uid: number;
  readonly gid: number;
  readonly pid: number;
  readonly cwd: string;
}

const group = whyNoSandbox() === undefined || process.env.CI === 'true' ? describe : describe.skip;

group('the runner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-runner-'));
  const running: RunningPod[] = [];
  afterEach(async () => { for (const pod of running.splice(0)) await pod.stop(); });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (template: PodTemplate, options: PodOptions = {}): Promise<RunningPod> => {
    const pod = await RunningPod.start(template, { image: async () => fakeImage(folder), ...options });
    running.push(pod);
    return pod;
  };
  const env = (...more: EnvVar[]) => {
    const kept = fakePod().spec.containers[0]!.env!.filter(({ name }) => !more.some(other => other.name === name));
    return { env: [...kept, ...more] };
  };
  const drained = async (template: PodTemplate, seconds: number): Promise<Drained> => {
    const pod = await start(template);
    await pod.ready();
    const one = async () => { expect((await ask(`${pod.url('http')}/work/${seconds}`)).text).toBe('done'); };
    return deleteUnder({ every: 500, endpointsLeaveAfter: 1, ask: one }, pod);
  };

  test('runs a Pod as it is rendered: arguments, variables, user, group, first process, working directory', async () => {
    const pod = await start(fakePod({
      args: ['--name=$(NAME)', '$$(NAME)', '$(UNKNOWN)'],
      ...env({ name: 'NAME', value: 'tiny' }, { name: 'KEY', valueFrom: { secretKeyRef: { name: 'secret', key: 'key' } } }, { name: 'BOTH', value: '$(NAME)-$(KEY)' }),
    }), { secrets: { secret: { key: 'hidden' } } });
    await pod.ready();
    const where = await askJson<Where>(`${pod.url('http')}/where`);
    expect(where).toMatchObject({ args: ['--name=tiny', '$(NAME)', '$(UNKNOWN)'], uid: 1000, gid: 3000, pid: 1, cwd: '/app' });
    expect(where.env).toMatchObject({ FROM_IMAGE: 'yes', NAME: 'tiny', KEY: 'hidden', BOTH: 'tiny-hidden', HOME: '/', KUBERNETES_SERVICE_PORT: '443' });
    expect(Object.keys(where.env)).not.toContain('npm_config_user_agent');
  });

  test('two Pods have the same port, each to itself', async () => {
    const pods = [await start(fakePod(env({ name: 'NAME', value: 'one' }))), await start(fakePod(env({ name: 'NAME', value: 'two' })))];
    const names = await Promise.all(pods.map(async pod => { await pod.ready(); return (await askJson<Where>(`${pod.url(8000)}/where`)).env.NAME; }));
    expect(names).toEqual(['one', 'two']);
  });

  test('a Pod reaches the ports of this machine that it was given, and an init container too', async () => {
    const hub = createServer((_, response) => response.end('weights')).listen(0, '127.0.0.1');
    await once(hub, 'listening');
    const { port } = hub.address() as AddressInfo;
    const script = `fetch('http://127.0.0.1:${port}').then(r => r.text()).then(t => require('fs').writeFileSync('/tmp/model', t))`;
    const init: Container = { name: 'download', image: 'fake:1', command: ['/app/node', '-e', script], volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }] };
    try {
      const pod = await start(fakePod({}, { initContainers: [init] }), { reachable: [port] });
      await pod.ready();
      expect(await pod.server.run(['/usr/bin/grep', '-q', 'weights', '/tmp/model'], 5_000)).toBe(0);
      await expect(start(fakePod({}, { initContainers: [init] }))).rejects.toThrow(/init container download failed with exit code 1/);
    } finally {
      hub.close();
    }
  });

  describe('sees what is wrong with', () => {
    const restartOf = async (template: PodTemplate, options?: PodOptions): Promise<string> => {
      const pod = await start(template, options);
      return `${await pod.restart()}\n${pod.log()}`;
    };

    test('a port that nobody listens on', async () => {
      expect(await restartOf(fakePod({ ports: [{ name: 'http', containerPort: 8001 }] }))).toMatch(/^startup probe failed 5 times/);
    });
    test('a server that listens on loopback alone', async () => {
      expect(await restartOf(fakePod(env({ name: 'ADDRESS', value: '127.0.0.1' })))).toMatch(/^startup probe failed 5 times/);
    });
    test('a probe at a path that there is not', async () => {
      const startupProbe = { httpGet: { path: '/healthy', port: 'http' }, periodSeconds: 1, failureThreshold: 2 };
      expect(await restartOf(fakePod({ startupProbe }))).toMatch(/^startup probe failed 2 times: HTTP 404 at \/healthy/);
    });
    test('a server that stops to live', async () => {
      expect(await restartOf(fakePod(env({ name: 'LIVE_FOR', value: '2' })))).toMatch(/^liveness probe failed 3 times: HTTP 503/);
    });
    test('a probe of a command, and of a connection', async () => {
      const exec = { exec: { command: ['/usr/bin/test', '-e', '/tmp/nothing'] }, periodSeconds: 1, failureThreshold: 2 };
      expect(await restartOf(fakePod({ startupProbe: exec }))).toMatch(/^startup probe failed 2 times: exit code 1/);
      const tcp = { tcpSocket: { port: 8001 }, periodSeconds: 1, failureThreshold: 2 };
      const ports = [{ name: 'http', containerPort: 8000 }, { name: 'other', containerPort: 8001 }];
      expect(await restartOf(fakePod({ ports, startupProbe: tcp }))).toMatch(/^startup probe failed 2 times: no connection/);
    });
    test('a cache without a volume', async () => {
      expect(await restartOf(fakePod({ volumeMounts: [] }))).toMatch(/exit code 1[^]*EROFS: read-only file system, open '\/tmp\/cache'|ENOENT/);
    });
    test('a cache on a volume that is mounted read-only', async () => {
      expect(await restartOf(fakePod({ volumeMounts: [{ name: 'scratch', mountPath: '/tmp', readOnly: true }] }))).toMatch(/exit code 1[^]*EROFS/);
    });
    test('memory that is smaller than what is written to it', async () => {
      const volumes = [{ name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }];
      expect(await restartOf(fakePod(env({ name: 'BYTES', value: '2000000' }), { volumes }))).toMatch(/exit code 1[^]*ENOSPC/);
    });
    test('a disk that holds more than its limit', async () => {
      const pod = await start(fakePod(env({ name: 'BYTES', value: '2000000' })));
      await pod.ready();
      expect(pod.overLimit()).toEqual([expect.stringMatching(/^Usage of EmptyDir volume "scratch" exceeds the limit "1Mi"/)]);
    });
    test('a file outside of the volumes', async () => {
      const pod = await start(fakePod({ ...env({ name: 'CACHE', value: '/stray' }), securityContext: {} }));
      await pod.ready();
      expect(pod.server.strayFiles()).toEqual(['/stray']);
      expect(pod.server.writablePaths()).toContain('/');
    });
    test('a Secret, a claim or an image that there is not', async () => {
      const secret = fakePod(env({ name: 'KEY', valueFrom: { secretKeyRef: { name: 'secret', key: 'key' } } }));
      await expect(start(secret)).rejects.toThrow(/KEY wants the key key of the Secret secret/);
      const volumes = [{ name: 'scratch', persistentVolumeClaim: { claimName: 'weights' } }];
      await expect(start(fakePod({}, { volumes }))).rejects.toThrow(/wants the claim weights/);
      await expect(RunningPod.start(fakePod())).rejects.toThrow(/no server on this machine stands for the image fake:1; known are .*tritonserver/);
    });
    test('a folder of a claim that there is not', async () => {
      mkdirSync(join(folder, 'claim'), { recursive: true });
      writeFileSync(join(folder, 'claim', 'file'), '');
      const volumes = [...fakePod().spec.volumes!, { name: 'model', persistentVolumeClaim: { claimName: 'weights', readOnly: true } }];
      const volumeMounts = [{ name: 'scratch', mountPath: '/tmp' }, { name: 'model', mountPath: '/mnt/models', subPath: 'nothing' }];
      await expect(start(fakePod({ volumeMounts }, { volumes }), { claims: { weights: join(folder, 'claim') } })).rejects.toThrow(/the volume model has no nothing/);
    });
  });

  describe('the end of a Pod', () => {
    test('loses nothing when preStop waits until the endpoints have left, and the server drains', async () => {
      const end = await drained(fakePod(), 3);
      expect(end).toMatchObject({ lost: [], killed: false, exitCode: 0 });
      expect(end.runningAtSigterm).toBeGreaterThan(0);
    });
    test('loses requests without preStop', async () => {
      expect((await drained(fakePod({ lifecycle: {} }), 3)).lost.length).toBeGreaterThan(0);
    });
    test('loses requests when the server does not drain', async () => {
      expect((await drained(fakePod(env({ name: 'DRAIN', value: 'cut' })), 3)).lost.length).toBeGreaterThan(0);
    });
    test('loses requests, and kills, when the grace is too short', async () => {
      const end = await drained(fakePod({}, { terminationGracePeriodSeconds: 3 }), 6);
      expect(end).toMatchObject({ killed: true, exitCode: 137 });
      expect(end.lost.length).toBeGreaterThan(0);
    });
    test('kills a server that ignores SIGTERM when the grace is over, and not before', async () => {
      const end = await drained(fakePod({ ...env({ name: 'DRAIN', value: 'ignore' }) }, { terminationGracePeriodSeconds: 5 }), 0);
      expect(end).toMatchObject({ killed: true, exitCode: 137 });
      expect(Math.round(end.afterDeletion)).toBe(5);
    });
  });
});
