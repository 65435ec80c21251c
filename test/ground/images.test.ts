import { checkedImage, checkedRegistry, isImageReference } from '../../src/ground/images';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image', () => {
  test.each(['vllm', 'vllm/vllm-openai:v0.32.0', 'registry.example.com:5000/a/b_c/d:1.0', `a/b@${DIGEST}`, `a:1@${DIGEST}`, `a:${'x'.repeat(128)}`])('%s is a reference', image => {
    expect(isImageReference(image)).toBe(true);
    expect(checkedImage(image)).toBe(image);
  });

  test.each(['', ' ', 'a b', 'A', 'https://a/b', 'a:', 'a:b c', 'a@sha256:x', '/a', 'a/', 'a//b', 'a\n', '-a', '$(IMAGE)', `a:${'x'.repeat(129)}`])('fails for %j', image => {
    expect(() => checkedImage(image)).toThrow('invalid image: got ');
  });
});

describe('a registry', () => {
  test.each(['mirror', 'mirror.example.com:5000/a/b-c'])('can be %s', registry => {
    expect(checkedRegistry(registry)).toBe(registry);
  });
});
