import { invalid } from '../../private/errors';

/** Returns a released version `x.y.z` unchanged, or throws. */
export function checkedVersion(engine: string, version: string, example: string): string {
  if (!/^\d+\.\d+(\.\d+)?([.-]?(post|rc)\d+)?$/.test(version)) {
    throw invalid({ what: `${engine} version`, got: version, allowed: 'a released version without a leading "v"', fix: `use for example "${example}"; give image for an image of your own` });
  }
  return version;
}

/** Whether a version is another one or newer; compared number by number. */
export function isAtLeast(version: string, other: string): boolean {
  const a = version.split(/[.-]/).map(Number);
  const b = other.split('.').map(Number);
  for (let i = 0; i < b.length; i++) {
    if ((a[i] || 0) !== b[i]) return (a[i] || 0) > b[i];
  }
  return true;
}
