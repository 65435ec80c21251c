import { Duration, Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, Framework, ModelConstruct, ModelSource, PodVolume, RuntimeProfile, ServerProbe,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'GoogleCloudPlatform/kubernetes-engine-samples: ai-ml/llm-serving-tpus-jetstream/pytorch/jetstream-pytorch-gemma-7b-it-2x4.yaml',
  form: 'Deployment',
  has: 'a server on eight chips of a TPU v5e and a second container that speaks HTTP, credentials of the hub as a file',
  declare: chart => {
    const healthcheck = (failures: number) => ServerProbe.http('/healthcheck', { period: Duration.minutes(1), failures });
    const profile = new RuntimeProfile(chart, 'tpu-v5e', {
      engine: new ContainerEngine({
        image: 'us-docker.pkg.dev/cloud-tpu-images/inference/jetstream-pytorch-server:v0.2.4',
        name: 'jetstream-pytorch-server',
        port: 9000,
        args: ['--model_id=google/gemma-7b-it', '--override_batch_size=30', '--enable_model_warmup=True'],
        readiness: ServerProbe.tcp(),
        fetches: ['huggingface'],
        runAsUser: 0,
      }),
      compute: Compute.gpu(Accelerator.GOOGLE_TPU_V5E.topology('2x4'), { cpu: Cpu.units(32), memory: Size.gibibytes(128) }),
      cluster: ClusterDialect.GKE,
      service: { port: 8000, portName: 'jetstream-http', containerPort: 'jetstream-http' },
      pod: {
        volumes: [PodVolume.secret('huggingface-credentials', 'huggingface-secret', { HUGGINGFACE_TOKEN: 'HUGGINGFACE_TOKEN' }, { mode: 0o400 })],
        mounts: [{ volume: 'huggingface-credentials', path: '/huggingface', readOnly: true }],
        containers: [{
          name: 'jetstream-http',
          image: 'us-docker.pkg.dev/cloud-tpu-images/inference/jetstream-http:v0.2.3',
          ports: [{ name: 'jetstream-http', number: 8000 }],
          startupProbe: healthcheck(50),
          livenessProbe: healthcheck(30),
          readinessProbe: healthcheck(30),
        }],
      },
    });
    new ModelConstruct(chart, 'gemma', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.byServer('huggingface://google/gemma-7b-it', { size: Size.gibibytes(16) }),
      profile,
      replicas: 2,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 2
  template:
    spec:
      nodeSelector: {cloud.google.com/gke-tpu-topology: 2x4, cloud.google.com/gke-tpu-accelerator: tpu-v5-lite-podslice}
      containers:
      - name: server
        image: us-docker.pkg.dev/cloud-tpu-images/inference/jetstream-pytorch-server:v0.2.4
        args: [--model_id=google/gemma-7b-it, --override_batch_size=30, --enable_model_warmup=True]
        volumeMounts: [{name: huggingface-credentials, mountPath: /huggingface, readOnly: true}]
        ports: [{containerPort: 9000}]
        resources: {requests: {google.com/tpu: 8}, limits: {google.com/tpu: 8}}
      - name: jetstream-http
        image: us-docker.pkg.dev/cloud-tpu-images/inference/jetstream-http:v0.2.3
        ports: [{containerPort: 8000}]
        startupProbe: {httpGet: {path: /healthcheck, port: 8000}, periodSeconds: 60, failureThreshold: 50}
        livenessProbe: {httpGet: {path: /healthcheck, port: 8000}, periodSeconds: 60, failureThreshold: 30}
        readinessProbe: {httpGet: {path: /healthcheck, port: 8000}, periodSeconds: 60, failureThreshold: 30}
      volumes:
      - {name: huggingface-credentials, secret: {defaultMode: 256, secretName: huggingface-secret}}
---
kind: Service
spec:
  ports: [{protocol: TCP, name: jetstream-http, port: 8000}]
`,
  byArguments: ['--model_id', '--override_batch_size', '--enable_model_warmup'],
  otherwise: [
    'probes of the server: they stand on the container that answers them, which is the one that hangs then; the server is asked by TCP',
    'keys of the Secret: those that are read are named',
  ],
};
