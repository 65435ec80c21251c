import { Duration, Size } from 'cdk8s';
import {
  ContainerEngine, Framework, HttpProxy, KubernetesVersion, ModelCache, ModelSource, PersistentVolumeAccessMode, PodVolume, RuntimeSettings,
  SecretKey, ServerProbe, ServiceAccountRef, ServingEngine, TritonEngine, VllmEngine,
} from '../../src';
import { envOf, GPU, KubernetesObject, Pod, render, Rendered } from '../conformance/render';
import { chartIn, COMMIT, objectOf, plainModel } from '../fixtures';

const MANY = { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY };
const shared = ModelCache.existingClaim('models', MANY).filledByJob();
const triton = new TritonEngine({ version: '26.07' });
const vllm = new VllmEngine({ version: '0.32.0' });
const s3 = (path = 'm/') => ModelSource.s3(`s3://models/${path}`, { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret') });
const hub = (revision = COMMIT) => ModelSource.huggingFace('acme/Llama-3.1', { revision, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(10) });

const of = (source: ModelSource, settings: RuntimeSettings = {}, engine: ServingEngine = triton, name?: string): Rendered => (
  render({ engine, source, name, compute: GPU, settings: { cache: shared, ...settings } })
);
const kind = (rendered: Rendered, which: string): KubernetesObject[] => rendered.objects.filter(object => object.kind === which);
const jobOf = (rendered: Rendered) => {
  const [job] = kind(rendered, 'Job');
  const { spec: pod, metadata } = job.spec.template!;
  return { name: job.metadata.name, pod, labels: (metadata as unknown as { labels: { [key: string]: string } }).labels };
};
const mounts = (pod: Pod, name: string) => [...pod.containers, ...pod.initContainers ?? []].find(one => one.name === name)!.volumeMounts!.filter(({ name: volume }) => volume === 'model');
const folderOf = (rendered: Rendered) => mounts(rendered.pod, 'server')[0].subPath!.replace('/files', '');

describe('a cache that a Job fills', () => {
  test('is written by the Job alone: no replica downloads, and servers mount it read-only and wait', () => {
    const rendered = of(s3());
    const { pod, name } = jobOf(rendered);
    const folder = folderOf(rendered);
    expect(name).toMatch(/^resnet-fill-[0-9a-f]{8}$/);
    expect(folder).toMatch(/^m-[0-9a-f]{8}$/);
    expect(pod.initContainers!.map(container => container.name)).toEqual(['download-model']);
    expect(mounts(pod, 'download-model')).toEqual([{ name: 'model', mountPath: '/mnt/models', subPath: `${folder}/files` }]);
    expect(pod.containers.map(container => container.name)).toEqual(['mark-cache']);
    expect(mounts(pod, 'mark-cache')).toEqual([{ name: 'model', mountPath: '/mnt/cache', subPath: folder }]);
    expect(rendered.init.map(container => container.name)).toEqual(['wait-for-cache']);
    expect(rendered.init[0].args).toEqual([`/mnt/cache/${folder}/filled`]);
    expect(mounts(rendered.pod, 'wait-for-cache')).toEqual([{ name: 'model', mountPath: '/mnt/cache', readOnly: true }]);
    expect(mounts(rendered.pod, 'server')).toEqual([{ name: 'model', mountPath: '/mnt/models', subPath: `${folder}/files`, readOnly: true }]);
    expect(rendered.pod.volumes.find(volume => volume.name === 'model')!.persistentVolumeClaim).toEqual({ claimName: 'models', readOnly: true });
    expect(pod.volumes.find(volume => volume.name === 'model')!.persistentVolumeClaim).toEqual({ claimName: 'models' });
  });

  test('brings files of the hub to an engine that would load them itself', () => {
    const rendered = of(hub(), {}, vllm);
    expect(jobOf(rendered).pod.initContainers![0].args![0]).toBe(`hf://acme/Llama-3.1:${COMMIT}`);
    expect(envOf(jobOf(rendered).pod.initContainers![0]).HF_TOKEN).toBe('hf/token');
    expect(rendered.server.args![0]).toBe('/mnt/models');
    expect(envOf(rendered.server)).toMatchObject({ HF_HUB_OFFLINE: '1' });
    expect(envOf(rendered.server)).not.toHaveProperty('HF_TOKEN');
  });

  test('has another folder and another Job for another revision, file or place, and one folder for all models of a source', () => {
    const first = of(hub(), {}, vllm);
    const other = of(hub('f'.repeat(40)), {}, vllm);
    expect(folderOf(other)).not.toBe(folderOf(first));
    expect(jobOf(other).name).not.toBe(jobOf(first).name);
    expect(folderOf(of(hub(), {}, vllm, 'second'))).toBe(folderOf(first));
    expect(folderOf(of(s3('other/')))).not.toBe(folderOf(of(s3())));
    expect(folderOf(of(s3(), {}, vllm))).not.toBe(folderOf(of(s3()))); // Triton has it in a repository
  });

  test('keeps its folder, and has another Job, where only the Job changes', () => {
    const [plain, larger] = [of(s3()), of(s3(), { downloads: { memory: Size.gibibytes(4) } })];
    expect(folderOf(larger)).toBe(folderOf(plain));
    expect(jobOf(larger).name).not.toBe(jobOf(plain).name);
    expect(jobOf(of(s3())).name).toBe(jobOf(plain).name);
  });

  test('has a Job with a name that is none too long', () => {
    expect(jobOf(of(s3(), {}, triton, 'n'.repeat(52))).name).toMatch(/^n{49}-fill-[0-9a-f]{8}$/);
  });

  test('is filled with the account, the rights and the settings of the Pods, and without accelerators', () => {
    const rendered = of(s3(), {
      pod: { serviceAccount: ServiceAccountRef.of('reader'), imagePullSecrets: ['mirror'] },
      imageRegistry: 'mirror.example.com',
      proxy: HttpProxy.of('http://proxy.example.com:1'),
      scheduling: { nodeSelector: { pool: 'a' }, priorityClassName: 'high', runtimeClassName: 'nvidia' },
    });
    const { pod } = jobOf(rendered);
    const server = rendered.pod as Pod & { imagePullSecrets: object; tolerations: object };
    expect(pod).toMatchObject({
      serviceAccountName: 'reader',
      imagePullSecrets: server.imagePullSecrets,
      securityContext: server.securityContext,
      restartPolicy: 'Never',
      nodeSelector: { pool: 'a' },
      priorityClassName: 'high',
      tolerations: server.tolerations,
    });
    expect(pod).not.toHaveProperty('runtimeClassName');
    expect(JSON.stringify(pod)).not.toContain('nvidia.com/gpu":');
    for (const { image } of [...pod.containers, ...pod.initContainers!, ...rendered.init]) expect(image).toMatch(/^mirror\.example\.com\//);
    expect(envOf(pod.initContainers![0]).HTTPS_PROXY).toBe('http://proxy.example.com:1');
    expect(envOf(rendered.init[0])).toEqual({});
    expect(envOf(rendered.server).HTTPS_PROXY).toBe('http://proxy.example.com:1');
  });

  test('has Pods that no Service and no budget selects', () => {
    const { labels } = jobOf(of(s3()));
    expect(labels['registry.matrixinfer.ai/fills-cache-of']).toBe('resnet');
    expect(labels).not.toHaveProperty(['registry.matrixinfer.ai/model']);
  });

  test('lets the Job reach the source, and the server nothing', () => {
    const policies = kind(of(s3(), { network: { dns: [] } }), 'NetworkPolicy');
    const portsOf = ({ spec: { egress = [] } }: KubernetesObject) => egress.flatMap(({ ports = [] }) => ports.map(({ port }) => port));
    expect(policies.map(policy => [policy.metadata.name, portsOf(policy)])).toEqual([['resnet', []], ['resnet-fill', [443]]]);
  });

  test('is asked for no Job by a source that brings a volume', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const rendered = of(ModelSource.pvc('weights'), { network: {} });
    write.mockRestore();
    expect(kind(rendered, 'Job')).toEqual([]);
    expect(kind(rendered, 'NetworkPolicy')).toHaveLength(1);
    expect(rendered.findings.map(({ rule }) => rule)).toEqual(['cache-unused']);
  });

  test('can be a claim of its own, and a disk that one node writes and many read', () => {
    const size = Size.gibibytes(20);
    const { READ_ONLY_MANY: accessMode } = PersistentVolumeAccessMode;
    const disk = ModelCache.claim({ size, accessMode }).filledByJob({ backoffLimit: 2, ttlAfterFinished: Duration.days(1) });
    const rendered = of(s3(), { cache: disk });
    expect(kind(rendered, 'PersistentVolumeClaim')[0].spec).toMatchObject({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] });
    expect(kind(rendered, 'Job')[0].spec).toMatchObject({ backoffLimit: 2, ttlSecondsAfterFinished: 86_400 });
    expect(mounts(jobOf(rendered).pod, 'mark-cache')).toHaveLength(1);
  });

  test.each([
    ['an empty folder', () => ModelCache.emptyDir(), 'no claim'],
    ['a claim for each Pod', () => ModelCache.perPod(), 'no claim'],
    ['a claim of one node', () => ModelCache.existingClaim('models', { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE }), 'a claim of ReadWriteOnce'],
    ['a claim that may be one', () => ModelCache.existingClaim('models'), 'a claim without a stated access mode'],
    ['a claim of one Pod', () => ModelCache.claim({ size: Size.gibibytes(1), accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD }), 'a claim of ReadWriteOncePod'],
  ])('fails with %s, and says what can be shared', (_what, cache, got) => {
    expect(() => cache().filledByJob()).toThrow(new RegExp(`got "${got}", allowed is a claim that several nodes can mount`));
  });

  test.each([{ backoffLimit: -1 }, { backoffLimit: 0.5 }, { image: 'No Image' }])('fails on %j', options => {
    expect(() => ModelCache.existingClaim('models', MANY).filledByJob(options)).toThrow(/^invalid /);
  });

  test('lets an engine of a user serve what the Job brought', () => {
    const engine = new ContainerEngine({ image: 'registry.example.com/s:1.0.0', port: 1234, readiness: ServerProbe.tcp(), args: ['$(MODEL_PATH)'] });
    expect(envOf(of(s3(), { kubernetesVersion: KubernetesVersion.V1_35 }, engine).server).MODEL_PATH).toBe('/mnt/models');
  });

  test('is refused for a source that only the server fetches', () => {
    expect(() => of(ModelSource.modelScope('acme/Llama-3.1', { size: Size.gibibytes(10) }), {}, vllm))
      .toThrow(/the cache is filled by a Job, and the source "modelscope:.*names no containers that could/);
  });

  test('leaves what is downloaded beside the model to the Pods of the server, with all that downloads need', () => {
    // GIVEN
    const chart = chartIn('ml');
    const netrc = PodVolume.configMap('netrc', 'netrc');
    const lora = ModelSource.s3('s3://models/lora/', { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret'), size: Size.gibibytes(1) });

    // WHEN
    plainModel(chart, 'chat', {
      source: s3(),
      engine: vllm,
      compute: GPU,
      framework: Framework.PYTORCH,
      cache: shared,
      adapters: { sql: lora },
      downloads: { volumes: [netrc], mounts: [{ volume: 'netrc', path: '/etc/netrc' }] },
    });

    // THEN
    const pods = ['Deployment', 'Job'].map(kindOf => (objectOf(chart, kindOf).spec as { template: { spec: Pod } }).template.spec);
    const volumes = pods.map(pod => (pod.volumes as { name: string }[]).filter(({ name }) => name === 'netrc'));
    expect(volumes.map(({ length }) => length)).toEqual([1, 1]);
    expect(pods[0].initContainers!.map(({ name }) => name)).toEqual(['wait-for-cache', 'download-adapter-1']);
  });
});
