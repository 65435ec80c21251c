import { App, Chart, Size } from 'cdk8s';
import {
  Compute, ContainerEngine, Findings, Framework, KServeBackend, KServeHuggingFaceEngine, LlamaCppEngine, LmdeployEngine, ModelConstruct,
  ModelConstructProps, ModelSource, NimEngine, OllamaEngine, PersistentVolumeAccessMode, RuntimeProfile, SecretKey, ServerProbe,
  ServiceAccountRef, ServingEngine, SglangEngine, TensorRtLlmEngine, TextGenerationInferenceEngine, VllmEngine,
} from '../../src';
import { envOf, GPU, KubernetesObject } from '../conformance/render';
import { lockOf } from '../values/locks';

const keys = { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret') };
const base = ModelSource.s3('s3://models/llama/', { ...keys, size: Size.gibibytes(8) });
const sql = ModelSource.s3('s3://loras/sql/', { ...keys, size: Size.mebibytes(100) });
const chat = ModelSource.pvc('loras', { path: 'chat' });
const eagle = ModelSource.pvc('drafts', { path: 'eagle' });
const vllm = new VllmEngine({ version: '0.32.0', maxLoraRank: 32 });

function served(engine: ServingEngine, props: Partial<ModelConstructProps>, compute: Compute = GPU) {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
    new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: engine.frameworks[0] ?? Framework.CUSTOM,
      source: base,
      replicas: 2,
      profile: new RuntimeProfile(chart, 'profile', { engine, compute, pod: { serviceAccount: ServiceAccountRef.of('reader') } }),
      ...props,
    });
    const objects = chart.toJson() as KubernetesObject[];
    const { spec: pod, metadata } = objects.find(({ kind }) => kind === 'Deployment')!.spec.template!;
    const model = objects.find(({ kind }) => kind === 'Model')! as unknown as { metadata: { annotations: { [key: string]: string } } };
    const [server] = pod.containers;
    const annotations = [model.metadata.annotations, metadata.annotations];
    return { pod, server, init: pod.initContainers ?? [], annotations, findings: Findings.of(chart), objects };
  } finally {
    write.mockRestore();
  }
}

const wordsAfter = (args: string[] = [], flag: string) => {
  const rest = args.slice(args.indexOf(flag) + 1);
  const end = rest.findIndex(word => word.startsWith('--'));
  return args.includes(flag) ? rest.slice(0, end < 0 ? undefined : end) : undefined;
};

