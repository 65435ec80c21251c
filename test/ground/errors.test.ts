import { Size } from 'cdk8s';
import { invalid, show } from '../../src/ground/errors';

describe('an error', () => {
  test('says what, the value, what is allowed and what to do', () => {
    expect(invalid({ what: 'port', got: '80', allowed: 'a number', fix: 'leave it out' }).message).toBe('invalid port: got "80", allowed is a number; leave it out');
  });

  test('shows a value of a class without words of its own by the name of the class', () => {
    expect(show(Size.gibibytes(4))).toBe('a Size');
    expect(show(Object.create({ constructor: undefined }))).toBe('a value');
  });

  test('shows values as they would be written, long ones cut, and nothing of what is inside of lists', () => {
    expect([show('a\n"b"'), show(NaN), show(undefined), show(['a'])]).toEqual(['"a\\n\\"b\\""', 'NaN', 'undefined', 'a list']);
    expect(show('x'.repeat(500))).toHaveLength(120);
    expect(show('x'.repeat(500))).toMatch(/x\.\.\."$/);
  });
});
