import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, ModelSource, OllamaEngine, OllamaEngineProps } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const gguf = ModelSource.s3('s3://models/tiny.gguf', { anonymous: true, size: Size.gibibytes(4) });
const engine = new OllamaEngine({ version: '0.32.15' });
const ollama = (props: Partial<OllamaEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new OllamaEngine({ version: '0.32.15', ...props }), source: gguf, framework: Framework.PYTORCH, name: 'tiny', ...options });

/** Writes down what it is called with; serves until it is told to end, and the real server ends by itself. */
const FAKE_OLLAMA = `#!/bin/sh
echo "$OLLAMA_HOST $*" >>"$CALLS"
case "$1 $FAILS" in
  "serve "*) case $OLLAMA_HOST in 127.*) exec sleep 5 ;; *) sleep 2 ;; esac ;;
  "list "*) grep -q "^127.* serve" "$CALLS" ;;
  "create create") exit 3 ;;
  "run run") exit 4 ;;
  "run embedding") [ -n "$3" ] ;;
esac
`;

/** Runs the rendered command with that in place of Ollama; what it was called with, without the questions whether it is there. */
function start(fails: string, args: string[] = []) {
  const { server } = ollama({ port: 12345 });
  const folder = mkdtempSync(join(tmpdir(), 'ollama-'));
  const calls = join(folder, 'calls');
  writeFileSync(join(folder, 'ollama'), FAKE_OLLAMA);
  chmodSync(join(folder, 'ollama'), 0o755);
  const env = { ...envOf(server), HOME: join(folder, 'home'), OLLAMA_MODELS: join(folder, 'models'), SERVED_NAMES: 'tiny small', PATH: `${folder}:${process.env.PATH}`, CALLS: calls, FAILS: fails };
  const [program, ...rest] = server.command!;
  const { status } = spawnSync(program, [...rest, ...server.args!, ...args], { env, stdio: 'ignore', timeout: 20_000 });
  return { status, calls: readFileSync(calls, 'utf8').split('\n').map(call => call.trim()).filter(call => call !== '' && !call.endsWith(' list')), modelfile: () => readFileSync(join(folder, 'home', 'Modelfile'), 'utf8'), folder };
}

describe('a model on Ollama', () => {
  test('is rendered whole', () => {
    expect(ollama().objects).toMatchSnapshot();
  });

  test('is one file of a repository on the hub, which an init container downloads', () => {
    const { server, init } = ollama({}, { source: ModelSource.huggingFace('acme/tiny-GGUF', { revision: COMMIT, file: 'tiny.gguf' }) });
    expect(server.args).toEqual(['/mnt/models/tiny.gguf']);
    expect(init).toHaveLength(1);
  });

  test('is the file that the engine names, in the folder of a source that names none', () => {
    expect(ollama({ modelFile: 'tiny.gguf' }, { source: ModelSource.pvc('weights') }).server.args).toEqual(['/mnt/models/tiny.gguf']);
  });

  test('has disk for what the import writes', () => {
    const source = ModelSource.s3('s3://models/tiny.gguf', { anonymous: true, size: Size.gibibytes(7) });
    expect(ollama({}, { source }).pod.volumes).toContainEqual({ name: 'scratch', emptyDir: { sizeLimit: '16Gi' } });
    expect(ollama({}, { source, settings: { scratch: Size.gibibytes(50) } }).pod.volumes).toContainEqual({ name: 'scratch', emptyDir: { sizeLimit: '50Gi' } });
  });

  test('stays loaded, alone, and away from the cloud', () => {
    expect(envOf(ollama().server)).toMatchObject({
      OLLAMA_HOST: '0.0.0.0:11434', OLLAMA_KEEP_ALIVE: '-1', OLLAMA_MAX_LOADED_MODELS: '1', OLLAMA_NO_CLOUD: '1', OLLAMA_LOAD_TIMEOUT: '920s', OLLAMA_MODELS: '/tmp/models', SERVED_NAMES: 'tiny',
    });
  });

  test('has the variables that are asked for', () => {
    expect(envOf(ollama({ maxModelLen: 8192, maxConcurrentRequests: 4, kvCacheDtype: 'q8_0' }).server)).toMatchObject({
      OLLAMA_CONTEXT_LENGTH: '8192', OLLAMA_NUM_PARALLEL: '4', OLLAMA_KV_CACHE_TYPE: 'q8_0', OLLAMA_FLASH_ATTENTION: '1',
    });
    expect(envOf(ollama().server)).not.toHaveProperty('OLLAMA_FLASH_ATTENTION');
  });

  test('is spread over the accelerators of a replica', () => {
    const two = Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(envOf(ollama({}, { compute: two }).server).OLLAMA_SCHED_SPREAD).toBe('1');
    expect(envOf(ollama({}, { compute: GPU }).server)).not.toHaveProperty('OLLAMA_SCHED_SPREAD');
  });

  test('has its requests finished before SIGTERM, which closes every connection', () => {
    const { server } = ollama({}, { settings: { timing: { drain: Duration.seconds(60) } } });
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15 + 60);
  });

  test('may have several names', () => {
    const context = { model: { path: '/m.gguf', hub: false }, cachePath: '/tmp', scratchPath: '/tmp', compute: CPU, drainSeconds: 0, startupSeconds: 600 };
    expect(engine._facts.knowsAliases).toBe(true);
    expect(engine.bind({ ...context, servedName: 'acme/tiny:1.0', servedAliases: ['small'] }).env!.SERVED_NAMES).toBe('acme/tiny:1.0 small');
  });

  test('has an image for each kind of accelerator', () => {
    expect([CPU, GPU, AMD].map(compute => engine.imageFor(compute))).toEqual(['docker.io/ollama/ollama:0.32.15', 'docker.io/ollama/ollama:0.32.15', 'docker.io/ollama/ollama:0.32.15-rocm']);
    expect(new OllamaEngine({ image: 'registry.example.com/ollama:0.30.1' }).version).toBe('0.30.1');
    expect(new OllamaEngine({ image: 'registry.example.com/ollama:0.30.1' }).imageFor(AMD)).toBe('registry.example.com/ollama:0.30.1');
  });

  test('runs without root and with a read-only root on a CPU only', () => {
    expect(engine._hardening(CPU)).toMatchObject({ runAsUser: 1000, readOnlyRootFilesystem: true });
    expect(engine._hardening(GPU).runAsUser).toBeUndefined();
  });

  test('has no metrics, and is called as its server says', () => {
    expect([engine.metricsPath, engine.metrics, engine.apiPath, engine.openAiCompatible]).toEqual([undefined, undefined, '/v1', true]);
    expect([engine._facts.loadsFromHuggingFace, engine._facts.envPrefix, engine._facts.officialImages]).toEqual([false, 'OLLAMA', ['docker.io/ollama/ollama']]);
    expect(engine._facts.warmup.toMinutes()).toBe(15);
  });
});

