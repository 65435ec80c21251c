import { inspect } from 'util';
import { Size } from 'cdk8s';
import { givenTo, invalid, InvalidValue, show } from '../../src/ground/errors';

/** The error of a value, once its owner is known. */
function named(value: InvalidValue): Error {
  try {
    return givenTo('A', () => { throw invalid(value); });
  } catch (error) {
    return error as Error;
  }
}

describe('an error', () => {
  it.each([
    ['labels of the monitor["token"]', 'hunter2 x'], ['selector of a metric["apiKey"]', 'hunter2 !'], ['ruleLabels of the monitor["password"]', 'hunter2 x'],
    ['podLabels["token"]', 'hunter2 x'], ['jwksUri', 'x/keys?sig=hunter2hunter2'], ['jwksUri', 'x/keys?a=b&X-Amz-Signature=hunter2'],
    ['serverAddress of KEDA', 'prom:9090/api?key=hunter2'], ['baseUrl', 'prom/api?code=hunter2'], ['type', 'Bearer hunter2'], ['type', 'basic hunter2'],
  ])('does not repeat what a key of a map, a query or a scheme calls a credential: %s %s', (what, got) => {
    const { message } = invalid({ what, got, allowed: 'something else', fix: 'use that' });
    expect(message).toContain('(hidden)');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    ['labels of the monitor["app"]', 'my app!'], ['key of a label of the monitor', 'a b'], ['jwksUri', 'x/keys?version=2'], ['type', 'Basic'], ['type', 'token none'],
  ])('repeats what is none: %s %s', (what, got) => expect(invalid({ what, got, allowed: 'something else', fix: 'use that' }).message).toContain(`"${got}"`));

  test('says what, the value, what is allowed and what to do', () => {
    expect(invalid({ what: 'port', got: '80', allowed: 'a number', fix: 'leave it out' }).message).toBe('invalid port: got "80", allowed is a number; leave it out');
  });

  test('shows a value of a class without words of its own by the name of the class', () => {
    expect(show(Size.gibibytes(4))).toBe('a Size');
    expect(show(Object.create({ constructor: undefined }))).toBe('a value');
  });

  test('shows values as they would be written, long ones cut, and nothing of what is inside of lists', () => {
    expect([show('a\n"b"'), show(NaN), show(undefined), show(['a'])]).toEqual(['"a\\n\\"b\\""', 'NaN', 'nothing', 'a list']);
    expect(show('x'.repeat(500))).toHaveLength(120);
    expect(show('x'.repeat(500))).toMatch(/x\.\.\."$/);
  });

  test.each<(value: InvalidValue) => Error>([invalid, named])('has no members that Node prints with it', made => {
    const error = made({ what: 'image', got: 'https://me:Tr0ub4dor-and-3@example.com', allowed: 'an image', fix: 'name one' });
    expect(Object.keys(error)).toEqual([]);
    expect(inspect(error)).toMatch(/^Error: invalid image( of A)?: got /);
    expect(inspect(error)).not.toContain('Tr0ub4dor');
  });
});
