import { Size } from 'cdk8s';
import { bound, egressOf } from './binding';
import {
  ContainerEngine, Framework, LlamaCppEngine, LmdeployEngine, ModelCache, ModelLayout, ModelSource, NimEngine, OllamaEngine, SecretKey, ServerProbe,
  ServiceAccountRef, ServingEngine, SglangEngine, TritonEngine, VllmEngine,
} from '../../src';
import { CPU, envOf, GPU, render } from '../conformance/render';
import { COMMIT } from '../fixtures';

const vllm = new VllmEngine({ version: '0.32.0' });
const ngc = SecretKey.of('ngc', 'key');
const NIM = 'nvcr.io/nim/google/gemma-2-9b-it:1.8.4';

/** With a ServiceAccount and quietly: nothing of what is found matters here. */
function served(engine: ServingEngine, source: ModelSource, cache?: ModelCache) {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return render({ engine, source, compute: engine.name === 'ollama' ? CPU : GPU, framework: engine.frameworks[0] ?? Framework.CUSTOM, settings: { cache, pod: { serviceAccount: ServiceAccountRef.of('reader') } } });
  } finally {
    write.mockRestore();
  }
}

const flagOf = (args: string[] = [], flag: string) => args[args.indexOf(flag) + 1];

describe('a model that the server fetches by itself', () => {
  test('is pulled by Ollama under the name of its library, and kept on the model volume', () => {
    const { server, init, uri, findings } = served(new OllamaEngine({ version: '0.32.15' }), ModelSource.ollama('llama3.1:8b'), ModelCache.perPod());
    expect([uri, init, findings]).toEqual(['ollama://llama3.1:8b', [], []]);
    expect(server.args).toEqual(['llama3.1:8b']);
    expect(server.command![2]).toContain('ollama pull "$file"\n[ "$file" = "$name" ] || ollama cp "$file" "$name"');
    expect(server.command![2]).not.toContain('ollama create');
    expect(envOf(server).OLLAMA_MODELS).toBe('/mnt/models');
    expect(server.volumeMounts).toContainEqual({ name: 'model', mountPath: '/mnt/models' });
  });

  test.each(['gemma3', 'gemma3:latest', 'registry.example.com:5000/acme/gemma3'])('says that %s may move', name => {
    expect(ModelSource.ollama(name).unpinnedReason).toContain('has no tag of its own');
  });

  test.each(['', 'a b', 'a:b:c', '../a', 'http://x/y'])('fails for the Ollama name %j', name => {
    expect(() => ModelSource.ollama(name)).toThrow('allowed is [<host>/][<namespace>/]<model>[:<tag>]');
  });

  test('is fetched by the NIM that was made for it, with the key of the catalogue', () => {
    const { server, init, uri, pod } = served(new NimEngine({ image: NIM }), ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: ngc }), ModelCache.perPod());
    expect([uri, init]).toEqual(['ngc://nim/google/gemma-2-9b-it', []]);
    expect(envOf(server)).toMatchObject({ NGC_API_KEY: 'ngc/key', NIM_CACHE_PATH: '/mnt/models' });
    expect(envOf(server)).not.toHaveProperty('NIM_MODEL_NAME');
    expect(pod.volumes.map(({ name }) => name)).toContain('model');
  });

  test.each([
    ['the image of another model', new NimEngine({ image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4' })],
    ['the image for any model', new NimEngine({ version: '2.0.13' })],
  ])('is refused with %s', (_what, engine) => {
    expect(() => served(engine, ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: ngc }))).toThrow('a NIM fetches the one model that its image was made for');
  });

  test.each([
    [vllm, 'VLLM_USE_MODELSCOPE'],
    [new SglangEngine({ version: '0.5.21' }), 'SGLANG_USE_MODELSCOPE'],
    [new LmdeployEngine({ version: '0.16.0' }), 'LMDEPLOY_USE_MODELSCOPE'],
  ])('is loaded from ModelScope: %#', (engine, variable) => {
    const { server, uri } = served(engine, ModelSource.modelScope('Qwen/Qwen2.5-7B', { revision: COMMIT, token: SecretKey.of('ms', 'token') }));
    expect(uri).toBe(`modelscope://Qwen/Qwen2.5-7B@${COMMIT}`);
    expect(server.args).toContain('Qwen/Qwen2.5-7B');
    expect(flagOf(server.args, '--revision')).toBe(COMMIT);
    expect(envOf(server)).toMatchObject({ [variable]: 'true', HF_HUB_OFFLINE: '0', MODELSCOPE_CACHE: '/mnt/models', MODELSCOPE_API_TOKEN: 'ms/token' });
  });

  test.each([
    ['s3', (size?: Size) => ModelSource.s3('s3://models/repo/', { readByServer: true, anonymous: true, layout: ModelLayout.REPOSITORY, size })],
    ['gs', (size?: Size) => ModelSource.gcs('gs://models/repo/', { readByServer: true, layout: ModelLayout.REPOSITORY, size })],
  ])('has room on the scratch volume where Triton copies a repository of %s before it loads it', (_scheme, of) => {
    const scratch = (size?: Size) => {
      const { emptyDir } = served(new TritonEngine({ version: '26.07', models: ['a'] }), of(size)).pod.volumes.find(({ name }) => name === 'scratch')!;
      return (emptyDir as { sizeLimit: string }).sizeLimit;
    };
    expect([scratch(), scratch(Size.gibibytes(20))]).toEqual(['2Gi', '22Gi']);
  });

  test('is what an image of your own is told', () => {
    const own = new ContainerEngine({ image: 'registry.example.com/server:1.2.3', port: 8080, readiness: ServerProbe.tcp(), args: ['$(MODEL_PATH)'], fetches: ['registry'] });
    const { server, uri } = served(own, ModelSource.byServer('registry://ranker/v7', { env: { REGISTRY: 'eu' }, secretEnv: { REGISTRY_TOKEN: ngc } }));
    expect([uri, envOf(server).MODEL_PATH, envOf(server).REGISTRY, envOf(server).REGISTRY_TOKEN]).toEqual(['registry://ranker/v7', 'registry://ranker/v7', 'eu', 'ngc/key']);
    const streamed = served(own, ModelSource.byServer('registry://ranker/v7', { kept: false }));
    expect(streamed.pod.volumes.map(({ name }) => name)).not.toContain('model');
  });

  test.each([
    [ModelSource.ollama('gemma3:4b'), 'ollama:// by itself; name the repository on the hub with ModelSource.huggingFace, and file for one GGUF file of it; those that do are ollama'],
    [ModelSource.ngc('nim/google/gemma'), 'ngc:// by itself; download it to a claim'],
    [ModelSource.modelScope('a/b'), 'those that do are vllm, sglang, lmdeploy'],
    [ModelSource.byServer('x://y'), 'or say fetches in the facts of the engine when its image does'],
    [ModelSource.s3('s3://models/llama/', { readByServer: true }), 'leave readByServer out, so that the files are downloaded before it starts; those that do are vllm from 0.8.0 on, sglang from 0.5.10 on, triton'],
  ])('is refused by an engine that cannot, with those that can: %#', (source, message) => {
    expect(() => bound(source)).toThrow(message);
  });

  test.each([
    ['ngc://nim/google/gemma-2-9b-it:1.8.4', new NimEngine({ image: 'nvcr.io/nim/google/gemma-2-9b-it:1.8.4' }), 'use ModelSource.ngc("nim/google/gemma-2-9b-it:1.8.4")'],
    ['ollama://gemma3:4b', new OllamaEngine({ version: '0.32.15' }), 'use ModelSource.ollama("gemma3:4b")'],
    ['modelscope://a/b', new VllmEngine({ version: '0.32.0' }), 'use ModelSource.modelScope("a/b")'],
  ])('is refused as a URI where an engine of the library is told its name: %s', (uri, engine, message) => {
    expect(() => served(engine, ModelSource.byServer(uri))).toThrow(message);
  });

  test('is reached through the NetworkPolicy', () => {
    expect(() => egressOf(ModelSource.ollama('gemma3:4b'))).toThrow('container does not fetch');
    expect(ModelSource.s3('s3://models/llama/', { readByServer: true }).needsServiceAccount).toBe(true);
  });
});

