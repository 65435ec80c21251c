import { checkedVersion, isAtLeast, requireVersions, versionOf } from '../../src/facts/versions';

describe('a version', () => {
  test.each([['0.18.0', '0.18.0'], ['0.18.1', '0.18.0'], ['0.19', '0.18.9'], ['1.0.0', '0.99.99'], ['0.10.0', '0.9.0'], ['0.18.0.post1', '0.18.0'], ['0.18', '0.18.0'], ['0.5.10.post2', '0.5.10.post1'], ['1.2.0', '1.2.0rc3'], ['1.2.0rc3', '1.2.0rc2'], ['b10000', 'b9999']])('%s is at least %s', (version, other) => {
    expect(isAtLeast(version, other)).toBe(true);
  });

  test.each([['0.17.9', '0.18.0'], ['0.9.0', '0.10.0'], ['0.18', '0.18.1'], ['0.5.10', '0.5.10.post1'], ['1.2.0rc3', '1.2.0']])('%s is older than %s', (version, other) => {
    expect(isAtLeast(version, other)).toBe(false);
  });

  test.each(['0.32.0', '2.19', '0.5.10.post1', '1.0.0rc1', '1.0.0-rc2'])('may be written %s', version => {
    expect(checkedVersion('vLLM', version, '0.32.0')).toBe(version);
  });

  test.each(['v0.32.0', '0', 'latest', '0.32.0-cu129', ''])('fails as %j, with an example of the engine', version => {
    expect(() => checkedVersion('vLLM', version, '0.32.0')).toThrow(`invalid version of vLLM: got ${JSON.stringify(version)}, allowed is a released version without a leading "v"; use for example "0.32.0"`);
  });

  test.each([
    ['registry.example.com/vllm:v0.18.1-ours.2', '0.18.1'], ['vllm/vllm-openai:v0.32.0', '0.32.0'], ['lmsysorg/sglang:v0.5.10.post1-cu129', '0.5.10.post1'],
    ['example.com:5000/a:1.2.0rc4@sha256:aa', '1.2.0rc4'],
  ])('is read from the tag of %s', (image, version) => {
    expect(versionOf('vLLM', { image }, '0.32.0')).toBe(version);
    expect(versionOf('vLLM', { image, version: '0.31.0' }, '0.32.0')).toBe('0.31.0');
  });

  test.each(['example.com/vllm:nightly', 'example.com:5000/vllm', 'example.com/vllm@sha256:aa', 'example.com/vllm:20261101'])('is asked for when the tag of %s has none', image => {
    expect(() => versionOf('vLLM', { image }, '0.32.0')).toThrow(/^invalid version of vLLM: got "none, and the tag of .* names none", allowed is a released version without a leading "v"; give version, for example "0.32.0"/);
  });

  test('fails for the first option that it does not have yet', () => {
    requireVersions('vLLM', '0.9.0', [['a', true, '0.9.0'], ['b', false, '0.10.0']]);
    expect(() => requireVersions('vLLM', '0.9.0', [['a', true, '0.9.0'], ['b', true, '0.10.0'], ['c', true, '0.11.0']]))
      .toThrow('invalid b: got "it with vLLM 0.9.0", allowed is vLLM 0.10.0 or newer; use a newer version, or leave b out');
  });
});
