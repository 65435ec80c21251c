import { ApiError } from '../../reporter/kube/api-error';
import { Connection } from '../../reporter/kube/connection';
import { Raw } from '../../reporter/kube/raw';
import { Watcher } from '../../reporter/kube/watcher';

const LIST: Raw = { metadata: { resourceVersion: '7' }, items: [{ metadata: { name: 'a' } }] };

/** A watcher of an API server that answers as it is told; gives what happened, in one list. */
function watching(list: () => Raw, watch: (count: number) => Promise<void>, optional = false) {
  const happened: string[] = [];
  const told = (what: string) => () => { happened.push(what); };
  const stopping = new AbortController();
  let watches = 0;
  const connection = {
    page: async () => { happened.push('list'); return { body: list(), bytes: 100 }; },
    stream: async () => { happened.push('watch'); return watch(++watches); },
  } as unknown as Connection;
  const sink = { put: told('put'), remove: told('remove'), restarted: told('restarted'), listed: told('listed') };
  const watcher = new Watcher(connection, { name: 'things', path: '/things', optional }, sink, { relisted: () => undefined, watching: () => undefined, failed: told('failed') }, stopping.signal);
  void watcher.run();
  return { happened, stop: () => stopping.abort() };
}
const count = (happened: readonly string[], what: string) => happened.filter(one => one === what).length;
const forEver = () => new Promise<void>(() => undefined);

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

describe('a watcher', () => {
  test('lists anew what was not served for a while: it may have missed anything', async () => {
    const { happened, stop } = watching(() => LIST, watches => (watches === 1 ? Promise.reject(new ApiError(404, 'page not found')) : forEver()), true);
    await jest.advanceTimersByTimeAsync(16_000);
    expect(happened).toEqual(['restarted', 'list', 'put', 'listed', 'watch', 'restarted', 'listed', 'restarted', 'list', 'put', 'listed', 'watch']);
    stop();
  });

  test('waits longer each time when every watch is refused, although lists are not', async () => {
    const { happened, stop } = watching(() => LIST, () => Promise.reject(new ApiError(410, 'too old resource version')));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(count(happened, 'list')).toBeGreaterThan(3);
    expect(count(happened, 'list')).toBeLessThan(10);
    stop();
  });

  test('does not take an answer that is no list for an empty one', async () => {
    const { happened, stop } = watching(() => ({ message: '<html>welcome</html>' }), forEver);
    await jest.advanceTimersByTimeAsync(1_000);
    expect([count(happened, 'listed'), count(happened, 'failed') > 0]).toEqual([0, true]);
    stop();
  });
});
