import { Duration, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, TimingOptions } from '../../src';
import { checkedDuration } from '../../src/ground/durations';
import { planTiming } from '../../src/render/timing';
import { PlainEngine, smallCompute } from '../fixtures';

const GB = 1e9;
const NOTHING = { byServer: false, initContainers: false };
const plan = (options: TimingOptions = {}, weights = 0, fetch = NOTHING) => (
  planTiming(options, new PlainEngine(), smallCompute(), weights, fetch)
);

describe('the timing chain', () => {
  test('gives a small model ten minutes to start, and its rollout 15 more', () => {
    expect(plan()).toEqual({ startup: 600, preStop: 15, drain: 30, leaving: 15, finishing: 30, grace: 60, progressDeadline: 1500, loading: 300 });
  });

  test('gives a large model the time to be read at 250 MB/s, and to warm up', () => {
    expect(plan({}, 250 * GB)).toMatchObject({ loading: 1300, startup: 1300, progressDeadline: 2220 });
  });

  test('adds the download at 1 Gbit/s to the start when the server does it itself', () => {
    expect(plan({}, 250 * GB, { byServer: true, initContainers: false })).toMatchObject({ startup: 1000 + 2000 + 300 });
  });

  test('adds the download to the rollout when an init container does it', () => {
    expect(plan({}, 250 * GB, { byServer: false, initContainers: true })).toMatchObject({ startup: 1300, progressDeadline: 300 + 600 + 2000 + 1300 });
  });

  test.each([['google.com/tpu', 1800], ['habana.ai/gaudi', 1800], ['amd.com/gpu', 300], ['nvidia.com/gpu', 300], ['example.com/npu', 300]])('gives %s %d seconds to warm up', (resource, loading) => {
    const compute = Compute.gpu(Accelerator.of({ name: 'one', resource }), { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    const engine = new PlainEngine();
    expect(planTiming({}, engine, compute, 0, NOTHING).loading).toBe(loading);
    expect(planTiming({ startup: Duration.minutes(5) }, engine, compute, 0, NOTHING)).toMatchObject({ startup: 300, loading });
  });

  test('takes what the user says, and derives the rest from it', () => {
    expect(plan({ preStopDelay: Duration.seconds(5), drain: Duration.minutes(2) })).toMatchObject({ preStop: 5, drain: 120, grace: 140 });
    expect(plan({ startup: Duration.hours(1) })).toMatchObject({ startup: 3600, progressDeadline: 4500 });
    const given = { terminationGracePeriod: Duration.seconds(7), progressDeadline: Duration.seconds(8) };
    expect(plan(given)).toMatchObject({ grace: 7, progressDeadline: 8 });
  });

  test('rounds up to whole seconds', () => {
    expect(plan({ preStopDelay: Duration.millis(1), drain: Duration.millis(1001) })).toMatchObject({ preStop: 1, drain: 2, grace: 18 });
  });
});

describe('a duration', () => {
  test('that Kubernetes can count is given back', () => {
    const duration = Duration.days(1);
    expect(checkedDuration('timing.drain', duration)).toBe(duration);
    expect(() => checkedDuration('timing.drain', Duration.seconds(0))).not.toThrow();
  });

  test.each([NaN, Infinity, 2 ** 31])('fails for %p seconds', seconds => {
    expect(() => checkedDuration('timing.drain', Duration.seconds(seconds))).toThrow(`invalid timing.drain in seconds: got ${seconds}, allowed is a whole number from 0 to 2147483647`);
  });
});
