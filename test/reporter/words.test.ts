import { duration, lasting, nextStep, quoted, schedulerWords } from '../../reporter/status/words';

describe('what takes time', () => {
  test.each([[0, ''], [59, ''], [60, ' for 1m'], [119, ' for 1m'], [240, ' for 4m'], [899, ' for 8m'], [900, ' for 15m'], [5_000, ' for 1h'], [7_200, ' for 2h'], [10 ** 9, ' for 64h']])(
    'after %d s is said as %j', (seconds, words) => {
      expect(lasting(0, seconds * 1_000)).toBe(words);
    });

  test('is said anew only when it is twice as long', () => {
    expect(nextStep(0, 0)).toBe(60_000);
    expect(nextStep(0, 60_000)).toBe(120_000);
    expect(nextStep(5_000, 250_000)).toBe(485_000);
    expect(nextStep(0, 10 ** 12)).toBeUndefined();
  });

  test('that lies in the future, by a clock that is wrong, is said as if it began now', () => {
    expect(lasting(10_000, 0)).toBe('');
  });

  test.each([[0, '0s'], [45, '45s'], [60, '1m'], [600, '10m'], [3_600, '1h'], [5_400, '1h30m']])('of %d s is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});

describe('the scheduler\'s words', () => {
  test.each([
    ['0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.', 'insufficient nvidia.com/gpu'],
    ['0/8 nodes are available: 2 node(s) had untolerated taint {nvidia.com/gpu: present}, 6 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/8', 'insufficient nvidia.com/gpu, node(s) had untolerated taint {nvidia.com/gpu: present}'],
    ['0/5 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found', 'pod has unbound immediate PersistentVolumeClaims'],
    ['0/5 nodes are available: persistentvolumeclaim "weights" not found. preemption: 0/5 nodes are available: 5 Preemption is not helpful', 'persistentvolumeclaim "weights" not found'],
    ['no nodes available to schedule pods', 'no nodes available to schedule pods'],
    ['', 'the scheduler gave no reason'],
    ['0/0 nodes are available: ', 'the scheduler gave no reason'],
  ])('%s', (message, words) => {
    expect(schedulerWords(message)).toBe(words);
  });

  test('are the same whatever the number of nodes and the order of the reasons is', () => {
    const words = (a: number, b: number) => schedulerWords(`0/${a + b} nodes are available: ${a} Insufficient cpu, ${b} node(s) didn't match Pod's node affinity/selector. preemption: none`);
    expect(words(1, 2)).toBe(words(7, 5));
    expect(schedulerWords('0/2 nodes are available: 1 b, 1 a.')).toBe(schedulerWords('0/9 nodes are available: 4 a, 5 b.'));
  });
});

test('a long text in quotes is cut', () => {
  expect(quoted('short')).toBe('"short"');
  expect(quoted('x'.repeat(500))).toHaveLength(162);
});
