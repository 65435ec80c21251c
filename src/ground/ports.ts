import { invalid } from './errors';

/** Ports of a container, by the protocol that is spoken there. */
interface Ports {
  readonly http: number;
  readonly grpc?: number;
  readonly metrics?: number;
}

/** Returns a port unchanged, or throws on a number that is none; whether the user of a container may listen there is the rule `port-needs-root`. */
export function checkedPort(what: string, port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw invalid({ what, got: port, allowed: '1 to 65535', fix: 'use for example 8080' });
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
