import { invalid } from '../../ground/errors';

/** Throws for a hash that is none, and for one of a folder. */
export function checkHash(uri: string, sha256: string | undefined, file: string | undefined): void {
  if (sha256 === undefined) return;
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw invalid({ what: `sha256 of ${uri}`, got: sha256, allowed: '64 hexadecimal digits in lower case', fix: 'give what "sha256sum" prints for the file' });
  }
  if (file === undefined) {
    throw invalid({
      what: `sha256 of ${uri}`,
      got: sha256,
      allowed: 'for a single file',
      fix: 'leave it out for a folder, and give fileName where the URI does not show that it is a file',
    });
  }
}
