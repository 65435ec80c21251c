import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, Framework, ModelLayout, ModelSource, SecretKey, TensorRtLlmEngine, TensorRtLlmEngineProps } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const pvc = ModelSource.pvc('weights');
const trtllm = (props: Partial<TensorRtLlmEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new TensorRtLlmEngine({ version: '1.2.1', ...props }), source: pvc, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });
const argsOf = (props: Partial<TensorRtLlmEngineProps>, options: Partial<RenderOptions> = {}) => trtllm(props, options).server.args!.join(' ');
const scriptOf = (props: Partial<TensorRtLlmEngineProps>) => trtllm(props).server.command![2];

describe('a model on TensorRT-LLM', () => {
  test('is rendered whole', () => {
    expect(trtllm().objects).toMatchSnapshot();
  });

  test('is named by a link before 1.3.0rc7, because the server takes the name of the folder', () => {
    const { server } = trtllm({ version: '1.3.0rc6' });
    expect(server.args!.slice(0, 2)).toEqual(['/mnt/models', '/tmp/served/llama']);
    expect(server.command![2]).toContain('ln -sfn "$1" "$2"\nshift\n');
    expect(server.args).not.toContain('--served_model_name');
  });

  test('is named by a flag from 1.3.0rc7 on', () => {
    const { server } = trtllm({ version: '1.3.0rc7' }, { servedName: 'acme/llama' });
    expect(server.args![0]).toBe('/mnt/models');
    expect(server.args!.join(' ')).toContain('--served_model_name acme/llama');
    expect(server.command![2]).not.toContain('ln -s');
  });

  test('is downloaded before the server starts where that cannot name what it loads from the hub', () => {
    const old = trtllm({}, { source: hub });
    expect(old.init).toHaveLength(1);
    expect(old.server.args![0]).toBe('/mnt/models');
    expect(envOf(old.server).HF_HUB_OFFLINE).toBe('1');
    const { server, init } = trtllm({ version: '1.3.0rc7' }, { source: hub });
    expect(init).toEqual([]);
    expect(server.args!.join(' ')).toContain(`acme/llama --revision ${COMMIT}`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
    expect(envOf(server)).not.toHaveProperty('HF_HUB_OFFLINE');
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(argsOf({}, { compute })).toContain('--tp_size 4');
    const staged = trtllm({ pipelineParallelSize: 2 }, { compute });
    expect(staged.server.args!.join(' ')).toContain('--tp_size 2 --pp_size 2');
    expect(staged.pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('has the flags that are asked for', () => {
    const args = argsOf({ port: 9000, maxModelLen: 8192, maxConcurrentRequests: 64, toolCallParser: 'qwen3', reasoningParser: 'deepseek-r1', trustRemoteCode: true });
    expect(args).toContain('--host 0.0.0.0 --port 9000');
    expect(args).toContain('--max_seq_len 8192 --max_batch_size 64 --tool_parser qwen3 --reasoning_parser deepseek-r1 --trust_remote_code');
  });

  test('has metrics from the version on that can, and gauges from a later one', () => {
    expect(scriptOf({ version: '1.0.0' })).not.toContain('printf');
    expect(argsOf({ version: '1.0.0' })).not.toContain('--extra_llm_api_options');
    expect(scriptOf({ version: '1.1.0' })).toContain('printf \'%s\\n\' \'return_perf_metrics: true\' > /tmp/trtllm.yaml');
    expect(argsOf({ version: '1.1.0' })).toContain('--extra_llm_api_options /tmp/trtllm.yaml');
    expect(scriptOf({ version: '1.3.0rc11' })).not.toContain('enable_iter_perf_stats');
    expect(scriptOf({ version: '1.3.0rc12' })).toContain('return_perf_metrics: true\nenable_iter_perf_stats: true');
    const of = (props: Partial<TensorRtLlmEngineProps>) => new TensorRtLlmEngine({ version: '1.3.0rc12', ...props });
    expect([of({ version: '1.0.0' }).metricsPath, of({ version: '1.1.0' }).metricsPath, of({ metrics: false }).metricsPath]).toEqual([undefined, '/prometheus/metrics', undefined]);
    expect([of({ version: '1.3.0rc11' }).metrics, of({ metrics: false }).metrics]).toEqual([undefined, undefined]);
    expect(of({}).metrics).toMatchObject({ waiting: 'trtllm_num_requests_waiting' });
  });

  test('is told by a file what has no flag, which a shell writes and then becomes the server', () => {
    // GIVEN an image in which the server prints what it is told
    const folder = mkdtempSync(join(tmpdir(), 'trtllm-'));
    const { server } = trtllm({
      kvCacheDtype: 'fp8', prefixCaching: false, freeGpuMemoryFraction: 0.8, structuredOutputBackend: 'xgrammar', config: 'cuda_graph_config:\n  note: it\'s "mine"\n',
    });
    const inFolder = (word: string) => word.replace(/\/tmp\//g, `${folder}/`).replace('/mnt/models', '/etc');
    writeFileSync(join(folder, 'trtllm-serve'), '#!/bin/sh\nprintf \'%s\\n\' "$@"\n', { mode: 0o755 });
    try {
      // WHEN
      const [shell, ...words] = [...server.command!, ...server.args!].map(inFolder);
      const told = execFileSync(shell, words, { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });

      // THEN
      expect(told.trimEnd().split('\n')).toEqual([`${folder}/served/llama`, ...server.args!.slice(2).map(inFolder)]);
      expect(readlinkSync(join(folder, 'served/llama'))).toBe('/etc');
      expect(readFileSync(join(folder, 'trtllm.yaml'), 'utf8')).toBe([
        'kv_cache_config:', '  dtype: fp8', '  enable_block_reuse: false', '  free_gpu_memory_fraction: 0.8', 'guided_decoding_backend: xgrammar',
        'return_perf_metrics: true', 'cuda_graph_config:', '  note: it\'s "mine"', '',
      ].join('\n'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is started through the entry point that prepares CUDA, where the image has it', () => {
    expect(scriptOf({})).toMatch(/entry=\/opt\/nvidia\/nvidia_entrypoint\.sh; \[ -x "\$entry" \] \|\| entry=\nexec \$entry trtllm-serve "\$@"$/);
  });

  test('tells nobody of its use', () => {
    expect(envOf(trtllm().server)).toMatchObject({ TRTLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1' });
  });

  test('has all its time to finish before SIGTERM, because nothing is known of it afterwards', () => {
    const { pod, server } = trtllm();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(45);
    expect(pod.terminationGracePeriodSeconds).toBe(60);
  });

  test('is known to be compatible with OpenAI, and of a version', () => {
    const engine = new TensorRtLlmEngine({ image: 'registry.example.com/trtllm:1.3.0rc12' });
    expect([engine.openAiCompatible, engine.apiPath, engine.version, engine.imageFor(GPU)]).toEqual([true, '/v1', '1.3.0rc12', 'registry.example.com/trtllm:1.3.0rc12']);
    expect(trtllm().server.image).toBe('nvcr.io/nvidia/tensorrt-llm/release:1.2.1');
  });

  test('runs as root, and says so', () => {
    const { pod, findings } = trtllm();
    expect(pod.securityContext.runAsUser).toBe(0);
    expect(findings.map(({ rule }) => rule)).toEqual(['pod-security-lowered']);
  });
});

describe('TensorRT-LLM refuses', () => {
  test.each(['--tp_size=2', '--tensor_parallel_size=2', '--config=/x', '--extra_llm_api_options=/x', '--kv_cache_free_gpu_memory_fraction=0.5', '--served-model-name=x', '--grpc'])(
    'the flag %s, which is derived', flag => {
      expect(() => trtllm({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
    });

  test.each(['s3://models/net.onnx', 's3://models/tiny.gguf'])('the single file %s', uri => {
    expect(() => trtllm({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(/engine-refuses: TensorRT-LLM loads/);
  });

  test('one file of a repository on the hub', () => {
    const source = ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'llama.gguf' });
    expect(() => trtllm({ version: '1.3.0rc7' }, { source })).toThrow('TensorRT-LLM loads a whole repository from the hub');
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => trtllm({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: TensorRT-LLM loads a folder of model files/);
  });

  test('a name that cannot be a folder, before it has a flag for names', () => {
    expect(() => trtllm({}, { servedName: 'acme/llama' })).toThrow('TensorRT-LLM 1.2.1 names a model after its folder, and "acme/llama" cannot be one');
  });

  test('a key of the file that the library writes', () => {
    expect(() => new TensorRtLlmEngine({ version: '1.2.1', config: 'return_perf_metrics: false' })).toThrow('invalid config of TensorRtLlmEngine: got "return_perf_metrics again"');
    expect(() => new TensorRtLlmEngine({ version: '1.2.1', kvCacheDtype: 'fp8', config: 'a: 1\nkv_cache_config:\n  host_cache_size: 1' })).toThrow('got "kv_cache_config again"');
    expect(new TensorRtLlmEngine({ version: '1.2.1', metrics: false, config: 'return_perf_metrics: true' }).metricsPath).toBeUndefined();
  });

  test.each([
    ['tensor_parallel_size: 2', 'count of the accelerators in compute'], ['max_batch_size: 8', 'maxConcurrentRequests of the engine'],
    ['model: /other', 'source of the model'], ['"max_seq_len": 4096', 'maxModelLen of the engine'],
  ])('the key of the file in %j, which is stated elsewhere', (config, owner) => {
    expect(() => new TensorRtLlmEngine({ version: '1.2.1', config })).toThrow(`allowed is keys that are not stated elsewhere; remove it: use ${owner}`);
  });

  test.each([
    ['- a list', /^invalid config of TensorRtLlmEngine: got "- a list", allowed is a YAML map/], ['a: [1', /^invalid config of TensorRtLlmEngine: got "Flow sequence in block collection must be/], ['a: 1\na: 2', /Map keys must be unique/],
    ['  a: 1\n  b: 2\n', /^invalid config of TensorRtLlmEngine: got .*; begin each of its keys at the start of a line/], ['{a: 1}', /^invalid config/], ['a: *b', /Unresolved alias/],
  ])('the file %j, which the server could not read', (config, message) => {
    expect(() => new TensorRtLlmEngine({ version: '1.2.1', config })).toThrow(message);
  });

  test('stages that do not divide the accelerators', () => {
    expect(() => trtllm({ pipelineParallelSize: 2 })).toThrow('pipelineParallelSize 2 does not divide the only accelerator of a replica');
  });

  test.each([[CPU, 'a CPU'], [AMD, 'AMD MI300X']])('%# accelerators of others', (compute, name) => {
    expect(() => new TensorRtLlmEngine({ version: '1.2.1' }).imageFor(compute)).toThrow(`TensorRT-LLM runs on NVIDIA accelerators only, got ${name}`);
  });

  test.each([[{ metrics: true }, '1.0.0', '1.1.0'], [{ toolCallParser: 'qwen3' }, '1.1.0', '1.2.0']])('%j in version %s, which came with %s', (props, without, from) => {
    expect(() => new TensorRtLlmEngine({ version: without, ...props })).toThrow(`allowed is TensorRT-LLM ${from} or newer`);
    expect(new TensorRtLlmEngine({ version: from, ...props }).version).toBe(from);
  });

  test.each([
    { version: 'v1.2.1' }, { version: '0.21.0' }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { pipelineParallelSize: 0 }, { freeGpuMemoryFraction: 0 }, { kvCacheDtype: 'fp 8' },
  ])('%j', props => {
    expect(() => new TensorRtLlmEngine({ version: '1.2.1', ...props })).toThrow(/^invalid /);
  });
});
