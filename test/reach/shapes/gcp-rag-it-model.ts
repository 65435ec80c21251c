import { Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/accelerated-platforms: use-cases/rag-pipeline/instruction-tuned-model/manifests/it-model-deployment.yaml',
  form: 'Deployment',
  has: 'vLLM on one of the two L4 that it asks for, tolerations of reserved nodes',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'two-l4', {
      engine: new VllmEngine({ version: '0.6.3.post1', tensorParallelSize: 1 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, {
        count: 2,
        cpu: Cpu.units(2),
        cpuLimit: Cpu.units(2),
        memory: Size.gibibytes(25),
        ephemeralStorage: Size.gibibytes(25),
        limitEphemeralStorage: true,
      }),
      cluster: ClusterDialect.GKE,
      env: { VLLM_ATTENTION_BACKEND: 'FLASHINFER' },
      scheduling: {
        nodeSelector: { 'cloud.google.com/gke-gpu-driver-version': 'latest' },
        tolerations: [
          { key: 'nvidia/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' },
          { key: 'on-demand', operator: 'Equal', value: 'true', effect: 'NoSchedule' },
        ],
      },
      pod: { labels: { 'ml-platform': 'vllm-openai' } },
    });
    new ModelConstruct(chart, 'rag-it-model', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('google/gemma-2-2b-it', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(5) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {ml-platform: vllm-openai}}
    spec:
      containers:
      - name: server
        args: [--tensor-parallel-size=1]
        env:
        - {name: VLLM_ATTENTION_BACKEND, value: FLASHINFER}
        - {name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}
        image: docker.io/vllm/vllm-openai:v0.6.3.post1
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5}
        resources:
          requests: {cpu: "2", memory: 25Gi, ephemeral-storage: 25Gi, nvidia.com/gpu: "2"}
          limits: {cpu: "2", memory: 25Gi, ephemeral-storage: 25Gi, nvidia.com/gpu: "2"}
        volumeMounts: [{mountPath: /dev/shm}]
      volumes: [{name: shm, emptyDir: {medium: Memory}}]
      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-gpu-driver-version: latest}
      tolerations:
      - {effect: NoSchedule, key: nvidia/gpu, operator: Equal, value: present}
      - {effect: NoSchedule, key: on-demand, operator: Equal, value: "true"}
---
kind: Service
spec:
  type: ClusterIP
  ports: [{protocol: TCP, port: 8000, targetPort: http}]
`,
  otherwise: ['initialDelaySeconds of the probes: a startup probe stands in for it'],
};
