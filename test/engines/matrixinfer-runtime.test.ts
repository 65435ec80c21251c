import { Framework, MatrixInferRuntimeEngine, ModelLayout, ModelSource } from '../../src';
import { envOf, GPU, render } from '../conformance/render';

const image = 'registry.example.com/onnx-runtime:2.1.0';
const engine = new MatrixInferRuntimeEngine({ image });

describe('a model on a MatrixInfer runtime', () => {
  test('is rendered whole', () => {
    expect(render({ engine, framework: Framework.ONNX }).objects).toMatchSnapshot();
  });

  test('has the documented port, probes, metrics and security context', () => {
    // WHEN
    const { server, pod } = render({ engine, compute: GPU });

    // THEN
    expect(server.ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
    expect([server.startupProbe, server.readinessProbe, server.livenessProbe].map(probe => probe!.httpGet!.path)).toEqual(['/ready', '/ready', '/health']);
    expect(engine.metricsPath).toBe('/metrics');
    expect(pod.securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(server.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
  });

  test('is told where its model is by variables, and runs the entry point of its image', () => {
    const { server } = render({ engine, servedName: 'resnet-v2', source: ModelSource.s3('s3://models/resnet.onnx', { anonymous: true }) });
    expect(envOf(server)).toMatchObject({ MODEL_NAME: 'resnet-v2', MODEL_PATH: '/mnt/models/model.onnx', PORT: '8080', DRAIN_SECONDS: '0' });
    expect([server.command, server.args, server.lifecycle!.preStop.sleep.seconds]).toEqual([undefined, undefined, 45]);
    expect(server.image).toBe(image);
  });

  test.each([Framework.PYTORCH, Framework.TENSORFLOW, Framework.ONNX, Framework.CUSTOM])('can be of any framework: $name', framework => {
    expect(render({ engine, framework }).findings).toEqual([]);
  });

  test.each(Object.values(ModelLayout))('has its files as they are in the source: %s', layout => {
    expect(render({ engine, source: ModelSource.pvc('weights', { layout }) }).server.volumeMounts![1].mountPath).toBe('/mnt/models');
  });

  test('listens where it is told to', () => {
    const { server } = render({ engine: new MatrixInferRuntimeEngine({ image, port: 9090 }) });
    expect([server.ports![0].containerPort, envOf(server).PORT]).toEqual([9090, '9090']);
  });

  test('fails for an image that is no reference, and a port that needs root', () => {
    expect(() => new MatrixInferRuntimeEngine({ image: 'https://example.com/x' })).toThrow(/^invalid image/);
    expect(() => new MatrixInferRuntimeEngine({ image, port: 0 })).toThrow(/^invalid port of MatrixInferRuntimeEngine: got 0/);
  });
});
