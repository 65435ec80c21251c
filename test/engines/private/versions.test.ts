import { checkedVersion, isAtLeast } from '../../../src/engines/private/versions';

describe('a version', () => {
  test.each([['0.18.0', '0.18.0'], ['0.18.1', '0.18.0'], ['0.19', '0.18.9'], ['1.0.0', '0.99.99'], ['0.10.0', '0.9.0'], ['0.18.0.post1', '0.18.0'], ['0.18', '0.18.0']])('%s is at least %s', (version, other) => {
    expect(isAtLeast(version, other)).toBe(true);
  });

  test.each([['0.17.9', '0.18.0'], ['0.9.0', '0.10.0'], ['0.18', '0.18.1']])('%s is older than %s', (version, other) => {
    expect(isAtLeast(version, other)).toBe(false);
  });

  test.each(['0.32.0', '2.19', '0.5.10.post1', '1.0.0rc1', '1.0.0-rc2'])('may be written %s', version => {
    expect(checkedVersion('vLLM', version, '0.32.0')).toBe(version);
  });

  test.each(['v0.32.0', '0', 'latest', '0.32.0-cu129', ''])('fails as %j, with an example of the engine', version => {
    expect(() => checkedVersion('vLLM', version, '0.32.0')).toThrow(`invalid vLLM version: got ${JSON.stringify(version)}, allowed is a released version without a leading "v"; use for example "0.32.0"`);
  });
});
