import { Chart, Size, Testing } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvFrom, EnvValue, Framework, HostPathType, LifecycleHook, ModelConstruct, ModelConstructProps,
  ModelSource, PodVolume, RuntimeProfile, SeccompProfile, SecretKey, ServerProbe, VllmEngine,
} from '../../src';
import { COMMIT } from '../fixtures';

/*
 * Pods that people publish, in typed code without a patch: what each may have around its server. Whole published manifests are in test/reach.
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
  'GKE accelerated-platforms async-inference': () => {
    const names = ['MODEL_ID', 'PUBSUB_SUBSCRIPTION_ID', 'BATCH_SIZE'];
    const envValues = Object.fromEntries(names.map(name => [name, EnvValue.configMap('async-subscriber', name)]));
    return [{
      pod: { containers: [{ name: 'subscriber', image: 'registry.example.com/subscriber:1.0.0', envValues, env: { VLLM_API_ENDPOINT: 'http://localhost:8000' } }] },
    }];
  },
  'opea-project vllm': () => [{
    envFrom: [EnvFrom.configMap('vllm-config'), EnvFrom.configMap('extra-env-config', { optional: true })],
    pod: { volumes: [PodVolume.hostPath('models', '/mnt/opea-models', { type: HostPathType.DIRECTORY })], mounts: [{ volume: 'models', path: '/data' }] },
  }],
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
