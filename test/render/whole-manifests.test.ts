import { Duration, Size } from 'cdk8s';
import { Namespaces, NetworkPolicyIpBlock, PersistentVolumeAccessMode, Pods } from 'cdk8s-plus-27';
import {
  AlertRules, ClusterDialect, ContainerEngine, Cpu, Framework, HttpProxy, KubernetesVersion, ModelCache, ModelLayout, ModelSource, Monitoring,
  MonitorKind, OllamaEngine, PodVolume, Rollout, SecretKey, ServerProbe, ServiceTrafficPolicy, ServiceType, StartOrder, TensorFlowServingEngine,
  TensorRtLlmEngine, TerminationMessagePolicy, TritonEngine, TrustedCa, VllmEngine,
} from '../../src';
import { chartIn, COMMIT, gpuCompute, manifestsOf, ModelOverrides, PlainEngine, plainModel, PlainSource, smallCompute } from '../fixtures';

/* Every object of a model as it is printed, for settings that each change many places: `npm run test:update` writes it anew. */

const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
const hub = ModelSource.huggingFace('org/m', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(10) });
const on = (engine: ConstructorParameters<typeof PlainEngine>[0]): ModelOverrides => (
  { profileProps: { engine: new PlainEngine(engine), compute: smallCompute() } }
);

