import { Server } from 'node:http';
import { AddressInfo, connect, Socket } from 'node:net';
import { until } from './fake-api';
import { probeServer } from '../../reporter/probe-server';

let server: Server;
let sockets: Socket[];
let problem: string | undefined;

beforeEach(async () => {
  problem = undefined;
  sockets = [];
  server = probeServer({ unhealthy: () => undefined, unready: () => problem, metrics: () => 'm 1\n' });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;
const open = (content = '') => new Promise<Socket>(resolve => {
  const socket: Socket = connect(port(), '127.0.0.1', () => { socket.write(content); resolve(socket); });
  socket.on('error', () => undefined);
  sockets.push(socket);
});
const connections = () => new Promise<number>((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
const ready = async () => (await fetch(`http://127.0.0.1:${port()}/readyz`)).status;

describe('the probes', () => {
  test.each<[string, string]>([
    ['that are never used', ''],
    ['with half a request', 'GET /readyz HTTP/1.1\r\nHost: x\r\n'],
    ['with a body that does not come', 'POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n'],
    ['of clients that do not read', 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100)],
  ])('answer beside a thousand connections %s, and keep few of them', async (_title, content) => {
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 100 }, () => open(content)));
    expect(await ready()).toBe(200);
    expect(await connections()).toBeLessThanOrEqual(64);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['half-open', () => undefined],
    ['that the other end has closed for its part', socket => socket.end()],
  ])('keep as many as ever of two thousand connections %s, and not their memory', async (_title, use) => {
    let most = 0;
    const counting = setInterval(() => void connections().then(count => { most = Math.max(most, count); }), 5);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 2; round++) {
      (await Promise.all(Array.from({ length: 1_000 }, () => open('GET /readyz HTTP/1.1\r\nHost: ')))).forEach(use);
      expect(await ready()).toBe(200);
    }
    clearInterval(counting);
    expect([most, await connections()].filter(count => count > 65)).toEqual([]); // the newest is counted before the oldest goes
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(150); // the ends of the clients are in this process too, and wait there when it gets little processor time
  }, 30_000);

  test('end a connection that is never used, and one that is fed a byte at a time', async () => {
    const [idle, slow] = [await open(), await open('GET /readyz HTTP/1.1\r\n')];
    const feeding = setInterval(() => { if (!slow.destroyed) slow.write('x'); }, 200);
    const ended = new Set<Socket>();
    for (const socket of [idle, slow]) socket.resume().on('close', () => ended.add(socket));
    try {
      await until(() => ended.size === 2, 12_000);
    } finally {
      clearInterval(feeding);
    }
  }, 20_000);

  test('close after each answer, and refuse headers that are large', async () => {
    const response = await fetch(`http://127.0.0.1:${port()}/metrics`);
    expect([response.headers.get('connection'), await response.text()]).toEqual(['close', 'm 1\n']);
    expect((await fetch(`http://127.0.0.1:${port()}/readyz`, { headers: { large: 'x'.repeat(10_000) } })).status).toBe(431);
    problem = 'not seen any more: pods (403)';
    expect(await ready()).toBe(503);
  });
});
