import fc from 'fast-check';
import { images, made, mostly, numbers, objectNames, oddTexts, Recipe, secretKeys, sizes, structs, texts } from './values';
import { EngineSample } from '../../conformance/engine-sample';

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** Sources of a folder or of a lone file. */
export function sources(lone: boolean, kubernetesVersion: string): fc.Arbitrary<Recipe> {
  const size = mostly<Recipe>(fc.integer({ min: 1, max: 4 }).map(($gibibytes) => ({ $gibibytes })), sizes(1, 100_000));
  const place = (prefix: string) => texts(...lone
    ? [`${prefix}/m/model.onnx`, `${prefix}/a.onnx`]
    : [`${prefix}/m/`, `${prefix}/`, `${prefix}/é 1/`, `${prefix}/a/b/c/`, `${prefix}/-x/`]);
  const patterns = fc.constantFrom(['*.safetensors'], ['a/**', '*.json']);
  const download = { size, downloaderImage: images(), ...lone ? {} : { include: patterns, exclude: patterns, readByServer: fc.constantFrom(...Array<undefined>(14), false, true) }, ...lone ? { sha256: texts('0'.repeat(64)) } : {} };
  const most = fc.oneof(
    made('huggingFace', fc.tuple(texts('acme/resnet', 'a/B.c_d-1', 'gpt2'), structs({
      include: patterns,
      exclude: patterns,
      size,
      revision: texts('main', '0'.repeat(40), 'refs/pr/1'),
      token: secretKeys(),
      endpoint: texts('https://mirror.example.com', 'http://a:8080/b'),
      downloaderImage: images(),
    }))),
    made('s3', fc.tuple(place('s3://models'), structs({
      ...download, region: texts('eu-central-1'), endpoint: texts('http://minio.storage.svc:9000', 'https://[::1]:9'), ...together(), sessionToken: secretKeys(),
    }, ...Object.keys(together())))),
    made('s3', fc.tuple(place('s3://models'), structs({ ...download, anonymous: fc.boolean() }))),
    made('gcs', fc.tuple(place('gs://models'), structs({ ...download, serviceAccountKey: secretKeys() }))),
    made('azureBlob', fc.tuple(place('https://acme.blob.core.windows.net/models'), structs({ ...download, sasUrl: secretKeys() }).filter(isReadWithoutLink))),
    made('https', fc.tuple(place('https://files.example.com'), structs({ ...download, readByServer: fc.constant(undefined), authorization: secretKeys() }))),
    ...imageVolumesSince(kubernetesVersion) ? [made('ociImage', fc.tuple(images(), structs({ size, path: texts('models', 'a/b') })))] : [],
    made('pvc', fc.tuple(objectNames(), structs({ size, path: texts(...lone ? ['m.onnx'] : ['m', 'a/b/', `hub/models--a--b/snapshots/${'0'.repeat(40)}`]), accessMode: fc.constantFrom('ReadOnlyMany', 'ReadWriteMany') }))),
    made('claimSource', fc.tuple(claims(), structs({ size, path: texts(...lone ? ['m.onnx'] : ['m', 'a/b/']) }))),
    made('volumeSource', fc.tuple(objectNames(), volumes(), structs({ size, path: texts(...lone ? ['m.onnx'] : ['m', 'a/b/']), uri: texts('s3://models/m/', 'x://y') }, 'uri'))),
    made('gcsFuse', fc.tuple(place('gs://models'), structs({
      size,
      implicitDirs: fc.boolean(),
      anonymous: fc.boolean(),
      mountOptions: fc.array(texts('file-cache:max-size-mb:-1', 'uid=1000')),
      attributes: fc.constant({ a: 'b' }),
      sidecarCpu: fc.constant({ $cpuMillis: 250 }),
      sidecarMemory: sizes(1, 100),
      sidecarEphemeralStorage: sizes(1, 100),
    }))),
    made('gcsFuse', fc.tuple(place('gs://models'), structs({ size, sidecarUnlimited: fc.boolean() }))),
    made('inImage', fc.tuple(texts(...lone ? ['/m/model.onnx'] : ['/m', '/é/b/']), structs({ size, layout: fc.constant('repository') }))),
  );
  const recorded = made('fromUri', fc.tuple(fc.oneof(texts('nfs://a/b', 'file:///a', 'x+y://é'), oddTexts().map((text) => `a://${text}`)), structs({ size })));
  return fc.oneof({ weight: 38, arbitrary: most }, { weight: 1, arbitrary: fetched(size) }, { weight: 1, arbitrary: recorded });
}

