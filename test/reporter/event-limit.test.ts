import { EventLimit } from '../../reporter/event-limit';

const MINUTE = 60_000;

function limit(): { take(reason: string): string; pass(milliseconds: number): void } {
  let now = 0;
  const events = new EventLimit(() => now);
  return { take: reason => events.take(reason), pass: milliseconds => { now += milliseconds; } };
}

describe('Events about one Model', () => {
  test('are said while they are few', () => {
    const events = limit();
    expect(['Starting', 'Serving', 'CrashLoop', 'Serving'].map(events.take)).toEqual(Array(4).fill('said'));
  });

  test('of one reason are combined at the tenth, and left out until ten minutes are over', () => {
    const events = limit();
    const taken = Array.from({ length: 40 }, () => events.take('Serving'));
    expect(taken).toEqual([...Array<string>(9).fill('said'), 'combined', ...Array<string>(30).fill('left out')]);
    events.pass(10 * MINUTE - 1);
    expect(events.take('Serving')).toBe('left out');
    events.pass(1);
    expect(events.take('Serving')).toBe('said');
  });

  test('of many reasons are at most 25, and then one in five minutes', () => {
    const events = limit();
    const said = () => Array.from({ length: 100 }, (_, index) => events.take(`Reason${index}`)).filter(verdict => verdict !== 'left out').length;
    expect(said()).toBe(25);
    expect(said()).toBe(0);
    events.pass(5 * MINUTE);
    expect(said()).toBe(1);
    events.pass(1_000 * MINUTE);
    expect(said()).toBe(25);
  });

  test('are 74 in 30 s and not more than 20 of them are said', () => {
    const events = limit();
    const taken = Array.from({ length: 74 }, (_, index) => {
      events.pass(400);
      return events.take(index % 2 === 0 ? 'Serving' : 'NoEndpoints');
    });
    expect(taken.filter(verdict => verdict !== 'left out')).toHaveLength(20);
  });
});
