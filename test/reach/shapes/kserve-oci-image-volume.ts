import { Size } from 'cdk8s';
import { Compute, ContainerEngine, Cpu, Framework, KubernetesVersion, ModelConstruct, ModelSource, RuntimeProfile, ServerProbe } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'kserve/kserve: docs/samples/storage/oci-image-volume/inference_service.yaml',
  form: 'custom resource',
  has: 'a model of scikit-learn in an OCI image that the node mounts, with the runtime kserve-sklearnserver',
  since: '1.35',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'cpu', {
      engine: new ContainerEngine({
        name: 'sklearnserver',
        image: 'docker.io/kserve/sklearnserver:v0.15.2',
        port: 8080,
        args: ['--model_name=$(MODEL_NAME)', '--model_dir=$(MODEL_PATH)', '--http_port=$(PORT)'],
        readiness: ServerProbe.http('/v2/models/$(MODEL_NAME)/ready'),
        frameworks: [Framework.of('sklearn')],
      }),
      compute: Compute.cpu({ cpu: Cpu.millis(100), cpuLimit: Cpu.millis(500), memory: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) }),
      kubernetesVersion: KubernetesVersion.V1_35,
      service: { port: 80 },
      pod: { annotations: { 'prometheus.kserve.io/port': '8080', 'prometheus.kserve.io/path': '/metrics' } },
    });
    new ModelConstruct(chart, 'sklearn-oci-native', {
      version: '1.0.0',
      framework: Framework.of('sklearn'),
      source: ModelSource.ociImage('ghcr.io/my-org/my-sklearn-model:v1', { path: 'models', size: Size.mebibytes(1) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  template:
    metadata: {annotations: {prometheus.kserve.io/port: "8080", prometheus.kserve.io/path: /metrics}}
    spec:
      containers:
      - name: server
        args: [--model_name=$(MODEL_NAME), --model_dir=$(MODEL_PATH), --http_port=$(PORT)]
        env: [{name: MODEL_NAME, value: sklearn-oci-native}, {name: PORT, value: "8080"}]
        ports: [{containerPort: 8080}]
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources:
          requests: {cpu: 100m, memory: 256Mi}
          limits: {cpu: 500m, memory: 512Mi}
        volumeMounts: [{mountPath: /mnt/models, readOnly: true}]
      securityContext: {runAsNonRoot: true}
      volumes: [{image: {reference: ghcr.io/my-org/my-sklearn-model:v1}}]
---
kind: Service
spec:
  ports: [{port: 80, targetPort: http}]
`,
  byArguments: ['--model_name', '--model_dir', '--http_port'],
  otherwise: [
    'Kubernetes 1.33, with the feature behind a gate: from 1.35 on, where it is switched on',
    'Knative Service, route and autoscaler of KServe: objects beside the model, see beside.md',
  ],
};