describe('weights that are streamed from a store', () => {
  const keys = { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret') };

  test.each([vllm, new SglangEngine({ version: '0.5.21' })])('are read by the server, with the credentials in its environment: %#', engine => {
    const source = ModelSource.s3('s3://models/llama/', { readByServer: true, endpoint: 'http://minio.storage.svc:9000', region: 'eu-1', ...keys });
    const { server, init, pod, uri, findings } = served(engine, source);
    expect([uri, init]).toEqual(['s3://models/llama/', []]);
    expect(server.args).toContain('s3://models/llama');
    expect(flagOf(server.args, '--load-format')).toBe('runai_streamer');
    expect(envOf(server)).toMatchObject({
      AWS_ACCESS_KEY_ID: 's3/id',
      AWS_SECRET_ACCESS_KEY: 's3/secret',
      AWS_REGION: 'eu-1',
      AWS_ENDPOINT_URL: 'http://minio.storage.svc:9000',
      RUNAI_STREAMER_S3_USE_VIRTUAL_ADDRESSING: '0',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(pod.volumes.map(({ name }) => name)).not.toContain('model');
    expect(findings.map(({ rule }) => rule).filter(rule => rule !== 'pod-security-lowered')).toEqual([]);
  });

  test('come from Google Cloud Storage with a key as a file, by identity, or without', () => {
    const google = (options: object) => served(vllm, ModelSource.gcs('gs://models/llama/', { readByServer: true, ...options }));
    const { server, pod } = google({ serviceAccountKey: SecretKey.of('google', 'json') });
    expect(server.args).toContain('gs://models/llama');
    expect(envOf(server).GOOGLE_APPLICATION_CREDENTIALS).toBe('/var/run/secrets/google/key.json');
    expect(pod.volumes).toContainEqual({ name: 'model-source-key', secret: { secretName: 'google', defaultMode: 0o440, items: [{ key: 'json', path: 'key.json' }] } });
    expect(envOf(google({ anonymous: true }).server).RUNAI_STREAMER_GCS_USE_ANONYMOUS_CREDENTIALS).toBe('true');
    expect(envOf(google({}).server)).not.toHaveProperty('GOOGLE_APPLICATION_CREDENTIALS');
  });

  test('come from Azure by identity, or with the key of the account', () => {
    const azure = (options: object) => served(vllm, ModelSource.azureBlob('https://acme.blob.core.windows.net/models/llama/', { readByServer: true, ...options }));
    expect(azure({}).server.args).toContain('az://models/llama');
    expect(envOf(azure({}).server).AZURE_STORAGE_ACCOUNT_NAME).toBe('acme');
    expect(envOf(azure({ accountKey: SecretKey.of('azure', 'key') }).server).AZURE_STORAGE_ACCOUNT_KEY).toBe('azure/key');
    expect(() => azure({ sasUrl: SecretKey.of('azure', 'sas') })).toThrow('accountKey together with readByServer, or the identity');
  });

  test('need a version that can', () => {
    expect(() => served(new VllmEngine({ version: '0.10.2' }), ModelSource.gcs('gs://models/llama/', { readByServer: true }))).toThrow('vllm does not fetch gs:// by itself');
    expect(() => served(new SglangEngine({ version: '0.5.9' }), ModelSource.s3('s3://models/llama/', { readByServer: true }))).toThrow('sglang from 0.5.10 on');
  });

  test('leave the format of the loader to no one else', () => {
    const args = ['--load-format', 'runai_streamer_sharded'];
    const render2 = () => render({ engine: vllm, compute: GPU, source: ModelSource.s3('s3://models/llama/', { readByServer: true, ...keys }), settings: { args } });
    expect(render2).toThrow('args has "--load-format runai_streamer_sharded", derived is "--load-format runai_streamer"');
  });

  test.each([{ sha256: 'a'.repeat(64) }, { include: ['*.json'] }, { downloaderImage: 'rclone:1' }])('refuse options of a download: %j', options => {
    expect(() => ModelSource.s3('s3://models/llama.gguf', { readByServer: true, ...options })).toThrow('no options of a download with readByServer');
  });
});

describe('a repository that Triton reads from a store', () => {
  const triton = new TritonEngine({ version: '26.07' });

  test.each([
    [undefined, 's3://models/repository'],
    ['http://minio.storage.svc:9000', 's3://http://minio.storage.svc:9000/models/repository'],
    ['https://minio.example.com', 's3://https://minio.example.com:443/models/repository'],
  ])('is named with the endpoint %s in it', (endpoint, address) => {
    const source = ModelSource.s3('s3://models/repository/', { readByServer: true, endpoint, layout: ModelLayout.REPOSITORY });
    expect(served(triton, source).server.args).toContain(`--model-repository=${address}`);
  });

  test('is refused as one model', () => {
    expect(() => served(triton, ModelSource.s3('s3://models/resnet/', { readByServer: true }))).toThrow('set layout: ModelLayout.REPOSITORY and name the folder above the model');
  });
});

describe('files of one repository', () => {
  const llama = new LlamaCppEngine({ version: 'b11434' });
  const gguf = (options: object = {}) => ModelSource.huggingFace('acme/vision-GGUF', { revision: COMMIT, file: 'vision-Q4.gguf', projector: 'mmproj-F16.gguf', ...options });

  test('are a model and its projector, of which llama.cpp and Ollama are told', () => {
    const { server, init } = served(llama, gguf());
    expect(envOf(init[0]).STORAGE_ALLOW_PATTERNS).toBe('["vision-Q4.gguf","mmproj-F16.gguf"]');
    expect(flagOf(server.args, '--mmproj')).toBe('/mnt/models/mmproj-F16.gguf');
    const ollama = served(new OllamaEngine({ version: '0.32.15' }), gguf()).server;
    expect(envOf(ollama).PROJECTOR).toBe('/mnt/models/mmproj-F16.gguf');
    expect(ollama.command![2]).toContain('printf "FROM %s\\n" "$file" "$PROJECTOR"');
    expect(envOf(bound(gguf()).server).MODEL_PROJECTOR).toBe('/mnt/models/mmproj-F16.gguf');
  });

  test('are refused where a server takes no projector, and without the file of the model', () => {
    expect(() => served(vllm, gguf())).toThrow('vllm is told of no projector');
    expect(() => gguf({ file: undefined })).toThrow('projector of acme/vision-GGUF: got "mmproj-F16.gguf", allowed is together with file');
  });

  test('are chosen by patterns, and then downloaded for every engine', () => {
    const { server, init } = served(vllm, ModelSource.huggingFace('acme/llama', { revision: COMMIT, include: ['*.safetensors', '*.json'], exclude: ['consolidated*'] }));
    expect(envOf(init[0])).toMatchObject({ STORAGE_ALLOW_PATTERNS: '["*.safetensors","*.json"]', STORAGE_IGNORE_PATTERNS: '["consolidated*"]' });
    expect(server.args![0]).toBe('/mnt/models');
  });

  test('are chosen by patterns in a store too', () => {
    const { download } = bound(ModelSource.s3('s3://models/llama/', { include: ['*.json', 'a$(X)'], exclude: ['original/**'] }));
    expect(download.args!.slice(3)).toEqual(['--filter', '- original/**', '--filter', '+ *.json', '--filter', '+ a$$(X)', '--filter', '- *']);
    expect(() => ModelSource.s3('s3://models/tiny.gguf', { include: ['*'] })).toThrow('allowed is for a folder');
    expect(() => ModelSource.gcs('gs://models/llama/', { exclude: [''] })).toThrow('patterns of files below the folder');
    expect(() => ModelSource.https('https://example.com/llama/', { include: [] })).toThrow('an empty list');
  });

  test('are of an old repository without an organization, which a download asks for by its new name', () => {
    expect(served(vllm, ModelSource.huggingFace('gpt2', { revision: COMMIT })).server.args![0]).toBe('gpt2');
    expect(bound(ModelSource.huggingFace('gpt2', { revision: COMMIT })).download.args![0]).toBe(`hf://openai-community/gpt2:${COMMIT}`);
    expect(() => bound(ModelSource.huggingFace('mystery', { revision: COMMIT }))).toThrow('the downloader takes <organization>/<name> only');
  });
});
