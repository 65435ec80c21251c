import { invalid } from './errors';

/** The first port that Linux gives to every user. */
const FIRST_FREE = 1024;

/** Ports of a container, by the protocol that is spoken there. */
interface Ports {
  readonly http: number;
  readonly grpc?: number;
  readonly metrics?: number;
}

/** Returns a port that a container of an ordinary user can listen on, or throws. */
export function checkedPort(what: string, port: number): number {
  return portFrom(FIRST_FREE, what, port);
}

/** As `checkedPort`, for a container that may run as root. */
export function checkedPortOfRoot(what: string, port: number): number {
  return portFrom(1, what, port);
}

function portFrom(least: number, what: string, port: number): number {
  if (!Number.isInteger(port) || port < least || port > 65535) {
    throw invalid({ what, got: port, allowed: least === 1 ? '1 to 65535' : `${least} to 65535 (lower ports need root)`, fix: 'use for example 8080' });
  }
  return port;
}

/** Throws when two of the ports are one: whoever asks for one protocol would be answered in the other. */
export function checkDifferent(engine: string, { http, grpc, metrics }: Ports): void {
  const twice = [grpc, metrics].find(port => port !== undefined && (port === http || (port === grpc && port === metrics)));
  if (twice === undefined) return;
  throw invalid({
    what: `ports of ${engine}`,
    got: `${twice} twice`,
    allowed: 'one port for each protocol',
    fix: 'leave the port of metrics out where they are on the HTTP port, and give gRPC a port of its own; where one port takes both, leave gRPC out',
  });
}
