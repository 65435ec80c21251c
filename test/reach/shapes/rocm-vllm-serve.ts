import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SeccompProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'ROCm/k8s-device-plugin: example/vllm-serve',
  form: 'Deployment',
  has: 'vLLM on one AMD GPU, with network and IPC of the host, SYS_PTRACE and all system calls',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'mi300x', {
      engine: new VllmEngine({ version: '0.32.0', port: 8888, trustRemoteCode: true }),
      compute: Compute.gpu(Accelerator.AMD_MI300X, {
        cpu: Cpu.units(6), cpuLimit: Cpu.units(10), memory: Size.gibibytes(6), memoryLimit: Size.gibibytes(20),
      }),
      args: ['--enable-chunked-prefill', '--max-num-batched-tokens=1024'],
      sharedMemory: Size.gibibytes(8),
      security: { seccompProfile: SeccompProfile.UNCONFINED, runAsGroup: 44, addCapabilities: ['SYS_PTRACE'] },
      service: { port: 80, portName: 'http-mistral-7b' },
      pod: { hostNetwork: true, hostIpc: true },
    });
    new ModelConstruct(chart, 'mistral-7b', {
      version: '0.3.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('mistralai/Mistral-7B-v0.3', { token: SecretKey.of('hf-token-secret', 'token'), size: Size.gibibytes(14) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      hostNetwork: true
      hostIPC: true
      volumes:
      - {name: shm, emptyDir: {medium: Memory, sizeLimit: 8Gi}}
      securityContext: {seccompProfile: {type: Unconfined}, runAsGroup: 44}
      containers:
      - name: server
        securityContext: {capabilities: {add: [SYS_PTRACE]}}
        command: [vllm, serve]
        args: [mistralai/Mistral-7B-v0.3, --port=8888, --trust-remote-code, --enable-chunked-prefill, --max-num-batched-tokens=1024]
        env:
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-token-secret, key: token}}}
        ports: [{containerPort: 8888}]
        resources:
          limits: {cpu: "10", memory: 20Gi, amd.com/gpu: "1"}
          requests: {cpu: "6", memory: 6Gi, amd.com/gpu: "1"}
        volumeMounts: [{name: shm, mountPath: /dev/shm}]
---
kind: Service
spec:
  type: ClusterIP
  ports: [{name: http-mistral-7b, port: 80, protocol: TCP, targetPort: http}]
`,
  byArguments: ['--enable-chunked-prefill', '--max-num-batched-tokens'],
  otherwise: [
    'image: that of vLLM\'s makers for AMD, in the version that the code names',
    'memory: 20G and 6G are said in GiB, as Size has it',
    'command: the program itself, without a shell in front of it that would keep SIGTERM from it',
    'HUGGING_FACE_HUB_TOKEN: HF_TOKEN is its name today',
  ],
};
