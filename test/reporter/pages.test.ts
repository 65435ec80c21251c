import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { until } from './fake-api';
import { Connection } from '../../reporter/kube/connection';
import { Identity } from '../../reporter/kube/identity';
import { Lines } from '../../reporter/kube/lines';
import { PageSize } from '../../reporter/kube/page-size';
import { Raw } from '../../reporter/kube/raw';
import { Watcher } from '../../reporter/kube/watcher';

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/** One page that was read, in bytes, and for how many objects was asked. */
interface Given { readonly bytes: number; readonly limit: number }

describe('a list is read in pages of few bytes', () => {
  let server: Server;
  let given: Given[];
  let asked: number;
  let [now, most] = [0, 0];
  const stopping = new AbortController();

  /** An API server with objects of these sizes, in order. */
  async function serve(sizes: readonly number[]): Promise<Connection> {
    given = [];
    asked = 0;
    server = createServer((request, response) => {
      const { searchParams: query } = new URL(request.url!, 'http://localhost');
      if (query.has('watch')) return void response.writeHead(200).flushHeaders();
      const [from, limit] = [Number(query.get('continue') ?? 0), Number(query.get('limit'))];
      const items = sizes.slice(from, from + limit).map((size, index) => ({ metadata: { name: `o${from + index}` }, data: 'x'.repeat(size) }));
      const next = from + limit < sizes.length ? String(from + limit) : undefined;
      asked += 1;
      most = Math.max(most, ++now);
      setTimeout(() => {
        now -= 1;
        response.end(JSON.stringify({ metadata: { resourceVersion: '7', continue: next }, items }));
      }, 5);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const identity = { get: () => ({ token: 'x', ca: undefined }), expire: () => undefined } as unknown as Identity;
    const connection = new Connection(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), identity);
    const page = connection.page.bind(connection);
    connection.page = async (path, bytes) => {
      const answer = await page(path, bytes);
      given.push({ bytes: answer.bytes, limit: Number(/limit=(\d+)/.exec(path)![1]) });
      return answer;
    };
    return connection;
  }

  async function namesOf(connection: Connection): Promise<string[]> {
    const names: string[] = [];
    let listed = false;
    const sink = {
      put: (object: Raw) => { names.push(String((object.metadata as Raw).name)); },
      remove: () => undefined,
      restarted: () => { names.length = 0; },
      listed: () => { listed = true; },
    };
    const events = { relisted: () => undefined, watching: () => undefined, failed: () => undefined };
    void new Watcher(connection, { name: 'pods', path: '/pods' }, sink, events, stopping.signal).run();
    await until(() => listed, 30_000);
    connection.close();
    return names;
  }

  afterAll(() => stopping.abort());
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  test.each<[string, readonly number[], number]>([
    ['small ones are many in a page', Array<number>(1_000).fill(2 * KIB), 12],
    ['250 of 400 KiB', Array<number>(250).fill(400 * KIB), 70],
    ['40 of a megabyte and a half, one at a time', Array<number>(40).fill(1.5 * MIB), 50],
    ['large ones behind small ones', [...Array<number>(300).fill(100), ...Array<number>(60).fill(500 * KIB)], 40],
    ['one that is larger than a page', [100, 20 * MIB, 100], 8],
    ['none', [], 1],
  ])('%s', async (_title, sizes, requests) => {
    const names = await namesOf(await serve(sizes));
    expect(names).toEqual(sizes.map((_size, index) => `o${index}`));
    expect(asked).toBeLessThanOrEqual(requests);
    for (const { bytes, limit } of given) expect(limit === 1 || bytes <= 8 * MIB).toBe(true);
  }, 60_000);

  test('two lists never have a page at once', async () => {
    const connection = await serve(Array<number>(10).fill(1.5 * MIB));
    [now, most] = [0, 0];
    const page = connection.page.bind(connection);
    const pages = await Promise.all(Array.from({ length: 4 }, () => page('/pods?limit=1')));
    expect([pages.length, most]).toEqual([4, 1]);
    await expect(page('/pods?limit=2', MIB)).rejects.toThrow('the answer has more than 1048576 bytes');
    expect((await page('/pods?limit=1')).bytes).toBeGreaterThan(MIB);
    connection.close();
  });
});

describe('how many objects are asked for', () => {
  test('grows to twice at a time, and falls at once', () => {
    const size = new PageSize();
    const limits = [100, 100, 100, 100, 100, 100].map(each => { size.read(each * size.limit, size.limit); return size.limit; });
    expect(limits).toEqual([40, 80, 160, 250, 250, 250]);
    size.read(50 * MIB, 250);
    expect(size.limit).toBe(10);
    size.read(3 * MIB, 1);
    expect([size.limit, size.bytes]).toEqual([1, undefined]);
    size.tooLarge();
    expect(size.limit).toBe(1);
    size.read(0, 0);
    expect(size.limit).toBe(2);
  });
});

test('a line that never ends is not kept', () => {
  const lines = new Lines(() => undefined);
  const chunk = Buffer.alloc(8 * MIB, 'x');
  expect(() => { for (let index = 0; index < 20; index++) lines.push(chunk); }).toThrow('a line is longer than 33554432 characters');
});
