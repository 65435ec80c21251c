import { checkDifferent, checkedPort } from '../../ground/ports';
import { EnginePorts } from '../engine-ports';

/** Returns the ports unchanged, or throws when a container cannot listen on one of them, or on two that are the same. */
export function distinctPorts(engine: string, ports: EnginePorts, checked: (what: string, port: number) => number = checkedPort): EnginePorts {
  const { http, grpc, metrics } = ports;
  checked(`port of ${engine}`, http);
  if (grpc !== undefined) checked(`gRPC port of ${engine}`, grpc);
  if (metrics !== undefined) checked(`metrics port of ${engine}`, metrics);
  checkDifferent(engine, ports);
  return ports;
}