/** Whether an image can be a volume: synth refuses it before. */
function imageVolumesSince(kubernetesVersion: string): boolean {
  return Number(kubernetesVersion.split('.')[1]) >= 35;
}

/** Adapters from sources of their own, for the few engines that take them. */
export function besides(): fc.Arbitrary<Recipe> {
  const source = made('s3', fc.constant(['s3://loras/a/', { anonymous: true }]));
  return fc.oneof({ weight: 29, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: source.map((sql) => ({ sql })) });
}

/** Those that few engines can be given: the server fetches them by itself. */
function fetched(size: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.oneof(
    made('ollama', fc.tuple(texts('llama3.1:8b', 'gemma3'), structs({ size }))),
    made('ngc', fc.tuple(texts('nim/meta/llama', 'org/team/model:1.0'), structs({ size, apiKey: secretKeys() }))),
    made('modelScope', fc.tuple(texts('acme/resnet'), structs({ size, revision: texts('master', '0'.repeat(40)), token: secretKeys() }))),
    made('byServer', fc.tuple(texts('x://y', 'registry://a/b'), structs({ size, kept: fc.boolean(), egressPorts: fc.constant([8443]), env: fc.constant({ A: 'b' }) }))),
  );
}

/** Volumes that have files already, or that files can be written to. */
function volumes(readOnly: fc.Arbitrary<boolean> = fc.boolean()): fc.Arbitrary<Recipe> {
  return fc.oneof(
    made('nfsVolume', fc.tuple(texts('nfs.example.com', 'fd00::1'), texts('/exports', '/a b/c'), readOnly)),
    made('hostPathVolume', fc.tuple(texts('/mnt/models', '/a'), structs({ type: fc.constantFrom('Directory', 'DirectoryOrCreate') }))),
    made('csiVolume', fc.tuple(texts('efs.csi.aws.com', 'lustre.csi.storage.gke.io'), fc.constant({ a: 'b' }), readOnly)),
    made('ephemeralVolume', structs({ size: sizes(1, 1_000), storageClassName: objectNames() }, 'size')),
  );
}

/** Places for the weights. */
export function caches(): fc.Arbitrary<Recipe> {
  const accessMode = fc.constantFrom(...MODES, 'ReadWriteMany', 'ReadWriteMany', 'ReadWriteMany', 'ReadWriteMany');
  const shared = fc.constantFrom('ReadWriteMany', 'ReadOnlyMany');
  const storageClassName = objectNames();
  const size = sizes(5, 100_000);
  return fc.oneof(
    made('emptyDir', fc.tuple(structs({ size }))),
    made('perPod', fc.tuple(structs({ size, storageClassName }))),
    made('claim', fc.tuple(structs({ size, storageClassName, accessMode }, 'size', 'accessMode'))),
    made('claimCache', claims()),
    made('filledClaim', fc.tuple(structs({ size, storageClassName, accessMode: shared }, 'size', 'accessMode'))),
    made('filledCache', fc.tuple(objectNames(), structs({ size, accessMode: shared }, 'accessMode'))),
    made('existingClaim', fc.tuple(objectNames(), structs({ size, accessMode }, 'accessMode'))),
    made('volumeCache', fc.tuple(objectNames(), volumes(fc.constant(false)), structs({ size }))),
  );
}