describe('adapters beside a model', () => {
  const adapters = { sql, chat };

  test('come from any source, each to a place of its own, and the server is told of them', () => {
    const { server, init, pod } = served(vllm, { adapters });
    expect(wordsAfter(server.args, '--lora-modules')).toEqual(['sql=/mnt/adapters/sql', 'chat=/mnt/adapters/chat']);
    expect(server.args).toEqual(expect.arrayContaining(['--enable-lora', '--max-lora-rank', '32']));
    expect(init.map(({ name, args }) => [name, args![2]])).toEqual([['download-model', '/mnt/models'], ['download-adapter-1', '/mnt/adapters/sql']]);
    expect(init[1].volumeMounts).toContainEqual({ name: 'beside', mountPath: '/mnt/adapters/sql', subPath: 'adapter-1' });
    expect(server.volumeMounts).toContainEqual({ name: 'beside', mountPath: '/mnt/adapters/sql', subPath: 'adapter-1', readOnly: true });
    expect(server.volumeMounts).toContainEqual({ name: 'adapter-2', mountPath: '/mnt/adapters/chat', subPath: 'chat', readOnly: true });
    expect(pod.volumes).toContainEqual({ name: 'beside', emptyDir: { sizeLimit: '1Gi' } });
    expect(pod.volumes).toContainEqual({ name: 'adapter-2', persistentVolumeClaim: { claimName: 'loras', readOnly: true } });
  });

  test('of llama.cpp are GGUF files: one is in every answer, of several each request chooses', () => {
    const llama = new LlamaCppEngine({ version: 'b11434' });
    const file = (name: string) => ModelSource.s3(`s3://loras/${name}.gguf`, keys);
    const gguf = { source: ModelSource.s3('s3://models/llama.gguf', keys) };
    expect(wordsAfter(served(llama, { ...gguf, adapters: { sql: file('sql') } }).server.args, '--lora')).toEqual(['/mnt/adapters/sql/sql.gguf']);
    const { args } = served(llama, { ...gguf, adapters: { sql: file('sql'), chat: file('chat') } }).server;
    expect(wordsAfter(args, '--lora')).toEqual(['/mnt/adapters/sql/sql.gguf,/mnt/adapters/chat/chat.gguf']);
    expect(args).toContain('--lora-init-without-apply');
    expect(() => served(llama, { ...gguf, adapters: { sql } })).toThrow('the adapter sql of llama.cpp loads one GGUF file, and the source is a folder');
    expect(() => served(new LlamaCppEngine({ version: 'b8000' }), { ...gguf, adapters: { sql: file('sql'), chat: file('chat') } })).toThrow('from b9093 on');
  });

  test('are recorded with the Model and its Pods, so that another source rolls them out', () => {
    for (const annotations of served(vllm, { adapters }).annotations) {
      expect(annotations['registry.matrixinfer.ai/adapters']).toBe('sql=s3://loras/sql/,chat=pvc://loras/chat');
    }
  });

  test('may be beside a model that comes on a volume, from the hub, or by the server itself', () => {
    for (const source of [ModelSource.pvc('weights'), ModelSource.huggingFace('acme/llama', { revision: '0'.repeat(40) }), ModelSource.s3('s3://models/llama/', { readByServer: true, ...keys })]) {
      const { server, init } = served(vllm, { source, adapters: { sql } });
      expect(wordsAfter(server.args, '--lora-modules')).toEqual(['sql=/mnt/adapters/sql']);
      expect(init.map(({ name }) => name)).toEqual(['download-adapter-1']);
    }
  });

  test('from the hub are downloaded, also where the server asks the hub for the model', () => {
    const { init } = served(vllm, { adapters: { sql: ModelSource.huggingFace('acme/sql-lora', { revision: '0'.repeat(40), token: SecretKey.of('hf', 'token') }) } });
    expect([init[1].args![0], envOf(init[1]).HF_TOKEN]).toEqual([`hf://acme/sql-lora:${'0'.repeat(40)}`, 'hf/token']);
  });

  test.each([
    [new SglangEngine({ version: '0.5.21' }), '--lora-paths'],
    [new LmdeployEngine({ version: '0.16.0' }), '--adapters'],
    [new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM }), '--lora-modules'],
  ])('are said by the flags of each engine: %#', (engine, flag) => {
    expect(wordsAfter(served(engine, { adapters: { sql } }).server.args, flag)).toEqual(['sql=/mnt/adapters/sql']);
  });

  test.each([
    [vllm, '--lora-modules'],
    [new SglangEngine({ version: '0.5.21' }), '--lora-paths'],
    [new LmdeployEngine({ version: '0.16.0' }), '--adapters'],
  ])('have names of clients, with an owner in front, and folders that lie in no other: %#', (engine, flag) => {
    const { server } = served(engine, { adapters: { 'acme': sql, 'acme/sql': sql, 'acme/sql/v2': sql } });
    expect(wordsAfter(server.args, flag)).toEqual(['acme=/mnt/adapters/acme', 'acme/sql=/mnt/adapters/acme+sql', 'acme/sql/v2=/mnt/adapters/acme+sql+v2']);
  });

  test('are said by variables where a server has no flag for them', () => {
    expect(envOf(served(new TextGenerationInferenceEngine({ version: '3.3.7' }), { adapters: { sql } }).server)).toMatchObject({ LORA_ADAPTERS: 'sql=/mnt/adapters/sql', PREFIX_CACHING: '0' });
    expect(envOf(served(new NimEngine({ version: '2.0.13' }), { adapters }).server)).toMatchObject({ NIM_PEFT_SOURCE: '/mnt/adapters' });
    expect(envOf(served(new NimEngine({ version: '2.0.13' }), {}).server)).not.toHaveProperty('NIM_PEFT_SOURCE');
    const own = new ContainerEngine({ image: 'registry.example.com/server:1.2.3', port: 8080, readiness: ServerProbe.tcp() });
    expect(envOf(served(own, { adapters, draftModel: eagle }).server)).toMatchObject({ MODEL_ADAPTERS: 'sql=/mnt/adapters/sql,chat=/mnt/adapters/chat', MODEL_DRAFT: '/mnt/draft-model' });
  });

  test('are judged as the model is', () => {
    const unpinned = served(vllm, { adapters: { sql: ModelSource.huggingFace('acme/sql-lora') } }).findings;
    expect(unpinned.map(({ rule, what }) => [rule, what.includes('acme/sql-lora')])).toEqual([['revision-not-pinned', true]]);
    const single = ModelSource.pvc('loras', { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE });
    expect(served(vllm, { adapters: { single } }).findings.map(({ rule }) => rule)).toContain('cache-not-shared');
    const onePod = ModelSource.pvc('loras', { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD });
    expect(() => served(vllm, { adapters: { onePod } })).toThrow('claim-refuses-pods');
  });

  test('let the Pods reach their sources', () => {
    const { objects } = served(vllm, { source: ModelSource.pvc('weights'), adapters: { sql }, network: { dns: [] } });
    expect(JSON.stringify(objects.find(({ kind }) => kind === 'NetworkPolicy')!.spec.egress)).toContain('"port":443');
  });

  test.each<[ServingEngine, Partial<ModelConstructProps>, string]>([
    [new OllamaEngine({ version: '0.32.15', modelFile: 'tiny.gguf' }), { adapters: { sql } }, 'Ollama takes none; merge them into the GGUF file, one for each model, or take an engine that does'],
    [new TensorRtLlmEngine({ version: '1.2.1' }), { adapters: { sql } }, 'give lora_config in config of the engine'],
    [new KServeHuggingFaceEngine({ version: '0.20.0' }), { adapters: { sql } }, 'serves adapters with vLLM only; give backend: KServeBackend.VLLM'],
    [new KServeHuggingFaceEngine({ version: '0.15.1', backend: KServeBackend.VLLM }), { adapters: { sql } }, 'allowed is KServe\'s Hugging Face server 0.15.2 or newer'],
    [new NimEngine({ version: '2.0.13' }), { adapters: { sql: ModelSource.s3('s3://loras/sql.bin', keys) } }, 'NIM names adapters after their folders'],
    [new VllmEngine({ version: '0.32.0', loraAdapters: { sql: '/x' } }), { adapters: { sql }, pod: {} }, 'the adapter sql stands in adapters of the model and in loraAdapters of the engine'],
    [new SglangEngine({ version: '0.5.1' }), { adapters: { sql } }, 'invalid loraAdapters'],
    [new NimEngine({ version: '2.0.13' }), { adapters: { 'acme/sql': sql } }, 'bring them from sources of folders, under names without "/"'],
    [new NimEngine({ version: '2.0.13' }), { adapters: { 'acme/sql': ModelSource.pvc('loras', { path: 'acme/sql' }) } }, 'under names without "/"'],
    [vllm, { adapters: { '../up': sql } }, 'invalid name in adapters: got "../up", allowed is letters, digits, "-", "." and "_" inside, and "/" between'],
    [vllm, { adapters: { '/a': sql, 'good': chat, 'x=y': chat, 'a b': chat } }, 'got "/a", allowed is letters, digits, "-", "." and "_" inside, and "/" between; use the name that clients send, as "x=y", "a b" are not either'],
    [vllm, { adapters: { 'a//b': sql } }, 'name in adapters'],
    [vllm, { adapters: { 'a/': sql, '..': chat } }, 'as ".." is not either'],
    [new VllmEngine({ version: '0.32.0' }), { draftModel: eagle }, 'vLLM drafts no tokens; give the way of drafting in speculativeDecoding of the engine'],
    [new TextGenerationInferenceEngine({ version: '3.3.7', prefixCaching: true }), { adapters: { sql } }, 'prefixCaching is true, and the model has adapters'],
    [vllm, {}, 'maxLoraRank is 32, and there are no adapters'],
  ])('fail where they cannot be: %#', (engine, props, message) => {
    expect(() => served(engine, props)).toThrow(message);
  });
});

