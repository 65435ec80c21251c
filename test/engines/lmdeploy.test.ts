import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, DataType, Framework, LmdeployBackend, LmdeployEngine, LmdeployEngineProps, ModelLayout, ModelSource, SecretKey,
} from '../../src';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const lmdeploy = (props: Partial<LmdeployEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new LmdeployEngine({ version: '0.16.0', ...props }), source: hub, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });
const argsOf = (props: Partial<LmdeployEngineProps>, options: Partial<RenderOptions> = {}) => lmdeploy(props, options).server.args!.join(' ');

describe('a model on LMDeploy', () => {
  test('is rendered whole', () => {
    expect(lmdeploy().objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = lmdeploy();
    expect(init).toEqual([]);
    expect(server.args!.join(' ')).toContain(`acme/llama --revision ${COMMIT} --server-name 0.0.0.0 --server-port 23333 --model-name llama`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = lmdeploy({}, { source: ModelSource.pvc('weights') });
    expect(server.args![0]).toBe('/mnt/models');
    expect(server.args).not.toContain('--revision');
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    const { server, pod } = lmdeploy({}, { compute });
    expect(server.args!.join(' ')).toContain('--tp 4');
    expect(pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('has the flags that are asked for', () => {
    const args = argsOf({
      port: 9000, maxModelLen: 8192, maxConcurrentRequests: 64, freeGpuMemoryFraction: 0.5, dtype: DataType.BFLOAT16, quantization: 'awq', kvCacheDtype: 'int8', prefixCaching: true, trustRemoteCode: true,
    });
    expect(args).toContain('--server-port 9000');
    expect(args).toContain('--session-len 8192 --max-batch-size 64 --cache-max-entry-count 0.5 --dtype bfloat16 --model-format awq --quant-policy int8 --enable-prefix-caching');
    expect(args).toContain('--trust-remote-code');
  });

  test('is told the type of the KV cache in bits, before it knew words', () => {
    expect(argsOf({ version: '0.13.0', kvCacheDtype: '8' })).toContain('--quant-policy 8');
    expect(argsOf({ version: '0.14.0', kvCacheDtype: 'int8' })).toContain('--quant-policy int8');
    expect(() => new LmdeployEngine({ version: '0.13.0', kvCacheDtype: 'int8' })).toThrow(
      'invalid kvCacheDtype of LmdeployEngine: got "int8", allowed is the number of bits, "4" or "8", with LMDeploy 0.13.0; use LMDeploy 0.14.0 or newer for words');
  });

  test('takes answers apart as it is told', () => {
    expect(argsOf({ toolCallParser: 'qwen3', reasoningParser: 'deepseek-r1' })).toContain('--tool-call-parser qwen3 --reasoning-parser deepseek-r1');
  });

  test('is run with PyTorch when something is asked for that TurboMind leaves out', () => {
    expect(argsOf({})).not.toContain('--backend');
    expect(argsOf({ backend: LmdeployBackend.TURBOMIND })).toContain('--backend turbomind');
    const adapted = argsOf({ loraAdapters: { sql: '/adapters/sql', chat: '/adapters/chat' } });
    expect(adapted).toContain('--backend pytorch');
    expect(adapted).toContain('--adapters sql=/adapters/sql chat=/adapters/chat');
    const drafted = argsOf({ speculativeDecoding: { method: 'eagle3', model: '/drafts/eagle', tokens: 3 } });
    expect(drafted).toContain('--backend pytorch');
    expect(drafted).toContain('--speculative-algorithm eagle3 --speculative-draft-model /drafts/eagle --speculative-num-draft-tokens 3');
    expect(argsOf({ kvCacheDtype: 'fp8' })).toMatch(/--backend pytorch .*--quant-policy fp8/);
    expect(argsOf({ version: '0.13.0', kvCacheDtype: '42' })).toMatch(/--backend pytorch .*--quant-policy 42/);
    expect(argsOf({ kvCacheDtype: 'int8' })).not.toContain('--backend');
    expect(argsOf({ speculativeDecoding: { method: 'deepseek_mtp', tokens: 1 } })).not.toContain('--speculative-draft-model');
  });

  test('is measured from the version on that can, and told so where it has to be', () => {
    const of = (version: string) => new LmdeployEngine({ version, trustRemoteCode: true });
    expect([of('0.9.1').metricsPath, of('0.9.1').metrics]).toEqual([undefined, undefined]);
    expect(of('0.9.2').metricsPath).toBe('/metrics');
    expect(of('0.9.2').metrics).toMatchObject({ waiting: 'lmdeploy:num_requests_waiting' });
    expect(argsOf({ version: '0.9.1', trustRemoteCode: true })).not.toContain('--enable-metrics');
    expect(argsOf({ version: '0.10.2', trustRemoteCode: true })).toContain('--enable-metrics');
    expect(argsOf({ version: '0.11.0', trustRemoteCode: true })).not.toContain('--enable-metrics');
  });

  test('executes code of the model only when that is asked for, in words of the version', () => {
    expect(argsOf({ version: '0.13.0' })).not.toContain('--trust-remote-code');
    expect(argsOf({ version: '0.13.0', trustRemoteCode: true })).toContain('--trust-remote-code');
    expect(argsOf({ version: '0.12.3', trustRemoteCode: true })).not.toContain('--trust-remote-code');
  });

  test('takes its key from a Secret', () => {
    const { server } = lmdeploy({ apiKey: SecretKey.of('lmdeploy', 'key') });
    expect(envOf(server).SERVER_API_KEY).toBe('lmdeploy/key');
    expect(server.args!.slice(-2)).toEqual(['--api-keys', '$(SERVER_API_KEY)']);
  });

  test('has all its time to finish before SIGTERM, because nothing is known of it afterwards', () => {
    const { pod, server } = lmdeploy();
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(45);
    expect(pod.terminationGracePeriodSeconds).toBe(60);
  });

  test('has an image for NVIDIA accelerators, by the CUDA that its version is built for', () => {
    expect(lmdeploy().server.image).toBe('docker.io/openmmlab/lmdeploy:v0.16.0-cu12.8');
    const of = (version: string) => new LmdeployEngine({ version, trustRemoteCode: true }).imageFor(GPU);
    expect([of('0.10.0'), of('0.9.2')]).toEqual(['docker.io/openmmlab/lmdeploy:v0.10.0-cu12.8', 'docker.io/openmmlab/lmdeploy:v0.9.2-cu12']);
    expect(new LmdeployEngine({ image: 'example.com/lmdeploy:v0.16.0-ascend' }).imageFor(AMD)).toBe('example.com/lmdeploy:v0.16.0-ascend');
  });

  test('is known to be compatible with OpenAI, and of a version', () => {
    const engine = new LmdeployEngine({ image: 'openmmlab/lmdeploy:v0.16.0-cu13.0' });
    expect([engine.openAiCompatible, engine.apiPath, engine.version, engine._facts.knowsAliases]).toEqual([true, '/v1', '0.16.0', false]);
  });

  test('runs as root, and says so', () => {
    const { pod, findings } = lmdeploy();
    expect(pod.securityContext.runAsUser).toBe(0);
    expect(findings.map(({ rule }) => rule)).toEqual(['pod-security-lowered']);
  });
});

describe('LMDeploy refuses', () => {
  test.each(['--tp=2', '--model-name=x', '--revision=main', '--api-keys=x', '--backend=pytorch', '--ssl', '--disable-metrics'])('the flag %s, which is derived', flag => {
    expect(() => lmdeploy({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test('a flag that its version does not have', () => {
    expect(() => lmdeploy({}, { settings: { args: ['--kv-transfer-config', '{}'] } })).toThrow(/flag-unknown/);
    expect(argsOf({ version: '0.17.0' }, { settings: { args: ['--kv-transfer-config', '{}'] } })).toContain('--kv-transfer-config');
  });

  test('an old version that would execute code of the model without being asked to', () => {
    expect(() => new LmdeployEngine({ version: '0.12.3' })).toThrow(/invalid version of LmdeployEngine: got "0.12.3", allowed is 0.13.0 or newer without trustRemoteCode/);
  });

  test.each([
    ['s3://models/net.onnx', /LMDeploy loads a folder with config.json/],
    ['s3://models/tiny.gguf', /LMDeploy loads a folder .*, and the source is the single file "tiny.gguf", a GGUF model; .*LlamaCppEngine/],
  ])('the single file %s', (uri, message) => {
    expect(() => lmdeploy({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(message);
  });

  test('one file of a repository on the hub', () => {
    const source = ModelSource.huggingFace('acme/llama', { revision: COMMIT, file: 'llama.gguf' });
    expect(() => lmdeploy({}, { source })).toThrow('LMDeploy loads a whole repository from the hub, and the source names the file "llama.gguf"');
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => lmdeploy({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: LMDeploy loads a folder of model files/);
  });

  test('adapters and drafts that are no folder, and TurboMind with them', () => {
    expect(() => lmdeploy({ loraAdapters: { a: 'acme/lora' } })).toThrow('LMDeploy takes the adapter a as a folder, got "acme/lora"');
    expect(() => lmdeploy({ speculativeDecoding: { method: 'eagle', model: 'acme/draft', tokens: 2 } })).toThrow('LMDeploy takes the draft model as a folder');
    expect(() => new LmdeployEngine({ version: '0.16.0', backend: LmdeployBackend.TURBOMIND, loraAdapters: { a: '/a' } })).toThrow(/^invalid backend of LmdeployEngine: got "turbomind"/);
    expect(() => new LmdeployEngine({ version: '0.16.0', backend: LmdeployBackend.TURBOMIND, kvCacheDtype: 'fp8_e5m2' })).toThrow(/^invalid backend of LmdeployEngine: got "turbomind"/);
  });

  test('versions and accelerators without an official image', () => {
    expect(() => new LmdeployEngine({ version: '0.16.0' }).imageFor(CPU)).toThrow('no official image of LMDeploy 0.16.0 for a CPU is known (nvidia.com: from 0.6.0); give image');
    expect(() => new LmdeployEngine({ version: '0.16.0' }).imageFor(AMD)).toThrow('no official image of LMDeploy 0.16.0 for AMD MI300X');
    expect(() => new LmdeployEngine({ version: '0.5.3', trustRemoteCode: true }).imageFor(GPU)).toThrow('no official image of LMDeploy 0.5.3');
  });

  test.each([
    [{ toolCallParser: 'qwen' }, '0.7.1', '0.7.2'],
    [{ reasoningParser: 'deepseek-r1' }, '0.7.1', '0.7.2'],
    [{ speculativeDecoding: { method: 'eagle', tokens: 1 } }, '0.10.2', '0.11.0'],
    [{ dtype: DataType.FLOAT16 }, '0.6.0', '0.6.1'],
  ])('%j in version %s, which came with %s', (props, without, from) => {
    expect(() => new LmdeployEngine({ version: without, trustRemoteCode: true, ...props })).toThrow(`allowed is LMDeploy ${from} or newer`);
    expect(new LmdeployEngine({ version: from, trustRemoteCode: true, ...props }).version).toBe(from);
  });

  test.each([{ version: 'v0.16.0' }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { freeGpuMemoryFraction: 0 }, { freeGpuMemoryFraction: 1 }, { maxConcurrentRequests: 0.5 }])('%j', props => {
    expect(() => new LmdeployEngine({ version: '0.16.0', ...props })).toThrow(/^invalid /);
  });
});
