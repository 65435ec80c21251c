import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import {
  Cpu, HorizontalPodAutoscaler, HorizontalPodAutoscalerProps, Ingress, IngressBackend, Metric, MetricTarget, Namespaces,
  PersistentVolumeAccessMode, PersistentVolumeClaim, Pods,
} from 'cdk8s-plus-27';
import { many, Mendings, model, on, other, two, vllm } from './fixes-inputs';
import {
  Accelerator, Compute, Framework, KubernetesVersion, ModelCache, ModelConstruct, ModelLayout, ModelSource, PodVolume, SecretKey, TritonEngine,
  VllmEngine,
} from '../../src';
import { COMMIT, gpuCompute, ModelOverrides, plainModel, smallCompute } from '../fixtures';

const HASH = '0123456789abcdef'.repeat(4);

const amd = () => Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const hub = (repository: string, options: object = { revision: COMMIT }) => ModelSource.huggingFace(repository, options);
const cached = (path: string) => ({ volumes: [PodVolume.existingClaim('cache', 'cache')], mounts: [{ volume: 'cache', path }] });
const limited = () => ({ patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] });
const claimIn = (chart: Chart) => ModelSource.fromPersistentVolumeClaim(new PersistentVolumeClaim(chart, 'claim', {
  storage: Size.gibibytes(9), accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY],
}));
const triton = (overrides: ModelOverrides = {}) => model({
  source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }),
  framework: Framework.ONNX,
  profileProps: { engine: new TritonEngine({ version: '26.07' }), compute: smallCompute() },
  ...overrides,
});
const ourVllm = (overrides: ModelOverrides = {}) => vllm({
  profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }), compute: smallCompute() }, ...overrides,
});

