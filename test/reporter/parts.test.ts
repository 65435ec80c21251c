import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../reporter/config';
import { KINDS } from '../../reporter/kinds';
import { ApiError } from '../../reporter/kube/api-error';
import { BackOff } from '../../reporter/kube/back-off';
import { Identity } from '../../reporter/kube/identity';
import { Lines } from '../../reporter/kube/lines';
import { at, list, number, record, text, time } from '../../reporter/kube/raw';
import { Limiter } from '../../reporter/limiter';
import { isLevel, Level, Log } from '../../reporter/log';
import { Metrics } from '../../reporter/metrics';
import { WorkQueue } from '../../reporter/queue';
import { resourceIn, sources } from '../../reporter/resources';

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

describe('lines', () => {
  const cut = (...chunks: Buffer[]) => {
    const taken: string[] = [];
    const lines = new Lines(line => taken.push(line));
    for (const chunk of chunks) lines.push(chunk);
    return taken;
  };

  test('are whole wherever the chunks are cut, also in the middle of a character', () => {
    const bytes = Buffer.from('{"a":"ü"}\n\n{"b":"→"}\n{"c":1');
    for (let first = 0; first <= bytes.length; first++) {
      for (const second of [first, Math.min(first + 1, bytes.length), bytes.length]) {
        expect(cut(bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second))).toEqual(['{"a":"ü"}', '{"b":"→"}']);
      }
    }
  });

  test('may be many in one chunk', () => {
    expect(cut(Buffer.from('a\nb\nc\n'))).toEqual(['a', 'b', 'c']);
  });
});

describe('back-off', () => {
  test('doubles to its most, and begins anew', () => {
    const backOff = new BackOff(100, 1_000, () => 1);
    expect([1, 2, 3, 4, 5, 6].map(() => backOff.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    backOff.reset();
    expect(backOff.next()).toBe(100);
  });

  test('varies by half, and respects what the server asks for', () => {
    expect(new BackOff(100, 1_000, () => 0).next()).toBe(50);
    expect(new BackOff(100, 1_000, () => 0).next(5_000)).toBe(5_000);
  });
});

describe('who we are', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'identity-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is read anew after a minute, or when it was refused; what cannot be read stays', () => {
    let now = 0;
    const [token, ca] = [join(folder, 'token'), join(folder, 'ca')];
    writeFileSync(token, 'one\n');
    writeFileSync(ca, 'CA');
    const identity = new Identity(token, ca, () => now);
    expect(identity.get()).toEqual({ token: 'one', ca: 'CA' });
    writeFileSync(token, 'two');
    now = 59_000;
    expect(identity.get().token).toBe('one');
    now = 60_000;
    expect(identity.get().token).toBe('two');
    writeFileSync(token, 'three');
    identity.expire();
    expect(identity.get().token).toBe('three');
    rmSync(token);
    identity.expire();
    expect(identity.get().token).toBe('three');
  });

  test('fails when it was never known', () => {
    expect(() => new Identity(join(folder, 'none'), undefined).get()).toThrow(/ENOENT/);
  });
});

describe('what comes over the wire', () => {
  test.each([undefined, null, 7, 'x', true, [], {}])('is looked at: %j', value => {
    expect(Array.isArray(list(value))).toBe(true);
    expect(typeof record(value)).toBe('object');
    expect([undefined, 'x']).toContain(text(value));
    expect([undefined, 7]).toContain(number(value));
    expect(time(value)).toBeUndefined();
    expect(at(value, 'a', 'b')).toBeUndefined();
  });

  test('is no number when it is none', () => {
    expect(number(NaN)).toBeUndefined();
    expect(time('2026-01-01T00:00:00Z')).toBe(1_767_225_600_000);
  });
});

