import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Files of a certificate. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate that is its own authority, for servers of these names and for their clients; made by `openssl` into `folder`. */
export function selfSigned(folder: string, name: string, hosts: readonly string[]): Certificate {
  const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${hosts[0]}`,
    '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', cert,
  ], { stdio: 'pipe' });
  return { cert, key };
}