/** A model on GPUs whose replicas an autoscaler of the app sets. */
const scaled = (chart: Chart) => vllm({ replicas: undefined })(chart);
const hpa = (props: Partial<HorizontalPodAutoscalerProps> = {}) => (chart: Chart) => new HorizontalPodAutoscaler(chart, 'hpa', {
  target: scaled(chart).runtime, minReplicas: 2, maxReplicas: 4, ...props,
});
const scaling = (apiVersion: string, kind: string, spec: object) => (chart: Chart) => new ApiObject(chart, 'scaling', {
  apiVersion, kind, metadata: { name: 'model' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }, ...spec },
});
const WAITING = { type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(vllm:num_requests_waiting)' } };
const ofGpus = { type: 'Resource', resource: { name: 'nvidia.com/gpu', target: { type: 'Utilization', averageUtilization: 80 } } };
const ofServer = { type: 'Pods', pods: { metric: { name: 'vllm:num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '5' } } };
const ownHpa = (metric: object) => scaling('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 2, maxReplicas: 4, metrics: [metric] });
const keda = (spec: object = {}) => scaling('keda.sh/v1alpha1', 'ScaledObject', { maxReplicaCount: 4, triggers: [WAITING], ...spec });

/** Pods of an Ingress controller, as a policy of the model names them. */
const controllers = (chart: Chart) => Pods.select(chart, 'controllers', {
  labels: { app: 'ingress' }, namespaces: Namespaces.select(chart, 'edge', { labels: { name: 'ingress' } }),
});
const routed = (make: (chart: Chart) => ModelConstruct, where = (chart: Chart) => chart) => (chart: Chart) => (
  new Ingress(where(chart), 'ingress', { rules: [{ backend: IngressBackend.fromService(make(chart).service) }] })
);

/** Rules of what stands around the server: nodes, images, sources, and other objects of the app. */
export const FIXES_OF_SURROUNDINGS: Mendings = {
  'accelerator-count-odd': [{
    fix: /use 2 or 4, or acknowledge the finding where your nodes have 3/,
    broken: model({ compute: gpuCompute(3), replicas: 2 }),
    mended: [model({ compute: gpuCompute(2), replicas: 2 }), model({ compute: gpuCompute(4), replicas: 2 })],
  }],
  'autoscaler-metric-unfit': [
    {
      fix: /scale by a metric of the server, for example \S+, through a metrics adapter or KEDA; or acknowledge/,
      broken: hpa(),
      mended: [
        hpa({ metrics: [Metric.pods({ name: 'vllm:num_requests_waiting', target: MetricTarget.averageValue(5) })] }),
        two(scaled, keda({ minReplicaCount: 2 })),
      ],
    },
    {
      fix: /scale by a metric of the server, for example \S+, through a metrics adapter or KEDA$/,
      broken: two(scaled, ownHpa(ofGpus)),
      mended: [two(scaled, ownHpa(ofServer)), two(scaled, keda({ minReplicaCount: 2 }))],
    },
  ],
  'autoscaler-scales-to-zero': [{
    fix: /give it a minimum of 1 \(minReplicaCount of KEDA\), or acknowledge/,
    broken: two(model(), keda()),
    mended: [two(model(), keda({ minReplicaCount: 1 }))],
  }],
  'cache-mount-unused': [
    {
      fix: /mount it at \/tmp\/home\/\.cache$/,
      broken: model({ pod: cached('/root/.cache') }),
      mended: [model({ pod: cached('/tmp/home/.cache') })],
    },
    {
      fix: /mount it at \/tmp\/cache\/vllm$/,
      broken: vllm({ pod: cached('/root/.cache/vllm') }),
      mended: [vllm({ pod: cached('/tmp/cache/vllm') })],
    },
    { fix: /mount it at \/tmp\/cache$/, broken: vllm({ pod: cached('/root/.cache') }), mended: [vllm({ pod: cached('/tmp/cache') })] },
    {
      fix: /mount it at \/mnt\/models\/hub$/,
      broken: vllm({ source: hub('o/m'), pod: cached('/root/.cache/huggingface/hub') }),
      mended: [vllm({ source: hub('o/m'), pod: cached('/mnt/models/hub') })],
    },
    {
      fix: /give it as the cache of the model \(ModelCache\.existingClaim\(\)\), or remove it/,
      broken: vllm({ source: hub('o/m'), pod: cached('/root/.cache/huggingface') }),
      mended: [vllm({ source: hub('o/m'), cache: ModelCache.existingClaim('cache', many) }), vllm({ source: hub('o/m') })],
    },
  ],
  'claim-other-namespace': [{
    fix: /make a claim in the namespace of the model, or give the chart that namespace/,
    broken: chart => plainModel(chart, 'model', { source: claimIn(other(chart)) }),
    mended: [
      chart => plainModel(chart, 'model', { source: claimIn(chart) }),
      chart => {
        const there = other(chart);
        return plainModel(there, 'model', { source: claimIn(there) });
      },
    ],
  }],
  'device-group-missing': [{
    fix: /give security\.supplementalGroups the ids that those groups have on your nodes, or set security\.runAsUser to 0/,
    broken: model({ compute: amd(), replicas: 2 }),
    mended: [
      model({ compute: amd(), replicas: 2, security: { supplementalGroups: [44, 109] } }),
      model({ compute: amd(), replicas: 2, security: { runAsUser: 0 } }),
    ],
  }],
  'engine-version-differs': [{
    fix: /give the version that is inside of the image, or leave version out/,
    broken: on({ version: '1.1.0', image: 'example.com/plain:v1.2.0-cuda' }),
    mended: [on({ version: '1.2.0', image: 'example.com/plain:v1.2.0-cuda' }), on({ image: 'example.com/plain:v1.2.0-cuda' })],
  }],
  'gated-repository-without-token': [{
    fix: /give the source token, a SecretKey; acknowledge the finding when it is open by now/,
    broken: vllm({ source: hub('meta-llama/Llama-2-7b-hf') }),
    mended: [vllm({ source: hub('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) })],
  }],
  'image-unproven': [{
    fix: /set security\.runAsUser to the user that it bears \(0 for root\), and security\.readOnlyRootFilesystem when it bears that/,
    broken: ourVllm(),
    mended: [
      ourVllm({ security: { runAsUser: 1000 } }),
      ourVllm({ security: { runAsUser: 0 } }),
      ourVllm({ security: { runAsUser: 1000, readOnlyRootFilesystem: true } }),
    ],
  }],
  'kubernetes-version-unsaid': [{
    fix: /give kubernetesVersion 1\.32 or newer when all clusters are that new, or remove it from the patch/,
    broken: model({ pod: limited() }),
    mended: [
      model({ kubernetesVersion: KubernetesVersion.of('1.32'), pod: limited() }),
      model({ kubernetesVersion: KubernetesVersion.V1_35, pod: limited() }),
      model(),
    ],
  }],
  'neighbour-other-namespace': [
    {
      fix: /make it in a chart with the namespace of the model/,
      broken: chart => new HorizontalPodAutoscaler(other(chart), 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
      mended: [chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 })],
    },
    {
      fix: /make it in a chart with the namespace of the model/,
      broken: routed(model(), chart => other(chart)),
      mended: [routed(model())],
    },
  ],
  'network-closed-to-route': [{
    fix: /name the Pods that call in network\.from, or give them to runtime\.allowFrom\(\): those of the Ingress or gateway controller/,
    broken: routed(model({ network: {} })),
    mended: [
      routed(chart => plainModel(chart, 'model', { network: { from: [controllers(chart)] } })),
      routed(chart => {
        const made = plainModel(chart, 'model', { network: {} });
        made.runtime.allowFrom(controllers(chart));
        return made;
      }),
    ],
  }],
  'pickle-not-verified': [
    {
      fix: /give the source sha256 where it takes one, .* or store the model in a format without code, such as safetensors or ONNX/,
      broken: model({ source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true }) }),
      mended: [
        model({ source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true, sha256: HASH }) }),
        model({ source: ModelSource.s3('s3://models/iris.onnx', { anonymous: true }) }),
        model({ source: ModelSource.s3('s3://models/iris.safetensors', { anonymous: true }) }),
      ],
    },
    {
      fix: /or a commit where it has revisions/,
      broken: model({ source: hub('o/m', { file: 'iris.joblib' }) }),
      mended: [
        model({ source: hub('o/m', { file: 'iris.joblib', revision: COMMIT }) }),
        model({ source: hub('o/m', { file: 'iris.onnx', revision: COMMIT }) }),
      ],
    },
  ],
  'remote-code-not-pinned': [{
    fix: /name what cannot move and whose code you have read: the full hash of a commit as the revision of the source/,
    broken: vllm({ source: hub('o/m', {}) }, { trustRemoteCode: true }),
    mended: [vllm({ source: hub('o/m') }, { trustRemoteCode: true })],
  }],
  'repository-model-unnamed': [{
    fix: /say servedName: the folder in the repository that holds the model to wait for/,
    broken: triton(),
    mended: [triton({ servedName: 'ranker' })],
  }],
  'source-ending-unknown': [
    {
      fix: /end it with a slash when it is a folder/,
      broken: model({ source: ModelSource.pvc('weights', { path: 'x/churn.weights' }) }),
      mended: [model({ source: ModelSource.pvc('weights', { path: 'x/churn.weights/' }) })],
    },
    {
      fix: /end it with a slash when it is a folder; when it is a file give it a name with an ending that the server knows \(a download takes fileName\)/,
      broken: model({ source: ModelSource.s3('s3://models/churn.weights', { anonymous: true }) }),
      mended: [
        model({ source: ModelSource.s3('s3://models/churn.weights/', { anonymous: true }) }),
        model({ source: ModelSource.s3('s3://models/churn.weights', { anonymous: true, fileName: 'churn.safetensors' }) }),
      ],
    },
  ],
};
