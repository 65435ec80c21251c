import { join } from 'path';
import { packageFolder } from '../../src/private/package-folder';

const ROOT = join(__dirname, '..', '..');

describe('the folder of the package', () => {
  test.each([undefined, ROOT, join(ROOT, 'lib'), join(ROOT, 'src', 'engines', 'private')])('is found from %s', start => {
    expect(packageFolder(start)).toBe(ROOT);
  });

  test('is missed, and not looked for without an end, where an app was bundled without it', () => {
    expect(() => packageFolder('/usr/lib')).toThrow(/^cdk8s-matrixinfer finds none of its data above \/usr\/lib: .* tell your bundler to leave cdk8s-matrixinfer out/);
  });
});
