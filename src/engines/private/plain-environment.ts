import { pythonCaches } from './python-caches';
import { given } from '../../ground/objects';
import { EnginePorts } from '../engine-ports';
import { EngineContext } from '../serving-engine';

/**
 * The variables that tell an image without a contract of its own of its model. Kubernetes puts the values where `$(MODEL_PATH)` stands in
 * command, args and env. https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export function plainEnvironment(context: EngineContext, ports: EnginePorts, user: string): { [name: string]: string } {
  const adapters = given(context.model.adapters);
  return {
    ...pythonCaches(context.scratchPath, user),
    HF_HOME: context.cachePath,
    MODEL_NAME: context.servedName,
    MODEL_PATH: context.model.path,
    ...(context.model.projector !== undefined && { MODEL_PROJECTOR: context.model.projector }),
    ...(adapters.length > 0 && { MODEL_ADAPTERS: adapters.map(([name, path]) => `${name}=${path}`).join(',') }),
    ...(context.model.draftModel !== undefined && { MODEL_DRAFT: context.model.draftModel }),
    ...(context.model.revision !== undefined && { MODEL_REVISION: context.model.revision }),
    PORT: String(ports.http),
    ...(ports.grpc !== undefined && { GRPC_PORT: String(ports.grpc) }),
    ...(ports.metrics !== undefined && { METRICS_PORT: String(ports.metrics) }),
    ...(context.tls !== undefined && { TLS_CERTIFICATE: context.tls.certificate, TLS_PRIVATE_KEY: context.tls.privateKey }),
    DRAIN_SECONDS: String(context.drainSeconds),
  };
}