describe('the queue', () => {
  const options = { settle: 5, spacing: 10, workers: 2, longest: 1_000 };

  test('works on a key once, however often it was added', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(options, async key => { done.push(key); return undefined; });
    for (let index = 0; index < 100; index++) queue.add(index % 2 ? 'a' : 'b');
    await pause(50);
    expect(done.sort()).toEqual(['a', 'b']);
    expect(queue.depth).toBe(0);
    expect(queue.stalledFor).toBe(0);
  });

  test('works on a key again when it was added meanwhile, and never twice at once', async () => {
    let [running, most, runs] = [0, 0, 0];
    const queue = new WorkQueue(options, async () => {
      most = Math.max(most, ++running);
      runs += 1;
      await pause(30);
      running -= 1;
      return undefined;
    });
    queue.add('a', 0);
    await pause(15);
    for (let index = 0; index < 10; index++) queue.add('a', 0);
    await pause(150);
    expect([most, runs]).toEqual([1, 2]);
  });

  test('works on some keys at once, and says how many wait', async () => {
    let [running, most] = [0, 0];
    const queue = new WorkQueue(options, async () => {
      most = Math.max(most, ++running);
      await pause(20);
      running -= 1;
      return undefined;
    });
    for (const key of 'abcdef') queue.add(key, 0);
    await pause(15);
    expect([queue.depth, most]).toEqual([6, 2]);
    await queue.stop();
    expect(running).toBe(0);
  });

  test('tries again after a failure, later each time, and not before the server wants it', async () => {
    const waits: number[] = [];
    let failures = 0;
    const queue = new WorkQueue({ ...options, longest: 40 }, async () => {
      if (failures++ < 3) throw failures === 1 ? new ApiError(429, 'slow', 90) : new Error('no');
      return undefined;
    }, (_key, _error, wait) => waits.push(wait));
    queue.add('a');
    await pause(300);
    expect(failures).toBe(4);
    expect(waits[0]).toBe(90);
    expect(waits).toHaveLength(3);
  });

  test('does not try again earlier because something changes', async () => {
    const tries: number[] = [];
    const queue = new WorkQueue({ ...options, longest: 40 }, async () => {
      tries.push(performance.now());
      throw new ApiError(429, 'slow', 200);
    });
    queue.add('a', 0);
    for (let index = 0; index < 10; index++) {
      await pause(10);
      queue.add('a', 0);
    }
    await pause(200);
    await queue.stop();
    expect(tries[1]! - tries[0]!).toBeGreaterThanOrEqual(195);
  });

  test('works on a key not sooner after itself than it is told, also when it is added after that', async () => {
    const done: number[] = [];
    const queue = new WorkQueue({ ...options, settle: 1, spacing: 60 }, async () => { done.push(performance.now()); return undefined; });
    for (let index = 0; index < 10; index++) {
      queue.add('a');
      await pause(12);
    }
    await pause(70);
    expect(done.length).toBeGreaterThanOrEqual(2);
    for (const [index, later] of done.slice(1).entries()) expect(later - done[index]!).toBeGreaterThanOrEqual(58);
  });

  test('knows for how long keys wait and nothing is done, however long the line is', async () => {
    let now = 0;
    const ends: (() => void)[] = [];
    const work = () => new Promise<undefined>(resolve => { ends.push(() => resolve(undefined)); });
    const queue = new WorkQueue({ ...options, workers: 1 }, work, undefined, () => now);
    for (const key of 'abc') queue.add(key, 0);
    await pause(15);
    now = 1_000;
    expect(queue.stalledFor).toBe(1_000);
    ends[0]!();
    await pause(15);
    expect(queue.stalledFor).toBe(0);
    now = 1_500;
    expect(queue.stalledFor).toBe(500);
    ends[1]!();
    await pause(15);
    now = 9_000;
    expect(queue.stalledFor).toBe(0); // one is worked on, and none waits
    ends[2]!();
    await queue.stop();
  });

  test('comes back when it is told to, at the earlier of two times', async () => {
    const done: number[] = [];
    const began = Date.now();
    const queue = new WorkQueue(options, async () => { done.push(Date.now() - began); return done.length === 1 ? 60 : undefined; });
    queue.add('a', 1_000);
    queue.add('a', 0);
    await pause(150);
    expect(done).toHaveLength(2);
    expect(done[1]! - done[0]!).toBeGreaterThanOrEqual(50);
  });

  test('works less often on a key that takes long, so that the others get their turn', async () => {
    const done: string[] = [];
    const queue = new WorkQueue({ ...options, spacing: 1 }, async key => {
      done.push(key);
      for (const end = performance.now() + (key === 'slow' ? 20 : 0); performance.now() < end;);
      return 0;
    });
    queue.add('slow');
    queue.add('quick');
    await pause(350);
    await queue.stop();
    expect(done.filter(key => key === 'slow').length).toBeLessThanOrEqual(3);
    expect(done.filter(key => key === 'quick').length).toBeGreaterThan(20);
  });

  test('takes no key when it is stopped', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(options, async key => { done.push(key); return undefined; });
    queue.add('b');
    await queue.stop();
    queue.add('c');
    await pause(30);
    expect(done).toEqual([]);
  });
});