describe('the start of Ollama', () => {
  test('imports the model and loads it where no probe reaches it, and then serves', () => {
    // WHEN
    const { status, calls, modelfile, folder } = start('');

    // THEN
    expect(calls.slice(0, 4)).toEqual([
      '127.0.0.1:12345 serve',
      `127.0.0.1:12345 create tiny -f ${folder}/home/Modelfile`,
      '127.0.0.1:12345 cp tiny small',
      '127.0.0.1:12345 run tiny',
    ]);
    expect(calls.slice(4).sort()).toEqual(['0.0.0.0:12345 serve', '127.0.0.1:12345 run tiny']);
    expect(modelfile()).toBe('FROM /mnt/models/tiny.gguf\n');
    expect(status).toBe(0);
  });

  test('loads a model for embeddings with a text', () => {
    expect(start('embedding').calls).toContain('127.0.0.1:12345 run tiny warm');
  });

  test('hands arguments of the user to the server', () => {
    expect(start('', ['--nope']).calls).toContain('0.0.0.0:12345 serve --nope');
  });

  test.each([['create', 3], ['run', 4]])('fails, and never serves, when "%s" fails', (step, code) => {
    const { status, calls } = start(step);
    expect(status).toBe(code);
    expect(calls.join()).not.toContain('0.0.0.0');
  });
});

describe('Ollama refuses', () => {
  test('a folder without the name of a file', () => {
    expect(() => ollama({}, { source: ModelSource.pvc('weights') })).toThrow(/engine-refuses: Ollama loads one GGUF file, and the source is a folder/);
  });

  test.each(['a/b/c', 'a.b/c', 'x:', 'x@1'])('the name %s', servedName => {
    expect(() => ollama({}, { servedName })).toThrow(`Ollama cannot serve a model under the name ${JSON.stringify(servedName)}`);
  });

  test('what an older version does not read', () => {
    expect(() => new OllamaEngine({ version: '0.5.12', maxModelLen: 4096 })).toThrow('invalid maxModelLen of OllamaEngine: got "it with Ollama 0.5.12", allowed is Ollama 0.5.13 or newer');
    expect(() => new OllamaEngine({ version: '0.4.7', kvCacheDtype: 'q8_0' })).toThrow('invalid kvCacheDtype of OllamaEngine: got "it with Ollama 0.4.7", allowed is Ollama 0.5.0 or newer');
    expect(new OllamaEngine({ version: '0.5.13', maxModelLen: 4096, kvCacheDtype: 'q8_0' }).version).toBe('0.5.13');
  });

  test('accelerators without an official image', () => {
    const gaudi = Compute.gpu(Accelerator.INTEL_GAUDI2, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(() => engine.imageFor(gaudi)).toThrow('no official image of Ollama 0.32.15 for Intel Gaudi 2 is known');
  });

  test('a variable that is derived', () => {
    expect(() => ollama({}, { settings: { env: { OLLAMA_HOST: '127.0.0.1' } } })).toThrow(/env-contradicts-derived/);
  });

  test.each([{ version: 'v0.32.15' }, { version: undefined }, { image: 'A' }, { port: 0 }, { modelFile: 'x.onnx' }, { maxModelLen: 0 }, { maxConcurrentRequests: 1.5 }, { kvCacheDtype: '' }])('%j', props => {
    expect(() => new OllamaEngine({ version: '0.32.15', ...props })).toThrow(/^invalid /);
  });
});
