import { Chart, Duration, Size, Testing } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, EnvFrom, EnvValue, Framework, HostPathType, LabelRequirement, LifecycleHook, ModelConstruct,
  ModelConstructProps, ModelSource, NodeAffinity, PodVolume, RuntimeProfile, SeccompProfile, SecretKey, ServerProbe, VllmEngine,
} from '../../src';
import { COMMIT } from '../fixtures';

/*
 * Pods that people publish, in typed code without a patch: what each has around its server. Arguments, probes and hardening are the library's.
 */

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), memory: Size.gibibytes(30) });
const vllm = new VllmEngine({ version: '0.32.0' });
const hub = (repository: string) => ModelSource.huggingFace(repository, { revision: COMMIT, token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(8) });

/** What is said of a model, and its compute. */
type Shape = readonly [props: Partial<ModelConstructProps>, compute?: Compute];

/** A model of a shape, in an app of its own. */
export function chartOf(name: string): Chart {
  const [props, compute = GPU] = PUBLISHED_PODS[name]!();
  const chart = new Chart(Testing.app(), 'chart');
  new ModelConstruct(chart, 'model', {
    name: name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(-40).replace(/^[^a-z]+/, ''),
    version: '1.0.0',
    framework: Framework.HUGGINGFACE,
    source: hub('meta-llama/Llama-3.1-8B-Instruct'),
    profile: new RuntimeProfile(chart, 'profile', { engine: vllm, compute }),
    ...props,
  });
  return chart;
}

/** The shapes, by where they are published. */
export const PUBLISHED_PODS: { readonly [published: string]: () => Shape } = {
  'ROCm/k8s-device-plugin vllm-serve': () => {
    const device = (name: string, path: string) => PodVolume.hostPath(name, path);
    return [{
      security: { seccompProfile: SeccompProfile.UNCONFINED, runAsGroup: 44, addCapabilities: ['SYS_PTRACE'], supplementalGroups: [44] },
      sharedMemory: Size.gibibytes(8),
      pod: {
        hostNetwork: true,
        hostIpc: true,
        volumes: [device('dev-kfd', '/dev/kfd'), device('dev-dri', '/dev/dri')],
        mounts: [{ volume: 'dev-kfd', path: '/dev/kfd' }, { volume: 'dev-dri', path: '/dev/dri' }],
      },
    }, Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(6), cpuLimit: Cpu.units(10), memory: Size.gibibytes(20) })];
  },
  'GKE jetstream': () => {
    const image = 'registry.example.com/jetstream-pytorch-server:v0.2.4';
    const engine = new ContainerEngine({ image, port: 9000, readiness: ServerProbe.tcp(), args: ['--model_id=google/gemma-7b-it'] });
    const probe = ServerProbe.http('/healthcheck', { period: Duration.seconds(60), failures: 30 });
    return [{
      engine,
      framework: Framework.PYTORCH,
      source: ModelSource.pvc('weights'),
      pod: {
        volumes: [PodVolume.secret('huggingface-credentials', 'huggingface-secret', { token: 'token' }, { mode: 0o400 })],
        mounts: [{ volume: 'huggingface-credentials', path: '/huggingface', readOnly: true }],
        containers: [{
          name: 'jetstream-http',
          image: 'registry.example.com/jetstream-http:v0.2.3',
          ports: [{ name: 'jetstream-http', number: 8000 }],
          readinessProbe: probe,
          livenessProbe: probe,
        }],
      },
    }];
  },
  'GKE infw-gw': () => {
    const config = [{ volume: 'config-volume', path: '/config' }];
    return [{
      engine: new VllmEngine({ version: '0.32.0' }),
      env: { VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'true' },
      args: ['--enable-lora', '--max-loras', '2', '--max-cpu-loras', '12'],
      timing: { preStopDelay: Duration.seconds(30), drain: Duration.seconds(85), terminationGracePeriod: Duration.seconds(130) },
      pod: {
        volumes: [PodVolume.configMap('config-volume', 'vllm-llama3-8b-adapters'), PodVolume.emptyDir('adapters', { sizeLimit: Size.gibibytes(10) })],
        mounts: [{ volume: 'adapters', path: '/adapters' }, ...config],
        sidecars: [{ name: 'lora-adapter-syncer', image: 'registry.example.com/lora-syncer:v1.0.0', env: { DYNAMIC_LORA_ROLLOUT_CONFIG: '/config/configmap.yaml' }, mounts: config }],
      },
    }];
  },
  'GKE accelerated-platforms async-inference': () => {
    const names = ['MODEL_ID', 'PUBSUB_SUBSCRIPTION_ID', 'BATCH_SIZE'];
    const envValues = Object.fromEntries(names.map(name => [name, EnvValue.configMap('async-subscriber', name)]));
    return [{
      pod: { containers: [{ name: 'subscriber', image: 'registry.example.com/subscriber:1.0.0', envValues, env: { VLLM_API_ENDPOINT: 'http://localhost:8000' } }] },
    }];
  },
  'GKE model-armor': () => [{
    source: ModelSource.pvc('hdml-static-pvc', { path: 'gemma-7b' }),
    scheduling: { nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('cloud.google.com/gke-accelerator', ['nvidia-l4'])])] },
  }, Compute.gpu(Accelerator.NVIDIA_L4, {
    count: 2, cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(25), ephemeralStorage: Size.gibibytes(25), limitEphemeralStorage: true,
  })],
  'opea-project vllm': () => [{
    envFrom: [EnvFrom.configMap('vllm-config'), EnvFrom.configMap('extra-env-config', { optional: true })],
    pod: { volumes: [PodVolume.hostPath('models', '/mnt/opea-models', { type: HostPathType.DIRECTORY })], mounts: [{ volume: 'models', path: '/data' }] },
  }],
  'production-stack values-16': () => [{ scheduling: { runtimeClassName: 'nvidia' }, security: { addCapabilities: ['SYS_PTRACE'] }, cluster: ClusterDialect.GPU_FEATURE_DISCOVERY }],
  'otwld/ollama-helm': () => [{
    pod: {
      lifecycle: { postStart: LifecycleHook.exec(['/bin/sh', '-c', 'until ollama list; do sleep 1; done']) },
      hostAliases: { '10.0.0.9': ['models.example.com'] },
      dns: { options: { ndots: '2' } },
    },
    scheduling: { topologySpread: [{ topologyKey: 'kubernetes.io/hostname', required: true }] },
  }],
  'kserve': () => [{
    pod: {
      containers: [{
        name: 'transformer',
        image: 'registry.example.com/transformer:1.0.0',
        args: ['--model_name=model', '--predictor_host=localhost:8000', '--http_port=9000'],
        ports: [{ name: 'transformer', number: 9000 }],
        readinessProbe: ServerProbe.http('/v1/models/$(MODEL_NAME)'),
        cpu: Cpu.millis(100),
        cpuLimit: Cpu.units(1),
        memory: Size.mebibytes(256),
        memoryLimit: Size.gibibytes(1),
      }],
    },
  }],
};
