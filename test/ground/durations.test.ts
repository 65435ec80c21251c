import { allCases } from './input/cases';

test('a duration of whatever length is rounded or refused in words of this library, wherever it is given', () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true); // warnings
  const cases = allCases().filter(({ title }) => /: duration \d+$/.test(title));
  const foreign = cases.flatMap(({ title, run }) => {
    try {
      run();
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'Error' || /cannot be converted/.test(message)) return [`${title}: ${name}: ${message}`];
    }
    return [];
  });
  expect(cases.length).toBeGreaterThan(200);
  expect(foreign).toEqual([]);
}, 600_000);
