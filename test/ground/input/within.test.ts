import { App, Chart } from 'cdk8s';
import { allCases } from './cases';
import { within } from '../../../src/ground/input/within';

const construct = () => new Chart(new App(), 'models');
const failing = (message: string) => () => { throw new Error(message); };
const messageOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** One case in so many; all of them take minutes. */
const EVERY = 31;

test('an error about a value says which construct it was given to', () => {
  const own = within(construct());
  expect(messageOf(() => own(failing('invalid name: got "A", allowed is "a"; use "a"')))).toBe('[models] invalid name: got "A", allowed is "a"; use "a"');
  expect(messageOf(() => own(failing('the ports are the same')))).toBe('[models] the ports are the same');
});

test.each(['[models/a] the engine refuses', 'invalid replicas of Model "models/a": got "x"', 'the model models has no Service'])('what says it already stays: %s', message => {
  expect(messageOf(() => within(construct())(failing(message)))).toBe(message);
});

test('a mistake in a program stays as it is, and so does an answer', () => {
  const own = within(construct());
  expect(() => own(() => { throw new TypeError('x is not a function'); })).toThrow(new TypeError('x is not a function'));
  expect(own(() => 7)).toBe(7);
});

test('every error about the props of a construct has the path of the construct', () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings: thousands of them
  const cases = allCases().filter(({ title }) => /^new_\w+(?<!Engine|Source) props\b/.test(title)).filter((_, index) => index % EVERY === 0);
  const pathless = cases.flatMap(({ title, run }) => {
    const message = messageOf(run);
    return message === undefined || /["[ ]chart\/\w+/.test(message) ? [] : [`${title}: ${message.slice(0, 200)}`];
  });
  expect(cases.length).toBeGreaterThan(300);
  expect(pathless).toEqual([]);
}, 600_000);
