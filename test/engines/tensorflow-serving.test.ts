import { execFileSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { Framework, ModelLayout, ModelSource, ServiceAccountRef, TensorFlowServingEngine } from '../../src';
import { AMD, envOf, GPU, render } from '../conformance/render';

const engine = new TensorFlowServingEngine({ version: '2.19.1' });
const WITH_IDENTITY = { pod: { serviceAccount: ServiceAccountRef.of('reader') } };

describe('a model on TensorFlow Serving', () => {
  test('is rendered whole', () => {
    expect(render({ engine, source: ModelSource.gcs('gs://models/resnet/'), settings: WITH_IDENTITY }).objects).toMatchSnapshot();
  });

  test('is told its ports, its name and its folder', () => {
    expect(render({ engine, servedName: 'resnet-v2' }).server.args).toEqual([
      '--port=8500', '--rest_api_port=8501', '--model_name=resnet-v2', '--model_base_path=/mnt/models/resnet-v2', '--monitoring_config_file=/tmp/monitoring.config',
    ]);
  });

  test.each([
    [ModelLayout.FILES, '/mnt/models/resnet/1'],
    [ModelLayout.VERSIONED, '/mnt/models/resnet'],
    [ModelLayout.REPOSITORY, '/mnt/models'],
  ])('has the layout %s at %s', (layout, path) => {
    const { server } = render({ engine, source: ModelSource.pvc('weights', { layout }) });
    expect(server.volumeMounts!.find(mount => mount.name === 'model-source')!.mountPath).toBe(path);
    expect(server.args).toContain('--model_base_path=/mnt/models/resnet');
  });

  test('is ready when the server knows the model', () => {
    const { server } = render({ engine });
    expect(server.startupProbe!.httpGet).toEqual({ path: '/v1/models/resnet', port: 'http' });
    expect(server.readinessProbe!.httpGet!.path).toBe('/v1/models/resnet');
    expect(server.livenessProbe!.tcpSocket).toEqual({ port: 'http' });
  });

  test('finishes its requests before SIGTERM, which it ignores, and is not kept long after it', () => {
    const { server, pod } = render({ engine });
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(30);
    expect(pod.terminationGracePeriodSeconds).toBe(45);
  });

  test('works on for as long as a drain is asked for', () => {
    const { pod } = render({ engine, settings: { timing: { drain: Duration.seconds(60) } } });
    expect(pod.containers[0].lifecycle!.preStop.sleep.seconds).toBe(15 + 60);
    expect(pod.terminationGracePeriodSeconds).toBe(15 + 60 + 15);
  });

  test('writes the file that switches its metrics on, and then becomes the server', () => {
    // GIVEN the command as it is rendered, with a server that says what it was given
    const { server } = render({ engine });
    const folder = mkdtempSync(join(tmpdir(), 'tfs-'));
    const fake = join(folder, 'server');
    writeFileSync(fake, '#!/bin/sh\necho "$$ $@"\n');
    chmodSync(fake, 0o755);
    const inFolder = (word: string) => word.replaceAll('/tmp/', `${folder}/`).replaceAll('/usr/bin/tensorflow_model_server', fake);

    // WHEN
    const words = [...server.command!, ...server.args!].map(inFolder);
    const output = execFileSync('sh', ['-c', 'echo $$; exec "$@"', 'sh', ...words], { encoding: 'utf8' });

    // THEN
    const [shell, line] = output.trim().split('\n');
    expect(line).toBe(`${shell} ${server.args!.map(inFolder).join(' ')}`);
    expect(readFileSync(join(folder, 'monitoring.config'), 'utf8')).toBe('prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n');
    expect(engine.metricsPath).toBe('/monitoring/prometheus/metrics');
  });

  test('is the plain server without metrics', () => {
    const plain = new TensorFlowServingEngine({ version: '2.19.1', metrics: false });
    const { server } = render({ engine: plain });
    expect(server.command).toEqual(['/usr/bin/tensorflow_model_server']);
    expect(server.args!.join()).not.toContain('monitoring');
    expect(plain.metricsPath).toBeUndefined();
  });

  test('has an image for each kind of compute', () => {
    expect(render({ engine }).server.image).toBe('docker.io/tensorflow/serving:2.19.1');
    expect(render({ engine, compute: GPU }).server.image).toBe('docker.io/tensorflow/serving:2.19.1-gpu');
    expect(render({ engine: new TensorFlowServingEngine({ version: '2.19.1', image: 'example.com/tfs:1' }), compute: AMD }).server.image).toBe('example.com/tfs:1');
  });

  test('runs as an ordinary user with a writable root, and a home in the scratch volume', () => {
    const { server, pod } = render({ engine });
    expect(pod.securityContext.runAsUser).toBe(1000);
    expect(server.securityContext.readOnlyRootFilesystem).toBe(false);
    expect(envOf(server)).toEqual({ HOME: '/tmp/home' });
  });

  test('says how long requests take, by a name that its version has', () => {
    expect(engine.metrics).toMatchObject({ latency: ':tensorflow:serving:request_latency', requestTime: { unit: 'microseconds' } });
    expect(new TensorFlowServingEngine({ version: '2.5.0' }).metrics!.latency).toBe(':tensorflow:serving:request_latency');
    expect(new TensorFlowServingEngine({ version: '2.4.4' }).metrics!.latency).toBeUndefined();
    expect(new TensorFlowServingEngine({ version: '2.19.1', metrics: false }).metrics).toBeUndefined();
  });

  test('takes its version from the tag of an image of your own', () => {
    expect(new TensorFlowServingEngine({ image: 'registry.example.com/serving:2.19.1-gpu' }).version).toBe('2.19.1');
    expect(engine._facts.officialImages).toEqual(['docker.io/tensorflow/serving']);
  });

  test('listens where it is told to, and is called below /v1', () => {
    const { server } = render({ engine: new TensorFlowServingEngine({ version: '2.19.1', port: 9000, grpcPort: 9001 }) });
    expect(server.args).toEqual(expect.arrayContaining(['--port=9001', '--rest_api_port=9000']));
    expect([engine.apiPath, engine.version]).toEqual(['/v1', '2.19.1']);
  });

  test('loads a SavedModel that is one file', () => {
    const source = ModelSource.s3('s3://models/resnet/saved_model.pb', { anonymous: true });
    expect(render({ engine, source }).init[0].args![2]).toBe('/mnt/models/resnet/1/saved_model.pb');
  });
});

describe('TensorFlow Serving refuses', () => {
  test.each(['--model_name=x', '--model-base-path=/x', '--rest_api_port=1', '--model_config_file=/x'])('the flag %s, which is derived', flag => {
    expect(() => render({ engine, settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('a single file that is no SavedModel, and says what would work', () => {
    const source = ModelSource.https('https://files.example.com/resnet.onnx');
    expect(() => render({ engine, source })).toThrow('TensorFlow Serving loads a SavedModel, a folder with saved_model.pb and variables/, and the source is the single file "model.onnx", an ONNX model; give the folder');
  });

  test('a framework that it cannot load', () => {
    expect(() => render({ engine, framework: Framework.ONNX })).toThrow(/framework-engine-mismatch[^]*use TritonEngine/);
  });

  test('a name that cannot be a folder', () => {
    expect(() => render({ engine, servedName: 'a:b' })).toThrow('TensorFlow Serving serves a model under the name of its folder');
  });

  test('accelerators that no official image serves', () => {
    expect(() => render({ engine, compute: AMD })).toThrow('no official image of TensorFlow Serving 2.19.1 for AMD MI300X is known');
  });

  test.each([{}, { image: 'registry.example.com/serving:main' }, { version: 'v2.19.1' }, { version: 'latest' }, { version: '2.19.1', image: 'A B' }, { version: '2.19.1', port: 8500 }, { version: '2.19.1', grpcPort: 0 }])('%j', props => {
    expect(() => new TensorFlowServingEngine(props)).toThrow(/^invalid /);
  });
});
