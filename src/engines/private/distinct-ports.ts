import { checkDifferent, checkedPort } from '../../ground/ports';
import { EnginePorts } from '../engine-ports';

/** Returns the ports unchanged, or throws on one that is none, and on two that are the same. */
export function distinctPorts(owner: string, ports: EnginePorts): EnginePorts {
  const { http, grpc, metrics } = ports;
  checkedPort(`port of ${owner}`, http);
  if (grpc !== undefined) checkedPort(`grpcPort of ${owner}`, grpc);
  if (metrics !== undefined) checkedPort(`metricsPort of ${owner}`, metrics);
  checkDifferent(owner, ports);
  return ports;
}
