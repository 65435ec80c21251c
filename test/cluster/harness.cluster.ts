import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { kubeConfigOf } from './harness/clients';
import { ControlPlane } from './harness/control-plane';
import { whyNot } from './harness/needs';

const ALL_PARTS = { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true };
const describeHarness = whyNot(ALL_PARTS) === undefined ? describe : describe.skip;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function allGone(pids: readonly number[], within: number): Promise<boolean> {
  for (const deadline = Date.now() + within; Date.now() < deadline; await sleep(100)) {
    if (!pids.some(isAlive)) return true;
  }
  return false;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (answer: boolean) => { socket.destroy(); resolve(answer); };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}

describeHarness('a control plane', () => {
  test('lives beside another, and nothing of it is left when it is stopped', async () => {
    // GIVEN
    const [one, other] = await Promise.all([ControlPlane.start({ version: NEWEST_KUBERNETES }), ControlPlane.start({ version: NEWEST_KUBERNETES })]);
    const pids = [...one.pids(), ...other.pids()];
    try {
      expect(pids).toHaveLength(4);
      expect((await one.api.must('POST', '/api/v1/namespaces', { metadata: { name: 'of-one' } })).status).toBe(201);
      expect((await other.api.send('GET', '/api/v1/namespaces/of-one')).status).toBe(404);
    } finally {
      // WHEN
      await Promise.all([one.stop(), other.stop()]);
    }

    // THEN
    expect(pids.filter(isAlive)).toEqual([]);
    expect(() => one.api).toThrow('not running');
  });

  test('listens on loopback only', async () => {
    const plane = await ControlPlane.start({ version: NEWEST_KUBERNETES });
    try {
      const port = Number(new URL(kubeConfigOf(plane).getCurrentCluster()!.server).port);
      const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4');
      expect(await accepts('127.0.0.1', port)).toBe(true);
      for (const { address } of others) expect(await accepts(address, port)).toBe(false);
    } finally {
      await plane.stop();
    }
  });

  test('ends when the process that started it is killed', async () => {
    // GIVEN a program that starts one, and says its process ids
    const program = join(__dirname, 'harness', 'start-and-wait.ts');
    const tsx = join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const starter = spawn(process.execPath, ['--import', `file://${join(tsx, '..', 'loader.mjs')}`, program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => { createInterface(starter.stdout).once('line', resolve); });
    const { pids, folder } = JSON.parse(line) as { pids: number[]; folder: string };
    expect(pids.filter(isAlive)).toHaveLength(2);

    // WHEN
    starter.kill('SIGKILL');

    // THEN
    expect(await allGone(pids, 10_000)).toBe(true);
    await sleep(500);
    expect(existsSync(folder)).toBe(false);
  });

  test('runs Pods on simulated nodes, with all of its parts', async () => {
    const plane = await ControlPlane.start(ALL_PARTS);
    try {
      await plane.api.must('POST', '/api/v1/nodes', {
        metadata: { name: 'simulated', annotations: { 'kwok.x-k8s.io/node': 'fake' } },
        status: { allocatable: { 'cpu': '8', 'memory': '32Gi', 'pods': '110', 'nvidia.com/gpu': '1' }, capacity: { 'cpu': '8', 'memory': '32Gi', 'pods': '110', 'nvidia.com/gpu': '1' } },
      });
      const container = { name: 'server', image: 'server', resources: { limits: { 'nvidia.com/gpu': '1' } } };
      await plane.api.must('POST', '/apis/apps/v1/namespaces/default/deployments', {
        metadata: { name: 'model' },
        spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [container] } } },
      });
      const ready = async () => (await plane.api.must('GET', '/apis/apps/v1/namespaces/default/deployments/model')).body.status as { readyReplicas?: number };
      const deadline = Date.now() + 60_000;
      while ((await ready()).readyReplicas !== 1 && Date.now() < deadline) await sleep(200);
      expect((await ready()).readyReplicas).toBe(1);
      plane.assertAlive();
    } finally {
      await plane.stop();
    }
  });
});
