import { checkDifferent, checkedPort } from '../../ground/ports';
import { EnginePorts } from '../engine-ports';

/** Returns the ports unchanged, or throws on one that is none, and on two that are the same. */
export function distinctPorts(engine: string, ports: EnginePorts): EnginePorts {
  const { http, grpc, metrics } = ports;
  checkedPort(`port of ${engine}`, http);
  if (grpc !== undefined) checkedPort(`gRPC port of ${engine}`, grpc);
  if (metrics !== undefined) checkedPort(`metrics port of ${engine}`, metrics);
  checkDifferent(engine, ports);
  return ports;
}