const MODELS: { readonly [what: string]: ModelOverrides | ((chart: ReturnType<typeof chartIn>) => ModelOverrides) } = {
  'the least': {},
  'a model of the hub on GPUs': { replicas: 2, source: hub, framework: Framework.HUGGINGFACE, profileProps: { engine: vllm(), compute: gpuCompute(2) } },
  'a model of a bucket on a claim of its own': {
    source: ModelSource.s3('s3://models/m/', { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'key'), size: Size.gibibytes(10) }),
    cache: ModelCache.claim({ size: Size.gibibytes(20), storageClassName: 'fast' }),
    rollout: Rollout.recreate(),
  },
  'a model on a shared claim with a version': { version: '2.0.0', cache: ModelCache.existingClaim('weights'), rollout: Rollout.recreate() },
  'a model of an image': { source: ModelSource.ociImage(`registry.example.com/m:1.0.0@sha256:${'a'.repeat(64)}`, { size: Size.gibibytes(1) }), kubernetesVersion: KubernetesVersion.V1_35 },
  'a repository of Triton with gRPC': { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }), servedName: 'ranker', framework: Framework.ONNX, profileProps: { engine: new TritonEngine({ version: '26.07' }), compute: gpuCompute() } },
  'TensorFlow Serving': { source: ModelSource.pvc('weights', { layout: ModelLayout.VERSIONED }), framework: Framework.TENSORFLOW, profileProps: { engine: new TensorFlowServingEngine({ version: '2.19.1' }), compute: smallCompute() } },
  'a file of an engine': { source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, profileProps: { engine: new TensorRtLlmEngine({ version: '1.2.1', config: 'kv_cache_config: {}' }), compute: gpuCompute() } },
  'a model that is copied': { source: ModelSource.huggingFace('org/m', { revision: COMMIT, file: 'm.gguf', size: Size.gibibytes(4) }), profileProps: { engine: new OllamaEngine({ version: '0.32.15' }), compute: smallCompute() } },
  'a container': { profileProps: { engine: new ContainerEngine({ image: 'example.com/a:1.0.0', port: 8000, readiness: ServerProbe.tcp(), frameworks: [Framework.CUSTOM] }), compute: smallCompute() } },
  'metrics on a port of their own': on({ ports: { http: 8080, grpc: 9000, metrics: 9001 } }),
  'metrics on the port of HTTP': on({ ports: { http: 8080, metrics: 8080 } }),
  'shared memory, scratch and a drain': { ...on({ sharedMemory: Size.gibibytes(1), drainsAfterSigterm: true }), sharedMemory: Size.gibibytes(2), scratch: Size.gibibytes(3), timing: { drain: Duration.seconds(90), preStopDelay: Duration.seconds(7), startup: Duration.minutes(30) } },
  'values that Kubernetes would read': { ...on({ container: { command: ['serve', '$(A)'], args: ['--x'], env: { B: '$$' }, secretEnv: { C: SecretKey.of('s', 'c') } } }), servedName: 'model', args: ['--y'], env: { A: 'a' }, secretEnv: { D: SecretKey.of('s', 'd') } },
  'everything around the Pod': {
    replicas: 3,
    deploymentMetadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
    serviceMetadata: { labels: { e: 'f' }, annotations: { g: 'h' } },
    disruptionBudget: true,
    kubernetesVersion: KubernetesVersion.V1_33,
    scheduling: { nodeSelector: { zone: 'a' }, tolerations: [{ key: 'gpu', operator: 'Exists' }], priorityClassName: 'high', runtimeClassName: 'nvidia' },
    security: { runAsUser: 1234, runAsGroup: 5, fsGroup: 6, supplementalGroups: [7], readOnlyRootFilesystem: false, addCapabilities: ['NET_BIND_SERVICE'] },
    pod: {
      labels: { team: 'ml' },
      annotations: { 'example.com/a': 'b' },
      imagePullSecrets: ['pull'],
      automountServiceAccountToken: true,
      volumes: [PodVolume.configMap('files', 'files'), PodVolume.secret('keys', 'keys', { key: 'key' })],
      mounts: [{ volume: 'files', path: '/files' }, { volume: 'keys', path: '/keys', readOnly: true, subPath: 'a' }],
      sidecars: [{ name: 'log', image: 'log:1.0', command: ['log'], args: ['-a'], env: { A: 'b' }, memory: Size.mebibytes(64), mounts: [{ volume: 'files', path: '/f' }] }],
    },
    imageRegistry: 'mirror.example.com',
  },
  'a dialect of the cluster': { profileProps: { engine: vllm(), compute: gpuCompute() }, source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, replicas: 2, cluster: ClusterDialect.GKE },
  'adapters beside the model': {
    replicas: 2,
    source: hub,
    framework: Framework.HUGGINGFACE,
    adapters: { sql: ModelSource.huggingFace('org/sql', { revision: COMMIT }), chat: ModelSource.pvc('adapters', { path: 'chat' }) },
    cache: ModelCache.emptyDir(),
    profileProps: { engine: vllm(), compute: gpuCompute() },
  },
  'adapters and a draft model': {
    replicas: 2,
    source: hub,
    framework: Framework.HUGGINGFACE,
    adapters: { 'acme/sql': ModelSource.huggingFace('org/sql', { revision: COMMIT }) },
    draftModel: ModelSource.huggingFace('org/draft', { revision: COMMIT }),
    profileProps: { engine: vllm({ speculativeDecoding: { method: 'eagle3', tokens: 3 } }), compute: gpuCompute() },
  },
  'a claim that a Job fills': { replicas: 2, source: hub, framework: Framework.HUGGINGFACE, cache: ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob(), profileProps: { engine: vllm(), compute: gpuCompute() } },
  'a claim that a Job fills behind a policy': { source: ModelSource.s3('s3://models/My--m_/', { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'key'), size: Size.gibibytes(10) }), network: {}, cache: ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob() },
  'a server that speaks TLS, and is measured': { ...on({ servesTls: true, metricsPath: '/metrics' }), tls: { secretName: 'tls' }, monitoring: Monitoring.prometheus() },
  'one that is measured with a key, slowly': {
    ...on({ servesTls: true, metricsPath: '/metrics', metricsKey: SecretKey.of('keys', 'metrics') }),
    tls: { secretName: 'tls', certificateKey: 'a.crt', privateKeyKey: 'a.key' },
    network: {},
    monitoring: Monitoring.prometheus({ monitor: MonitorKind.SERVICE, interval: Duration.minutes(2), timeout: Duration.seconds(30), labels: { release: 'p' }, ruleLabels: { role: 'r' }, certificateAuthority: SecretKey.of('ca', 'crt'), scraperNamespace: 'monitoring', scraperLabels: { app: 'p' } }),
  },
  'one that Google measures': {
    ...on({ servesTls: true, metricsPath: '/metrics', metricsKey: SecretKey.of('keys', 'metrics') }),
    tls: { secretName: 'tls' },
    monitoring: Monitoring.googleManaged({ interval: Duration.minutes(2), timeout: Duration.seconds(30), certificateAuthority: SecretKey.of('ca', 'crt'), rules: AlertRules.of() }),
  },
  'alerts about a server': { replicas: 2, source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, profileProps: { engine: vllm(), compute: gpuCompute() }, monitoring: Monitoring.prometheus({ rules: AlertRules.of() }) },
  'one that is measured at a plain port': { ...on({ servesTls: true, metricsPath: '/metrics', ports: { http: 8080, metrics: 9090 } }), tls: { secretName: 'tls' }, monitoring: Monitoring.prometheus() },
  'a cluster that assigns users': { version: '1.2.3', cluster: ClusterDialect.OPENSHIFT, security: { addCapabilities: ['IPC_LOCK', 'IPC_LOCK'], memoryLock: true } },
  'a cluster that assigns users, and one that is said': { cluster: ClusterDialect.OPENSHIFT, security: { runAsUser: 0, runAsGroup: 7 } },
  'downloads through a proxy': {
    source: ModelSource.s3('s3://models/m/', { size: Size.gibibytes(10) }),
    proxy: HttpProxy.of('http://10.0.0.9:3128'),
    trustedCa: TrustedCa.configMap('company-ca'),
    network: {},
    downloads: { env: { RCLONE_LOW_LEVEL_RETRIES: '3' }, secretEnv: { EXTRA: SecretKey.of('s', 'k') }, memory: Size.gibibytes(3), cpu: Cpu.units(2), volumes: [PodVolume.emptyDir('more', { sizeLimit: Size.gibibytes(1) })], mounts: [{ volume: 'more', path: '/more' }] },
  },
  'certificates alone': { trustedCa: TrustedCa.configMap('company-ca') },
  'a server that downloads through a proxy': {
    replicas: 2,
    source: hub,
    framework: Framework.HUGGINGFACE,
    compileCache: PodVolume.existingClaim('kernels', 'kernels'),
    proxy: HttpProxy.of('http://proxy.example.com:3128'),
    trustedCa: TrustedCa.configMap('company-ca'),
    network: {},
    downloads: { env: { HF_HUB_DOWNLOAD_TIMEOUT: '60' }, volumes: [PodVolume.emptyDir('more', { sizeLimit: Size.gibibytes(1) })], mounts: [{ volume: 'more', path: '/more' }] },
    profileProps: { engine: vllm(), compute: gpuCompute() },
  },
  'a balancer in front': {
    ...on({ ports: { http: 8080, grpc: 9000, metrics: 9001 } }),
    service: {
      type: ServiceType.LOAD_BALANCER,
      port: 80,
      ports: [{ name: 'metrics', port: 81 }],
      loadBalancerClass: 'example.com/lb',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      allocateLoadBalancerNodePorts: false,
      externalTrafficPolicy: ServiceTrafficPolicy.LOCAL,
      sessionAffinity: Duration.hours(1),
      internalTrafficPolicy: ServiceTrafficPolicy.CLUSTER,
      publishNotReadyAddresses: true,
    },
  },
  'a Service without an address': { ...on({ ports: { http: 8080, grpc: 9000 } }), service: { type: ServiceType.HEADLESS } },
  'containers of all kinds': {
    kubernetesVersion: KubernetesVersion.V1_37,
    pod: {
      restartPodOn: [3],
      hostPorts: { web: 8443 },
      terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR,
      initContainers: [{ name: 'first', image: 'first:1.0', order: StartOrder.BEFORE_DOWNLOADS }, { name: 'second', image: 'second:1.0', cpu: Cpu.units(1), cpuLimit: Cpu.units(2), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(128), ephemeralStorage: Size.gibibytes(1) }],
      sidecars: [{ name: 'early', image: 'early:1.0', order: StartOrder.BEFORE_DOWNLOADS, readinessProbe: ServerProbe.tcp(), ports: [{ name: 'web', number: 8443 }] }],
      containers: [{ name: 'proxy', image: 'proxy:1.0', ports: [{ name: 'in', number: 9443, protocol: 'UDP' }], security: { runAsUser: 0, addCapabilities: ['NET_BIND_SERVICE'] } }, { name: 'quiet', image: 'quiet:1.0', security: { privileged: true, runAsUser: 5 } }],
    },
  },
  'a Pod of its own system': { kubernetesVersion: KubernetesVersion.V1_33, pod: { hostUsers: false, shareProcessNamespace: true, hostname: 'a', subdomain: 'b', dns: { nameservers: ['10.0.0.1', '10.0.0.1'], searches: ['a.b'], options: { 'ndots': '2', 'use-vc': '' } }, hostAliases: { '10.0.0.2': ['h', 'h', 'i'] } } },
  'a Pod of the system of its node': { pod: { hostNetwork: true, hostIpc: true, hostPid: true } },
  'a policy of nobody': { network: {} },
  'a policy without DNS': { network: { dns: [] } },
  'a policy of peers': chart => ({
    network: {
      from: [Namespaces.select(chart, 'names', { names: ['a', 'b'] }), Namespaces.select(chart, 'labels', { labels: { team: 'web' } }), Namespaces.select(chart, 'both', { names: ['c'], labels: { tier: 'x' } }), Pods.select(chart, 'pods', { labels: { app: 'web' } })],
      to: [NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8', ['10.1.0.0/16'])],
      dns: [Namespaces.select(chart, 'dns', { names: ['kube-system'] })],
    },
    source: new PlainSource({ binding: { egressPorts: [443, 80, 443], nodeAgents: [{ address: '169.254.170.23', port: 80 }, { address: 'fd00:ec2::23', port: 80 }, { address: '169.254.169.254', port: 988 }] } }),
  }),
  'a Model alone': { registerOnly: true, args: ['--a'], env: { A: 'b' }, secretEnv: { S: SecretKey.of('s', 'k') }, command: ['serve'], pod: { volumes: [PodVolume.configMap('files', 'files')], mounts: [{ volume: 'files', path: '/files' }] } },
};

test.each(Object.keys(MODELS))('%s', what => {
  const chart = chartIn('ml');
  const model = MODELS[what];
  plainModel(chart, 'model', typeof model === 'function' ? model(chart) : model);
  expect(manifestsOf(chart)).toMatchSnapshot();
});
