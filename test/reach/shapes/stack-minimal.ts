import { Duration, Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, EnvValue, Framework, ImagePullPolicy, ModelConstruct, ModelSource, Rollout, RuntimeProfile, VllmEngine,
} from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'vllm-project/production-stack: tutorials/assets/values-01-minimal-example.yaml',
  form: 'Helm values',
  has: 'vLLM on one GPU behind port 80, with ports for the transfer of KV caches and a host name of its own',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'gpu', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(6), memory: Size.gibibytes(16) }),
      env: { PYTHONHASHSEED: '123' },
      envValues: { POD_IP: EnvValue.field('status.podIP') },
      containerPorts: [{ name: 'zmq-port', number: 55555 }, { name: 'ucx-port', number: 9999 }],
      rollout: Rollout.surge(),
      timing: { startup: Duration.minutes(10), progressDeadline: Duration.minutes(20) },
      service: { port: 80, portName: 'service-port', ports: [{ name: 'zmq-port' }, { name: 'ucx-port' }] },
      pod: { labels: { environment: 'test', release: 'test' } },
    });
    new ModelConstruct(chart, 'opt125m', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('facebook/opt-125m', { size: Size.mebibytes(500) }),
      profile,
      servedName: 'facebook/opt-125m',
      pod: { imagePullPolicy: ImagePullPolicy.ALWAYS, hostname: 'vllm-opt125m-vllm-stack', subdomain: 'opt125m' },
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  progressDeadlineSeconds: 1200
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {environment: test, release: test}}
    spec:
      hostname: vllm-opt125m-vllm-stack
      subdomain: opt125m
      containers:
      - name: server
        imagePullPolicy: Always
        command: [vllm, serve]
        args: [facebook/opt-125m, --host=0.0.0.0, --port=8000]
        env:
        - {name: PYTHONHASHSEED, value: "123"}
        - {name: HF_HOME}
        - {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        ports: [{containerPort: 8000}, {name: zmq-port, containerPort: 55555}, {name: ucx-port, containerPort: 9999}]
        startupProbe: {httpGet: {path: /health}, periodSeconds: 10, failureThreshold: 60}
        livenessProbe: {httpGet: {path: /health}, periodSeconds: 10}
        readinessProbe: {httpGet: {path: /health}, periodSeconds: 5, failureThreshold: 3}
        resources:
          requests: {memory: 16Gi, cpu: "6", nvidia.com/gpu: "1"}
          limits: {nvidia.com/gpu: "1"}
---
kind: Service
spec:
  type: ClusterIP
  ports:
  - {name: service-port, port: 80, targetPort: http, protocol: TCP}
  - {name: zmq-port, port: 55555, targetPort: zmq-port, protocol: TCP}
  - {name: ucx-port, port: 9999, targetPort: ucx-port, protocol: TCP}
`,
  otherwise: [
    'maxSurge: 1, which is 100% of one replica',
    'HF_HOME: a volume of the size of the model, in place of /tmp of the image',
    'livenessProbe.failureThreshold: six answers in 10 seconds each may be missing, not three in one: a busy server is no dead one',
    'initialDelaySeconds of the probes: a startup probe stands in for it',
    'Deployment, Service and RBAC of the router: a program of its own, which finds the Pods by their labels',
  ],
};
