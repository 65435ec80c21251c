import { spawn, spawnSync } from 'child_process';
import { once } from 'events';
import { mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, ModelSource, TorchServeEngine, TorchServeEngineProps } from '../../src';
import { AMD, envOf, GPU, render, Rendered, RenderOptions } from '../conformance/render';

const mar = ModelSource.s3('s3://models/detector/frcnn-v3.mar', { anonymous: true });
const torchserve = (props: Partial<TorchServeEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new TorchServeEngine({ version: '0.12.0', ...props }), source: mar, name: 'detector', ...options });

/** Lines of the configuration that is written. */
const configOf = ({ server }: Rendered) => /<<'END'\n([^]*)\nEND/.exec(server.command![2])![1].split('\n');

/** The command as it is rendered, in a folder of this machine, with lines of shell for a server. */
function withFake(lines: string, props: Partial<TorchServeEngineProps> = {}) {
  const { server } = torchserve(props);
  const folder = mkdtempSync(join(tmpdir(), 'torchserve-'));
  writeFileSync(join(folder, 'torchserve'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  const words = [...server.command!, ...server.args!].map(word => word.replaceAll('/tmp/', `${folder}/`));
  return { words, folder, env: { PATH: `${folder}:/usr/bin:/bin` } };
}

describe('a model on TorchServe', () => {
  test('is rendered whole', () => {
    expect(torchserve().objects).toMatchSnapshot();
  });

  test('is an archive, served under the name that clients send', () => {
    const { server, init } = torchserve({}, { servedName: 'detector-v2' });
    expect(init[0].args![2]).toBe('/mnt/models/frcnn-v3.mar');
    expect(server.args!.slice(-4)).toEqual(['--model-store', '/mnt/models', '--models', 'detector-v2=frcnn-v3.mar']);
  });

  test('is looked for in a folder by that name, or the one that is said', () => {
    const source = ModelSource.pvc('weights');
    expect(torchserve({}, { source }).server.args!.slice(-3)).toEqual(['/mnt/models', '--models', 'detector=detector.mar']);
    expect(torchserve({ archive: 'unpacked' }, { source }).server.args!.slice(-1)).toEqual(['detector=unpacked']);
  });

  test('writes its configuration, starts the server, and ends as it does', () => {
    // GIVEN a server that says what it was given, and fails
    const { words, folder, env } = withFake('echo "$@"; exit 3', { settings: { job_queue_size: '1000', vmargs: '-Xmx1g \'-Da=b\'' } });

    // WHEN
    const { stdout, status } = spawnSync(words[0], words.slice(1), { encoding: 'utf8', env });

    // THEN
    expect(stdout.trim()).toBe(words.slice(4).join(' '));
    expect(status).toBe(3);
    expect(readFileSync(join(folder, 'config.properties'), 'utf8')).toBe([
      'inference_address=http://0.0.0.0:8080',
      'management_address=http://127.0.0.1:8081',
      'metrics_address=http://0.0.0.0:8082',
      'grpc_inference_address=0.0.0.0',
      'grpc_inference_port=7070',
      'grpc_management_address=127.0.0.1',
      'grpc_management_port=7071',
      'enable_metrics_api=true',
      'metrics_mode=prometheus',
      'default_workers_per_model=1',
      'default_startup_timeout=600',
      'job_queue_size=1000',
      'vmargs=-Xmx1g \'-Da=b\'',
      '',
    ].join('\n'));
  });

  test('stops the server at SIGTERM, which ignores it as the first process of a container, and waits for its end', async () => {
    // GIVEN a server that ends when it is told to stop, and not before
    const { words, folder, env } = withFake('if [ "$1" = --stop ]; then echo stop; touch "$STOPPED"; else echo began; until [ -e "$STOPPED" ]; do sleep 0.1; done; echo ended; fi');
    const shell = spawn(words[0], words.slice(1), { env: { ...env, STOPPED: join(folder, 'stopped') } });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
    await once(shell.stdout, 'data');

    // WHEN
    shell.kill('SIGTERM');

    // THEN
    expect(await once(shell, 'close')).toEqual([0, null]);
    expect(output).toBe('began\nstop\nended\n');
  });

  test('has a worker for each accelerator, or as many as are said', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(configOf(torchserve({}, { compute }))).toContain('default_workers_per_model=2');
    expect(configOf(torchserve({ workers: 3 }))).toContain('default_workers_per_model=3');
  });

  test('may take as long to start as its start-up budget, and no two minutes', () => {
    expect(configOf(torchserve({}, { settings: { timing: { startup: Duration.minutes(20) } } }))).toContain('default_startup_timeout=1200');
  });

  test('is started when a worker has loaded it, because /ping is 200 before', () => {
    const { startupProbe, readinessProbe, livenessProbe } = torchserve({ managementPort: 8091 }, { servedName: 'detector-v2' }).server;
    expect(startupProbe!.exec!.command.slice(0, 2)).toEqual(['python', '-c']);
    expect(startupProbe!.exec!.command[2]).toContain('http://127.0.0.1:8091/models/detector-v2');
    expect(startupProbe!.timeoutSeconds).toBe(10);
    expect([readinessProbe!.httpGet!.path, livenessProbe!.httpGet!.path]).toEqual(['/ping', '/ping']);
  });

  test.each([
    ['READY', 0],
    ['UNLOADING', 1],
  ])('is asked in Python: with a worker that is %s the answer is %d', (status, code) => {
    // GIVEN the answer of the management API
    const [python, ...words] = torchserve().server.startupProbe!.exec!.command;
    const answer = `import io, urllib.request\nurllib.request.urlopen = lambda url, timeout: io.StringIO('[{"workers": [{"status": "${status}"}]}]')\n`;

    // THEN
    expect(exitCode(python.replace(/^python$/, 'python3'), [words[0], answer + words[1]])).toBe(code);
  });

  test('finishes its requests before SIGTERM', () => {
    const { server, pod } = torchserve();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 30);
    expect(pod.terminationGracePeriodSeconds).toBe(45 + 15);
  });

  test('asks for no token from the version on that would make one up', () => {
    expect(torchserve({ version: '0.11.1' }).server.args).toContain('--disable-token-auth');
    expect(torchserve({ version: '0.11.0' }).server.args).not.toContain('--disable-token-auth');
  });

  test('has a read-only root on a CPU only, and unpacks and logs in the scratch volume', () => {
    const { server, pod } = torchserve();
    expect(pod.securityContext.runAsUser).toBe(1000);
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(envOf(server)).toMatchObject({ HOME: '/tmp/home', TEMP: '/tmp', LOG_LOCATION: '/tmp/logs', METRICS_LOCATION: '/tmp/logs' });
    expect(pod.volumes).toContainEqual({ name: 'scratch', emptyDir: { sizeLimit: '10Gi' } });
    expect(torchserve({}, { compute: GPU }).server.securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('has an image for each kind of compute, or yours, whose tag says the version', () => {
    expect(torchserve().server.image).toBe('docker.io/pytorch/torchserve:0.12.0-cpu');
    expect(torchserve({}, { compute: GPU }).server.image).toBe('docker.io/pytorch/torchserve:0.12.0-gpu');
    expect(torchserve({ image: 'example.com/torchserve:0.12.0' }, { compute: AMD }).server.image).toBe('example.com/torchserve:0.12.0');
    expect(new TorchServeEngine({ image: 'example.com/torchserve:0.11.1-cpu' }).version).toBe('0.11.1');
  });

  test('listens where it is told to', () => {
    const rendered = torchserve({ port: 9000, grpcPort: 9001, metricsPort: 9002 });
    expect(configOf(rendered)).toEqual(expect.arrayContaining(['inference_address=http://0.0.0.0:9000', 'grpc_inference_port=9001', 'metrics_address=http://0.0.0.0:9002']));
    expect(rendered.server.ports!.map(port => port.containerPort)).toEqual([9000, 9001, 9002]);
  });

  test('is warned of, with what takes its place', () => {
    const [finding, ...others] = torchserve().findings;
    expect(others.map(({ rule }) => rule)).toEqual(['pickle-not-verified']);
    expect(finding.rule).toBe('engine-unmaintained');
    expect(finding.fix).toMatch(/^move to TritonEngine for TorchScript, VllmEngine for language models/);
  });

  test('says what can be read of it', () => {
    const engine = new TorchServeEngine({ version: '0.12.0' });
    expect([engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.officialImages]).toEqual(['/metrics', '/predictions', false, ['docker.io/pytorch/torchserve']]);
    expect(engine.metrics).toMatchObject({ latency: 'ts_inference_latency_microseconds', requestTime: { per: 'ts_inference_requests_total' } });
    expect(engine.frameworks.map(({ name }) => name)).toEqual(['pytorch', 'huggingface', 'custom']);
  });
});

describe('TorchServe refuses', () => {
  test.each(['--models=all', '--model-store=/x', '--ts-config=/x', '--foreground=x', '--ncs=x', '--dt=x', '--stop'])('the flag %s, which is derived', flag => {
    expect(() => torchserve({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('a single file that is no archive, and says what would work', () => {
    const source = ModelSource.https('https://files.example.com/net.pt');
    expect(() => torchserve({}, { source })).toThrow('TorchServe loads .mar archives, and the source is the single file "model.pt", TorchScript, or a pickle of PyTorch; pack it with torch-model-archiver for TorchServeEngine');
  });

  test('a name that cannot be a part of a path', () => {
    expect(() => torchserve({}, { servedName: 'acme/detector' })).toThrow('TorchServe serves a model below its name in a path, and "acme/detector" cannot be one');
  });

  test('a framework that it cannot load', () => {
    expect(() => torchserve({}, { framework: Framework.ONNX })).toThrow(/framework-engine-mismatch/);
  });

  test('accelerators that no official image serves', () => {
    expect(() => torchserve({}, { compute: AMD })).toThrow('no official image of TorchServe 0.12.0 for AMD MI300X is known (nvidia.com: any version; CPU: any version); give image');
  });

  test('a setting that is stated elsewhere, and says where', () => {
    expect(() => torchserve({ settings: { '../..': 'x' } })).toThrow('invalid settings, key "../.." of TorchServeEngine: got "x", allowed is a name and a value in one line');
    expect(() => torchserve({ settings: { inference_address: 'http://0.0.0.0:1' } })).toThrow('invalid settings.inference_address of TorchServeEngine: got "http://0.0.0.0:1", allowed is a property that is stated nowhere else; use port of the engine');
  });

  test.each<Partial<TorchServeEngineProps>>([
    { version: 'latest' }, { version: undefined }, { version: '0.7.1' }, { image: 'A B' }, { port: 8082 }, { grpcPort: 0 }, { managementPort: 8080 }, { managementPort: 7071 },
    { metricsPort: 7071 }, { workers: 0 }, { archive: '../x.mar' }, { settings: { 'a b': '1' } }, { settings: { a: '1\nb=2' } },
  ])('%j', props => {
    expect(() => new TorchServeEngine({ version: '0.12.0', ...props })).toThrow(/^invalid /);
  });
});

function exitCode(program: string, words: string[]): number | null {
  return spawnSync(program, words).status;
}
