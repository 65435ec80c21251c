import { invalid } from './errors';

/** Returns a port that a container of an ordinary user can listen on, or throws. */
export function checkedPort(what: string, port: number): number {
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    throw invalid({ what, got: port, allowed: '1024 to 65535 (lower ports need root)', fix: 'use for example 8080' });
  }
  return port;
}
