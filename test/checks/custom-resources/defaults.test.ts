import { withDefaults } from '../../../src/checks/custom-resources/defaults';

const DEFAULTS = {
  members: { spec: { value: {}, members: { port: { value: 80 }, pools: { each: { members: { size: { value: 1 } } } } } } },
};

describe('what the API server fills in', () => {
  test.each<[string, unknown, unknown]>([
    ['an object that is not given, and what is in it', {}, { spec: { port: 80 } }],
    ['each item of a list', { spec: { port: 1, pools: [{}, { size: 2 }, 'odd'] } }, { spec: { port: 1, pools: [{ size: 1 }, { size: 2 }, 'odd'] } }],
    ['each value of a map', { spec: { port: 1, pools: { a: {}, b: { size: 2 } } } }, { spec: { port: 1, pools: { a: { size: 1 }, b: { size: 2 } } } }],
    ['nothing in what has another type', { spec: 'odd' }, { spec: 'odd' }],
  ])('%s', (_title, given, filled) => {
    expect(withDefaults(given, DEFAULTS)).toEqual(filled);
  });

  test('leaves a value as it is that has all of it', () => {
    const whole = { spec: { port: 1 } };
    expect(withDefaults(whole, DEFAULTS)).toBe(whole);
  });
});