/** Claims of cdk8s-plus, by name or made in the chart. */
function claims(): fc.Arbitrary<Recipe> {
  const props = fc.record({ accessModes: fc.constantFrom(['ReadWriteMany'], ['ReadOnlyMany', 'ReadWriteMany'], ['ReadWriteOnce']), storage: fc.constant({ $gibibytes: 500 }), storageClassName: fc.constantFrom('fast', 'a.b-c') });
  return fc.oneof(made('claimName', objectNames()), made('newClaim', props));
}

/** Resources of a replica: cpu, memory, and often accelerators, of the kinds that the engine has an image for. */
export function computes(kinds: EngineSample['computes'] = ['cpu', 'gpu']): fc.Arbitrary<Recipe> {
  const cpu = mostly<Recipe>(
    fc.oneof<fc.Arbitrary<Recipe>[]>(made('units', fc.integer({ min: 1, max: 128 })), made('cpuMillis', fc.integer({ min: 1, max: 9_999 }))),
    fc.oneof(numbers(0, 1).map(($units) => ({ $units })), numbers(0, 1).map(($cpuMillis) => ({ $cpuMillis }))),
  );
  const resource = texts('example.com/device', 'rdma/hca', 'smarter-devices/fuse', 'hugepages-2Mi', 'hugepages-1Gi', 'hugepages-64Ki', 'hugepages-3Mi', `${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.${'g'.repeat(60)}.io/a`);
  const basics = {
    cpu,
    cpuLimit: fc.constantFrom<Recipe>({ $units: 128 }, { $units: 256 }),
    memory: sizes(16, 1_000),
    memoryLimit: sizes(1_000, 2_000),
    ephemeralStorage: sizes(1, 10_000),
    architecture: fc.constantFrom('amd64', 'arm64'),
    // An EFA device takes huge pages, which otherResources often say too: that is refused.
    networkDevices: fc.oneof(
      { weight: 30, arbitrary: fc.constant<Recipe>([{ $rdma: { resource: 'rdma/ib' } }]) },
      { weight: 1, arbitrary: fc.constantFrom<Recipe>([{ $efa: { count: 2 } }], [{ $efa: { count: 4 } }]) },
    ),
    ephemeralStorageLimit: sizes(10_000, 20_000),
    limitEphemeralStorage: fc.boolean(),
  };
  const other = fc.constantFrom<Recipe>({ 'rdma/hca': '1' }, { 'hugepages-2Mi': '64Mi' }, { 'hugepages-1Gi': '2Gi' }, { 'example.com/a': '100000' });
  const otherResources = mostly(other, fc.tuple(resource, texts('1', '64Mi', '1Gi', '64Ki', '3Mi', '9223372036854775808', '1'.repeat(30))).map(([name, amount]) => ({ [name]: amount })));
  const naming = fc.constantFrom<Recipe>({}, { naming: 'as-device' }, { naming: 'by-profile' });
  const parts = fc.oneof(
    made('partition', fc.tuple(fc.constant('AMD_MI300X'), mostly(fc.constantFrom('cpx_nps4', 'dpx_nps1'), texts('spx_nps4')), naming)),
    made('topology', fc.tuple(fc.constantFrom('GOOGLE_TPU_V6E', 'GOOGLE_TPU_V7'), mostly(fc.constantFrom('2x2', '1x1'), texts('2x2x1', '4x4')))),
    made('shared', fc.tuple(fc.constant('NVIDIA_L4'), structs({ replicas: fc.constantFrom(2, 4), strategy: fc.constantFrom('time-slicing', 'mps'), resource: texts('nvidia.com/gpu') }, 'replicas'))),
    made('mig', fc.tuple(fc.constant('NVIDIA_H200'), texts('1g.18gb', '3g.71gb'), naming)),
  );
  const slice = mostly(
    made('mig', fc.tuple(fc.constant('NVIDIA_H100'), texts('1g.10gb', '7g.80gb'))),
    made('mig', fc.tuple(fc.constantFrom('NVIDIA_H100', 'NVIDIA_A100_40GB'), texts('1g.10gb', '7g.80gb', '1g.10gb+me'))),
  );
  const all = structs({ ...basics, otherResources }, 'cpu', 'memory');
  const count = kinds.includes('one-gpu') ? fc.constant<Recipe>(1) : mostly<Recipe>(fc.constantFrom(1, 2, 4, 8), numbers(1, 16));
  const claim = mostly<Recipe | undefined>(fc.constant(undefined), deviceClaims());
  const gpus = (of: fc.Arbitrary<Recipe>) => made('gpuCompute', fc.tuple(of, structs({ ...basics, otherResources, count, claim }, 'cpu', 'memory', 'count')));
  const onCpu = kinds.includes('cpu') ? [made('cpuCompute', fc.tuple(all))] : [];
  if (!kinds.includes('gpu')) return fc.oneof(...onCpu, ...kinds.includes('one-gpu') ? [gpus(nvidia())] : []);
  if (!kinds.includes('cpu')) return fc.oneof(made('gpuCompute', fc.tuple(slice, all)), gpus(nvidia()));
  return fc.oneof(made('gpuCompute', fc.tuple(parts, all)), made('gpuCompute', fc.tuple(slice, all)), ...onCpu, gpus(accelerators()));
}