describe('the limiter', () => {
  test('lets a burst through, and then so many a second', async () => {
    const limiter = new Limiter(100, 5);
    const began = Date.now();
    await Promise.all(Array.from({ length: 10 }, () => limiter.take()));
    expect(Date.now() - began).toBeGreaterThanOrEqual(45);
  });

  test('is not confused when the clock is set back', async () => {
    let back = 0;
    const real = Date.now.bind(Date);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() - back);
    try {
      const limiter = new Limiter(100, 1);
      back = 60_000;
      const began = performance.now();
      await limiter.take();
      await limiter.take();
      expect(performance.now() - began).toBeLessThan(1_000);
    } finally {
      clock.mockRestore();
    }
  });

  test('saves no more than a burst', async () => {
    let now = 0;
    const limiter = new Limiter(100, 2, () => now);
    now = 1_000_000;
    const began = Date.now();
    await Promise.all([limiter.take(), limiter.take(), limiter.take()]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(8);
  });
});

describe('the configuration', () => {
  const pod = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

  test('is that of a Pod when nothing else is said', () => {
    expect(readConfig(pod)).toEqual({
      server: new URL('https://10.0.0.1:443'),
      tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
      caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
      namespaces: [],
      port: 8080,
      host: undefined,
      level: 'info',
    });
    expect(readConfig({ ...pod, KUBERNETES_SERVICE_HOST: 'fd00::1' }).server.href).toBe('https://[fd00::1]/');
    expect(readConfig({ ...pod, NAMESPACES: ' a,b ,' }).namespaces).toEqual(['a', 'b']);
    expect(readConfig({ API_SERVER: 'http://127.0.0.1:1' }).caFile).toBeUndefined();
  });

  test.each([
    [{}, /there is no KUBERNETES_SERVICE_HOST.*set API_SERVER/],
    [{ ...pod, PORT: 'http' }, /PORT is "http"/],
    [{ ...pod, PORT: '70000' }, /PORT is "70000"/],
    [{ ...pod, LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
    [{ API_SERVER: 'nowhere' }, /Invalid URL/],
  ])('fails for %j', (env, words) => {
    expect(() => readConfig(env)).toThrow(words);
  });
});

test('a log says what is at least of its level, as JSON', () => {
  const lines: string[] = [];
  const log = new Log('warn' satisfies Level, line => lines.push(line), () => 0);
  log.debug('no');
  log.info('no');
  log.warn('yes', { a: 1 });
  log.error('yes\n');
  expect(lines).toEqual(['{"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"yes","a":1}\n', '{"time":"1970-01-01T00:00:00.000Z","level":"error","message":"yes\\n"}\n']);
  expect(isLevel('trace')).toBe(false);
});

test('metrics are as Prometheus reads them', () => {
  const metrics = new Metrics();
  const count = metrics.counter('a_total', 'All a.');
  metrics.gauge('b', 'Now b.', () => 7);
  count();
  count({}, 2);
  count({ kind: 'x"\n' });
  expect(metrics.toString()).toBe('# HELP a_total All a.\n# TYPE a_total counter\na_total 3\na_total{kind="x__"} 1\n# HELP b Now b.\n# TYPE b gauge\nb 7\n');
});

test('a path names its resource', () => {
  expect(['/api/v1/pods?watch=true', '/api/v1/namespaces/a/events', '/apis/registry.matrixinfer.ai/v1alpha1/namespaces/a/models/m/status?x', '/apis/apps/v1/deployments', '/healthz'].map(resourceIn))
    .toEqual(['pods', 'events', 'models/status', 'deployments', '']);
});

test('everything is watched in a namespace as it is in all', () => {
  const paths = (namespace?: string) => sources(namespace).map(({ resource: { path } }) => path);
  expect(paths('a').map(path => path.replace('/namespaces/a', ''))).toEqual(paths());
  expect(sources(undefined).filter(({ resource: { query, name } }) => query === undefined && !Object.hasOwn(KINDS, name))).toEqual([]);
});
