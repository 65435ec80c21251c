import { Health } from '../../reporter/health';
import { ApiError } from '../../reporter/kube/api-error';

const FORBIDDEN = new ApiError(403, 'forbidden');
const UNREACHED = new ApiError(0, 'connect ECONNREFUSED');

function watched() {
  let now = 0;
  const told: string[] = [];
  const health = new Health((part, lost) => told.push(`${part}: ${lost ?? 'works'}`), () => now);
  const fails = (error: Error, seconds: number, part = 'pods') => {
    for (const end = now + seconds * 1_000; now < end; now += 1_000) health.failed(part, error);
    health.failed(part, error);
  };
  return { health, told, fails, passes: (seconds: number) => { now += seconds * 1_000; } };
}

describe('what has to work', () => {
  test('is lost when it is refused for 10 s, and is told once', () => {
    const { health, told, fails, passes } = watched();
    fails(FORBIDDEN, 9);
    expect([health.lost, health.refused(() => true), told]).toEqual([undefined, undefined, []]);
    passes(1);
    expect([health.lost, health.refused(() => true), told]).toEqual(['pods (403)', undefined, []]); // who asks is told at once
    fails(FORBIDDEN, 10);
    expect([health.lost, health.refused(() => true), told]).toEqual(['pods (403)', 'pods (403)', ['pods: 403: forbidden']]);
    health.works('pods');
    expect([health.lost, told.length, told[1]]).toEqual([undefined, 2, 'pods: works']);
  });

  test('is lost when it fails otherwise for a minute; nothing is said of Models then, because nothing can be', () => {
    const { health, fails } = watched();
    fails(UNREACHED, 59);
    expect(health.lost).toBeUndefined();
    fails(UNREACHED, 2);
    expect([health.lost, health.refused(() => true)]).toEqual(['pods (no answer)', undefined]);
  });

  test('is lost no more when nobody tries it: the Model whose status could not be written is gone', () => {
    const { health, fails, passes } = watched();
    fails(FORBIDDEN, 0);
    passes(30);
    expect(health.lost).toBe('pods (403)');
    passes(70);
    expect(health.lost).toBeUndefined();
    fails(FORBIDDEN, 0);
    expect(health.lost).toBeUndefined();
  });

  test('is not lost by one refusal when the server comes back after a while', () => {
    const { health, fails } = watched();
    fails(UNREACHED, 40);
    fails(FORBIDDEN, 5);
    expect(health.lost).toBeUndefined();
  });

  test('is not lost while it works now and then', () => {
    const { health, fails } = watched();
    for (let round = 0; round < 5; round++) {
      fails(FORBIDDEN, 9);
      health.works('pods');
    }
    expect(health.lost).toBeUndefined();
  });

  test('is named each by itself', () => {
    const { health, fails } = watched();
    fails(FORBIDDEN, 20, 'services');
    fails(new TypeError('a bug'), 65);
    expect(health.lost).toBe('pods (an error), services (403)');
    health.works('services');
    expect(health.lost).toBe('pods (an error)');
  });

  test.each([[401, true], [403, true], [404, true], [405, true], [408, false], [409, false], [410, false], [429, false], [500, false], [503, false], [0, false]])('is refused by %d: %s', (status, refused) => {
    expect(new ApiError(status, 'no').refused).toBe(refused);
  });
});
