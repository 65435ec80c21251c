import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute, DataType, Framework, ModelLayout, ModelSource, ModelTask, SecretKey, SglangEngine, SglangEngineProps } from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const pvc = ModelSource.pvc('weights');
const sglang = (props: Partial<SglangEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new SglangEngine({ version: '0.5.21', ...props }), source: hub, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });
const argsOf = (props: Partial<SglangEngineProps>, options: Partial<RenderOptions> = {}) => sglang(props, options).server.args!.join(' ');

describe('a model on SGLang', () => {
  test('is rendered whole', () => {
    expect(sglang().objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = sglang();
    expect(init).toEqual([]);
    expect(server.args!.join(' ')).toContain(`--model-path acme/llama --revision ${COMMIT} --host 0.0.0.0 --port 30000`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = sglang({}, { source: pvc });
    expect(server.args!.slice(0, 2)).toEqual(['--model-path', '/mnt/models']);
    expect(server.args).not.toContain('--revision');
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('may be a single GGUF file', () => {
    expect(argsOf({}, { source: ModelSource.https('https://files.example.com/tiny.gguf') })).toContain('--model-path /mnt/models/tiny.gguf');
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(argsOf({}, { compute })).toContain('--tp-size 4');
    const staged = sglang({ pipelineParallelSize: 2 }, { compute });
    expect(staged.server.args!.join(' ')).toContain('--tp-size 2 --pp-size 2');
    expect(staged.pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('is asked whether it is ready at a path that costs nothing, from the version on that has it', () => {
    const { startupProbe, readinessProbe, livenessProbe } = sglang({ version: '0.5.20' }).server;
    expect([startupProbe!.httpGet!.path, readinessProbe!.httpGet!.path, livenessProbe!.httpGet!.path]).toEqual(['/ready', '/ready', '/health_generate']);
    expect(readinessProbe!.timeoutSeconds).toBe(5);
    expect(livenessProbe!.timeoutSeconds).toBe(25);
  });

  test('is given the time to generate a token for an answer in versions before', () => {
    const { startupProbe, readinessProbe, livenessProbe } = sglang({ version: '0.5.19' }).server;
    for (const probe of [startupProbe!, readinessProbe!, livenessProbe!]) {
      expect(probe.httpGet!.path).toBe('/health_generate');
      expect(probe.timeoutSeconds).toBe(25);
    }
  });

  test('has time to finish what runs, which the grace period ends', () => {
    const { pod, server } = sglang();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(15);
    expect(pod.terminationGracePeriodSeconds).toBe(15 + 30 + 15);
  });

  test('has the flags that are asked for', () => {
    const args = argsOf({
      port: 9000, maxModelLen: 8192, maxConcurrentRequests: 64, dtype: DataType.BFLOAT16, quantization: 'awq', kvCacheDtype: 'fp8_e5m2', gpuMemoryUtilization: 0.8, trustRemoteCode: true,
    });
    expect(args).toContain('--port 9000');
    expect(args).toContain('--mem-fraction-static 0.8 --context-length 8192 --max-running-requests 64 --dtype bfloat16 --quantization awq --kv-cache-dtype fp8_e5m2');
    expect(args).toContain('--trust-remote-code');
  });

  test('takes answers apart as it is told', () => {
    expect(argsOf({ toolCallParser: 'qwen25', reasoningParser: 'deepseek-r1', structuredOutputBackend: 'xgrammar' }))
      .toContain('--tool-call-parser qwen25 --reasoning-parser deepseek-r1 --grammar-backend xgrammar');
  });

  test('uses common prefixes again unless that is switched off', () => {
    expect(argsOf({})).not.toContain('--disable-radix-cache');
    expect(argsOf({ prefixCaching: true })).not.toContain('--disable-radix-cache');
    expect(argsOf({ prefixCaching: false })).toContain('--disable-radix-cache');
  });

  test('has adapters beside it', () => {
    expect(argsOf({ loraAdapters: { sql: '/adapters/sql', chat: 'acme/chat-lora' }, maxLoraRank: 32 }))
      .toContain('--lora-paths sql=/adapters/sql chat=acme/chat-lora --max-lora-rank 32');
  });

  test('drafts in steps, or by tokens alone', () => {
    const eagle = argsOf({ speculativeDecoding: { method: 'EAGLE3', model: 'acme/draft@main', tokens: 3 } });
    expect(eagle).toContain('--speculative-algorithm EAGLE3 --speculative-draft-model-path acme/draft --speculative-draft-model-revision main');
    expect(argsOf({ speculativeDecoding: { method: 'EAGLE3', model: '/drafts/eagle@3', tokens: 3 } })).toContain('--speculative-draft-model-path /drafts/eagle@3 --speculative-num-steps');
    expect(eagle).toContain('--speculative-num-steps 3 --speculative-eagle-topk 1 --speculative-num-draft-tokens 4');
    const ngram = argsOf({ speculativeDecoding: { method: 'NGRAM', tokens: 8 } });
    expect(ngram).toContain('--speculative-algorithm NGRAM --speculative-num-draft-tokens 8');
    expect(ngram).not.toContain('--speculative-num-steps');
  });

  test('is told how to draft in capital letters, which is all that older versions know', () => {
    expect(argsOf({ version: '0.5.4', speculativeDecoding: { method: 'eagle', tokens: 3 } }))
      .toContain('--speculative-algorithm EAGLE --speculative-num-steps 3 --speculative-eagle-topk 1 --speculative-num-draft-tokens 4');
  });

  test('has adapters and drafts together, as far as its version can', () => {
    const together = (version: string, method: string) => argsOf({ version, loraAdapters: { a: '/a' }, speculativeDecoding: { method, tokens: 3 } });
    expect(together('0.5.18', 'ngram')).toContain('--lora-paths a=/a --speculative-algorithm NGRAM');
    expect(together('0.5.19', 'EAGLE')).toContain('--lora-paths a=/a --speculative-algorithm EAGLE');
  });

  test('limits what a prompt holds besides text', () => {
    expect(sglang({ multiModalLimits: { image: 4 } }).server.args!.slice(-2)).toEqual(['--limit-mm-data-per-request', '{"image":4}']);
  });

  test.each([
    [ModelTask.EMBED, '--is-embedding'],
    [ModelTask.CLASSIFY, '--is-embedding'],
    [ModelTask.RERANK, '--is-embedding --disable-radix-cache --chunked-prefill-size -1'],
  ])('may %s', (task, flags) => {
    expect(argsOf({ task })).toContain(flags);
    expect(argsOf({ task: ModelTask.GENERATE })).not.toContain('--is-embedding');
  });

  test('takes its key from a Secret', () => {
    const { server } = sglang({ apiKey: SecretKey.of('sglang', 'key') });
    expect(envOf(server).SERVER_API_KEY).toBe('sglang/key');
    expect(server.args!.slice(-2)).toEqual(['--api-key', '$(SERVER_API_KEY)']);
  });

  test('runs on a CPU with the image for it', () => {
    const { server } = sglang({}, { compute: CPU, source: pvc });
    expect(server.image).toBe('docker.io/lmsysorg/sglang:v0.5.21-xeon');
    expect(server.args!.join(' ')).toContain('--device cpu --tp-size 1');
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(sglang().server.securityContext.readOnlyRootFilesystem).not.toBe(true);
  });

  test('has an image for each kind of accelerator', () => {
    const imageFor = (version: string, compute: Compute) => new SglangEngine({ version }).imageFor(compute);
    const mi355x = Compute.gpu(Accelerator.of({ name: 'AMD MI355X', resource: 'amd.com/gpu' }), { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(imageFor('0.5.21', GPU)).toBe('docker.io/lmsysorg/sglang:v0.5.21');
    expect(imageFor('0.5.21', AMD)).toBe('docker.io/lmsysorg/sglang:v0.5.21-rocm10-mi30x');
    expect(imageFor('0.5.20', mi355x)).toBe('docker.io/lmsysorg/sglang:v0.5.20-rocm10-mi35x');
    expect(imageFor('0.5.19', AMD)).toBe('docker.io/lmsysorg/sglang:v0.5.19-rocm720-mi30x');
    expect(new SglangEngine({ image: 'example.com/sglang:v0.5.21' }).imageFor(AMD)).toBe('example.com/sglang:v0.5.21');
  });

  test('is known to be compatible with OpenAI, measured, and of a version', () => {
    const engine = new SglangEngine({ image: 'lmsysorg/sglang:v0.5.20-runtime' });
    expect([engine.openAiCompatible, engine.apiPath, engine.metricsPath, engine.version, engine._facts.knowsAliases]).toEqual([true, '/v1', '/metrics', '0.5.20', false]);
    expect(engine.metrics).toMatchObject({ waiting: 'sglang:num_queue_reqs' });
  });

  test('runs as root, and says so', () => {
    const { pod, findings } = sglang();
    expect(pod.securityContext.runAsUser).toBe(0);
    expect(findings.map(({ rule }) => rule)).toEqual(['pod-security-lowered']);
  });
});

describe('SGLang refuses', () => {
  test.each(['--tp=2', '--tensor-parallel-size=2', '--model=x', '--revision=main', '--api-key=x', '--enable-metrics=false', '--mem-fraction-static=0.5', '--is-embedding', '--ssl-certfile=/x', '--smg-grpc-mode'])(
    'the flag %s, which is derived', flag => {
      expect(() => sglang({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
    });

  test('a flag that its version does not have', () => {
    expect(() => sglang({}, { settings: { args: ['--torchao-config', 'int4wo-128'] } })).toThrow(/flag-unknown/);
    expect(argsOf({ version: '0.5.17' }, { settings: { args: ['--torchao-config', 'int4wo-128'] } })).toContain('--torchao-config');
  });

  test('a single file that is no language model', () => {
    expect(() => sglang({}, { source: ModelSource.s3('s3://models/net.onnx', { anonymous: true }) })).toThrow(/engine-refuses: SGLang loads a folder with config.json/);
  });

  test('one file of a repository on the hub', () => {
    const source = ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'llama.gguf' });
    expect(() => sglang({}, { source })).toThrow('SGLang loads a whole repository from the hub, and the source names the file "llama.gguf"');
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => sglang({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: SGLang loads a folder of model files/);
  });

  test('a name with a colon', () => {
    expect(() => sglang({}, { servedName: 'llama:8b' })).toThrow('SGLang reads what follows a colon as the name of an adapter, got servedName "llama:8b"');
  });

  test('reranking with a prefix cache', () => {
    expect(() => new SglangEngine({ version: '0.5.21', task: ModelTask.RERANK, prefixCaching: true })).toThrow('invalid prefixCaching of SglangEngine: got "true with ModelTask.RERANK"');
    expect(argsOf({ task: ModelTask.RERANK, prefixCaching: false }).match(/--disable-radix-cache/g)).toHaveLength(1);
  });

  test('drafts over pipeline stages, and drafts with adapters in versions that cannot', () => {
    const speculativeDecoding = { method: 'EAGLE', tokens: 3 };
    expect(() => new SglangEngine({ version: '0.5.21', pipelineParallelSize: 2, speculativeDecoding })).toThrow('invalid speculativeDecoding of SglangEngine: got "it with pipelineParallelSize 2"');
    expect(new SglangEngine({ version: '0.5.21', pipelineParallelSize: 1, speculativeDecoding }).version).toBe('0.5.21');
    expect(() => new SglangEngine({ version: '0.5.18', loraAdapters: { a: '/a' }, speculativeDecoding }))
      .toThrow('invalid speculativeDecoding.method of SglangEngine: got "EAGLE with loraAdapters", allowed is NGRAM before SGLang 0.5.19; use SGLang 0.5.19 or newer, or leave one of them out');
  });

  test('stages that do not divide the accelerators', () => {
    expect(() => sglang({ pipelineParallelSize: 2 })).toThrow('pipelineParallelSize 2 does not divide the only accelerator of a replica');
  });

  test('adapters of the hub at a revision, and of the hub without the hub', () => {
    expect(() => sglang({ loraAdapters: { a: 'acme/lora@v1' } })).toThrow('SGLang loads an adapter of the hub at its default branch only, got acme/lora@v1 for a');
    expect(() => sglang({ loraAdapters: { a: 'acme/lora' } }, { source: pvc })).toThrow('the server does not ask the hub');
  });

  test('versions and accelerators without an official image', () => {
    const radeon = Compute.gpu(Accelerator.of({ name: 'AMD Radeon', resource: 'amd.com/gpu' }), { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
    expect(() => new SglangEngine({ version: '0.5.3' }).imageFor(GPU)).toThrow('no official image of SGLang 0.5.3 for NVIDIA L4 is known');
    expect(() => new SglangEngine({ version: '0.5.19' }).imageFor(CPU)).toThrow('no official image of SGLang 0.5.19 for a CPU is known');
    expect(() => new SglangEngine({ version: '0.5.8' }).imageFor(AMD)).toThrow('no official image of SGLang 0.5.8 for AMD MI300X is known');
    expect(() => new SglangEngine({ version: '0.5.21' }).imageFor(radeon)).toThrow('give image');
  });

  test.each([
    [{ maxLoraRank: 8 }, '0.4.9.post2', '0.4.9.post3'],
    [{ loraAdapters: { a: '/a' } }, '0.5.1', '0.5.2'],
    [{ multiModalLimits: { image: 1 } }, '0.5.6', '0.5.7'],
    [{ pipelineParallelSize: 2 }, '0.4.6.post1', '0.4.6.post2'],
    [{ speculativeDecoding: { method: 'EAGLE', model: 'acme/draft@main', tokens: 3 } }, '0.5.1', '0.5.2'],
  ])('%j in version %s, which came with %s', (props, without, from) => {
    expect(() => new SglangEngine({ version: without, ...props })).toThrow(`allowed is SGLang ${from} or newer`);
    expect(new SglangEngine({ version: from, ...props }).version).toBe(from);
  });

  test.each([
    { version: 'v0.5.21' }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { pipelineParallelSize: 0 }, { gpuMemoryUtilization: 1.1 }, { multiModalLimits: { text: 1 } }, { kvCacheDtype: 'fp8' },
  ])('%j', props => {
    expect(() => new SglangEngine({ version: '0.5.21', ...props })).toThrow(/^invalid /);
  });
});
