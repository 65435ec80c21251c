import { ContainerEngine, Framework, ServerProbe } from '../../../src';
import { EngineSample } from '../engine-sample';

export const sample: EngineSample = {
  framework: Framework.CUSTOM,
  file: 'resnet50.onnx',
  make: () => new ContainerEngine({
    image: 'registry.example.com/ranker:1.2.3',
    args: ['--model', '$(MODEL_PATH)', '--name', '$(MODEL_NAME)', '--port', '$(PORT)', '--grpc-port', '$(GRPC_PORT)'],
    port: 8000,
    grpcPort: 9000,
    metricsPort: 9100,
    metricsPath: '/metrics',
    readiness: ServerProbe.http('/ready'),
  }),
  published: 'no image of its own',
};
