import { invalid } from '../../ground/errors';
import { checkedPort } from '../../ground/ports';
import { EnginePorts } from '../engine-ports';

/** Returns the ports unchanged, or throws when a container cannot listen on one of them, or on two that are the same. */
export function distinctPorts(engine: string, ports: EnginePorts): EnginePorts {
  const { http, grpc, metrics } = ports;
  checkedPort(`port of ${engine}`, http);
  if (grpc !== undefined) checkedPort(`gRPC port of ${engine}`, grpc);
  if (metrics !== undefined) checkedPort(`metrics port of ${engine}`, metrics);
  const twice = [grpc, metrics].find(port => port !== undefined && (port === http || (port === grpc && port === metrics)));
  if (twice !== undefined) {
    throw invalid({ what: `ports of ${engine}`, got: `${twice} twice`, allowed: 'one port for each protocol', fix: 'leave metricsPort out where metrics are on the HTTP port, and give gRPC a port of its own' });
  }
  return ports;
}
