import { Size } from 'cdk8s';
import { bytesOf, ceilGib, checkedSize, GIB, quantityOf, quantityOfBytes, showBytes } from '../../src/ground/bytes';

describe('a size', () => {
  test.each([
    [Size.kibibytes(1), '1Ki'], [Size.kibibytes(1536), '1536Ki'], [Size.mebibytes(512), '512Mi'], [Size.mebibytes(1536), '1536Mi'], [Size.gibibytes(24), '24Gi'],
    [Size.gibibytes(1.5), '1536Mi'], [Size.tebibytes(2), '2Ti'], [Size.gibibytes(0), '0'],
  ])('%# is written in the largest unit that is exact', (size, quantity) => {
    expect(quantityOf(size)).toBe(quantity);
  });

  test('of some bytes is written without a unit', () => {
    expect(quantityOfBytes(1000)).toBe('1000');
  });

  test('in bytes is exact', () => {
    expect(bytesOf(Size.mebibytes(1))).toBe(1048576);
  });

  test('is shown with one decimal', () => {
    expect(showBytes(22888 * 1024 ** 2)).toBe('22.4 GiB');
    expect(showBytes(24 * GIB)).toBe('24 GiB');
    expect([0, 1, 1024 ** 2, 200 * 1024 ** 2].map(showBytes)).toEqual(['0 GiB', '0.1 MiB', '1 MiB', '0.2 GiB']);
  });

  test('is rounded up to whole GiB', () => {
    expect(ceilGib(GIB + 1).toGibibytes()).toBe(2);
    expect(ceilGib(GIB).toGibibytes()).toBe(1);
  });

  test('that is checked is given back', () => {
    const size = Size.kibibytes(1);
    expect(checkedSize('size', size)).toBe(size);
  });

  test.each([0, 0.5, NaN, Infinity])('fails for %p KiB', amount => {
    expect(() => checkedSize('size of x', Size.kibibytes(amount))).toThrow(`invalid size of x: got "${amount} KiB", allowed is whole KiB from 1 on`);
  });
});