/** Claims by Dynamic Resource Allocation, right and wrong ones. */
function deviceClaims(): fc.Arbitrary<Recipe> {
  const options = structs({
    deviceClass: texts('gpu.nvidia.com', 'gpu.example.com', 'Not_A_Class'),
    selectors: fc.constantFrom<Recipe>(["device.driver == 'gpu.nvidia.com'"], ["device.attributes['a.b'].c"], ["device.driver == 'x"]),
    capacity: fc.constantFrom<Recipe>({ memory: '10Gi' }, { memory: 'much' }),
    matchAttributes: fc.constantFrom<Recipe>(['resource.kubernetes.io/pcieRoot'], ['pcieRoot']),
    alternatives: fc.constantFrom<Recipe>([{ accelerator: { $accelerator: 'NVIDIA_H100' } }], [{ accelerator: { $accelerator: 'NVIDIA_L4' }, count: 2 }]),
  });
  return fc.oneof(made('deviceClaim', options), made('existingDevices', objectNames()));
}

/** Accelerators of those whose images are NVIDIA's alone. */
function nvidia(): fc.Arbitrary<Recipe> {
  return made('accelerator', fc.constantFrom('NVIDIA_L4', 'NVIDIA_H100', 'NVIDIA_A100_40GB'));
}

function accelerators(): fc.Arbitrary<Recipe> {
  const known = fc.constantFrom('NVIDIA_L4', 'NVIDIA_H100', 'NVIDIA_GPU', 'AMD_MI300X', 'INTEL_GAUDI3', 'NVIDIA_A100_40GB', 'NVIDIA_GB200', 'AWS_TRAINIUM2', 'GOOGLE_TPU_V5E');
  return fc.oneof(
    { weight: 4, arbitrary: made('accelerator', known) },
    {
      weight: 1,
      arbitrary: made('acceleratorOf', structs({
        name: texts('Some GPU'), resource: texts('example.com/gpu', 'amd.com/gpu'), memory: sizes(16, 200), taint: texts('example.com/gpu', 'gpu'), productLabel: texts('Some-GPU'),
      }, 'name', 'resource')),
    },
  );
}

/** Credentials that go together. */
function together(): Record<string, fc.Arbitrary<Recipe>> {
  return { accessKeyId: secretKeys(), secretAccessKey: secretKeys() };
}

/** A signed link leads the downloader to the container; a server that reads by itself is refused one. */
function isReadWithoutLink(given: Recipe): boolean {
  const { readByServer, sasUrl } = given as { readonly readByServer?: boolean; readonly sasUrl?: unknown };
  return !readByServer || sasUrl === undefined;
}
