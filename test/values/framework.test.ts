import { Framework } from '../../src';

describe('a framework', () => {
  test('of the documentation is a static member, spelled as documented', () => {
    const known = [Framework.PYTORCH, Framework.TENSORFLOW, Framework.ONNX, Framework.HUGGINGFACE, Framework.CUSTOM];
    expect(known.map(({ name }) => name)).toEqual(['pytorch', 'tensorflow', 'onnx', 'huggingface', 'custom']);
    expect(known.every(({ documented }) => documented)).toBe(true);
  });

  test('by a documented name is that very member', () => {
    expect(Framework.of('onnx')).toBe(Framework.ONNX);
  });

  test('by another name is taken, and known as not documented', () => {
    expect(Framework.of('jax')).toMatchObject({ name: 'jax', documented: false });
    expect(Framework.of('a'.repeat(63)).name).toHaveLength(63);
    expect(Framework.of('0.a_b-c').name).toBe('0.a_b-c');
    expect(Framework.of('constructor').documented).toBe(false);
  });

  test.each([
    ['PyTorch', 'pytorch'], ['Py Torch', 'py-torch'], ['-jax-', 'jax'], ['', 'jax'], ['日本', 'jax'], ['__proto__', 'proto'], ['a\nb', 'a-b'], ['x'.repeat(64), 'x'.repeat(63)],
  ])('fails for %j and proposes %j, which is allowed', (name, proposed) => {
    expect(() => Framework.of(name)).toThrow(`invalid framework name: got ${JSON.stringify(name)}`);
    expect(() => Framework.of(name)).toThrow(`use for example Framework.of(${JSON.stringify(proposed)})`);
    expect(Framework.of(proposed).name).toBe(proposed);
  });
});
