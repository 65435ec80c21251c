import { Duration, Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServerProbe,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-optimum-tpu/optimum-tpu-llama3-8b-2x4.yaml',
  form: 'Deployment',
  has: 'an image of one\'s own with TGI for eight chips of a TPU v5e, on port 80 as root, behind port 8080',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'tpu-v5e', {
      engine: new ContainerEngine({
        image: 'us-docker.pkg.dev/my-project/optimum-tpu/tgi-tpu:0.2.3',
        name: 'tgi-tpu',
        port: 80,
        args: [
          '--model-id=$(MODEL_PATH)', '--max-concurrent-requests=4', '--max-input-length=8191', '--max-total-tokens=8192', '--max-batch-prefill-tokens=32768',
          '--max-batch-size=16',
        ],
        readiness: ServerProbe.http('/health'),
        liveness: ServerProbe.http('/health', { period: Duration.minutes(2) }),
        loadsFromHuggingFace: true,
        runAsUser: 0,
      }),
      compute: Compute.gpu(Accelerator.GOOGLE_TPU_V5E.topology('2x4'), { cpu: Cpu.units(32), memory: Size.gibibytes(128) }),
      cluster: ClusterDialect.GKE,
      service: { port: 8080 },
    });
    new ModelConstruct(chart, 'llama3', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Meta-Llama-3-8B', { token: SecretKey.of('hf-secret', 'hf_api_token'), size: Size.gibibytes(15) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    spec:
      nodeSelector: {cloud.google.com/gke-tpu-topology: 2x4, cloud.google.com/gke-tpu-accelerator: tpu-v5-lite-podslice}
      containers:
      - name: server
        args:
        - --max-concurrent-requests=4
        - --max-input-length=8191
        - --max-total-tokens=8192
        - --max-batch-prefill-tokens=32768
        - --max-batch-size=16
        env: [{name: HF_TOKEN, valueFrom: {secretKeyRef: {name: hf-secret, key: hf_api_token}}}]
        ports: [{containerPort: 80}]
        resources: {limits: {google.com/tpu: 8}}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 120}
---
kind: Service
spec:
  ports: [{name: http, protocol: TCP, port: 8080}]
`,
  byArguments: [
    '--model-id', '--max-concurrent-requests', '--max-input-length', '--max-total-tokens', '--max-batch-prefill-tokens', '--max-batch-size',
  ],
  otherwise: ['initialDelaySeconds of the livenessProbe: a startup probe stands in for it'],
};