describe('what is beside a model', () => {
  test.each<[string, ServingEngine, Partial<ModelConstructProps>]>([
    ['an adapter', vllm, { adapters: { sql: ModelSource.huggingFace('acme/sql', { revision: 'main' }) } }],
    ['a draft model', new VllmEngine({ version: '0.32.0', speculativeDecoding: { method: 'eagle3', tokens: 3 } }), { draftModel: ModelSource.huggingFace('acme/draft', { revision: 'main' }) }],
  ])('has to be in the lock: %s', (_what, engine, props) => {
    expect(() => served(engine, { ...props, lock: lockOf('1.0.0') })).toThrow(/lock-outdated: the source huggingface:\/\/acme\/(sql|draft)@main is not in/);
  });
});

describe('a draft model beside a model', () => {
  test('is mounted from a claim, and vLLM and SGLang are told of it', () => {
    const draft = served(new VllmEngine({ version: '0.32.0', speculativeDecoding: { method: 'eagle3', tokens: 3 } }), { draftModel: eagle });
    expect(wordsAfter(draft.server.args, '--speculative-config')).toEqual(['{"method":"eagle3","model":"/mnt/draft-model","num_speculative_tokens":3}']);
    expect(draft.server.volumeMounts).toContainEqual({ name: 'draft-model', mountPath: '/mnt/draft-model', subPath: 'eagle', readOnly: true });
    expect(draft.annotations[0]['registry.matrixinfer.ai/draft-model']).toBe('pvc://drafts/eagle');
    const sglang = served(new SglangEngine({ version: '0.5.21', speculativeDecoding: { method: 'EAGLE3', tokens: 3 } }), { draftModel: eagle });
    expect(wordsAfter(sglang.server.args, '--speculative-draft-model-path')).toEqual(['/mnt/draft-model']);
  });

  test('is not said twice', () => {
    const engine = new VllmEngine({ version: '0.32.0', speculativeDecoding: { method: 'eagle3', tokens: 3, model: '/x' } });
    expect(() => served(engine, { draftModel: eagle })).toThrow('speculativeDecoding.model of the engine is "/x", and the model has a draftModel');
  });
});
