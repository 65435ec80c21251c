import { checkedImage, checkedRegistry, isImageReference, isPinned, withRegistry } from '../../src/private/images';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image', () => {
  test.each([`vllm@${DIGEST}`, `vllm:latest@${DIGEST}`, 'vllm:v0.32.0', 'localhost:5000/vllm:1'])('%s is pinned', image => {
    expect(isPinned(image)).toBe(true);
  });

  test.each(['vllm', 'vllm:latest', 'localhost:5000/vllm', 'a.b/c/d', 'vllm@sha256:short'])('%s is not pinned', image => {
    expect(isPinned(image)).toBe(false);
  });

  test.each(['vllm', 'vllm/vllm-openai:v0.32.0', 'registry.example.com:5000/a/b_c/d:1.0', `a/b@${DIGEST}`, `a:1@${DIGEST}`, `a:${'x'.repeat(128)}`])('%s is a reference', image => {
    expect(isImageReference(image)).toBe(true);
    expect(checkedImage(image)).toBe(image);
  });

  test.each(['', ' ', 'a b', 'A', 'https://a/b', 'a:', 'a:b c', 'a@sha256:x', '/a', 'a/', 'a//b', 'a\n', '-a', '$(IMAGE)', `a:${'x'.repeat(129)}`])('fails for %j', image => {
    expect(() => checkedImage(image)).toThrow('invalid image: got ');
  });
});

describe('a mirror', () => {
  test.each([
    ['vllm/vllm-openai:v1', 'mirror.example.com/vllm/vllm-openai:v1'],
    ['nvcr.io/nvidia/tritonserver:1', 'mirror.example.com/nvidia/tritonserver:1'],
    ['localhost/x:1', 'mirror.example.com/x:1'],
    ['localhost:5000/x:1', 'mirror.example.com/x:1'],
    ['busybox:1', 'mirror.example.com/busybox:1'],
    [`nvcr.io/a@${DIGEST}`, `mirror.example.com/a@${DIGEST}`],
  ])('takes the place of the registry of %s', (image, mirrored) => {
    expect(withRegistry(image, 'mirror.example.com')).toBe(mirrored);
  });

  test('that is not given changes nothing', () => {
    expect(withRegistry('nvcr.io/a:1', undefined)).toBe('nvcr.io/a:1');
  });

  test.each(['mirror', 'mirror.example.com:5000/a/b-c'])('can be %s', registry => {
    expect(checkedRegistry(registry)).toBe(registry);
  });
});
