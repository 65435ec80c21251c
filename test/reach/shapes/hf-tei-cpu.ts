import { Size } from 'cdk8s';
import { Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, TextEmbeddingsInferenceEngine } from '../../../src';
import { Shape } from '../shape';

export const shape: Shape = {
  published: 'huggingface/Google-Cloud-Containers: examples/gke/tei-deployment/cpu-config',
  form: 'Deployment',
  has: 'Text Embeddings Inference on a CPU of a machine family, with an image of the cloud',
  declare: chart => {
    const profile = new RuntimeProfile(chart, 'c2', {
      engine: new TextEmbeddingsInferenceEngine({ version: '1.7', port: 8080 }),
      compute: Compute.cpu({ cpu: Cpu.units(8), cpuLimit: Cpu.units(16), memory: Size.gibibytes(32), memoryLimit: Size.gibibytes(64) }),
      scheduling: { nodeSelector: { 'cloud.google.com/compute-class': 'Performance', 'cloud.google.com/machine-family': 'c2' } },
      service: { portName: 'http' },
      pod: { labels: { 'hf.co/model': 'Snowflake--snowflake-arctic-embed-m', 'hf.co/task': 'text-embeddings' } },
    });
    new ModelConstruct(chart, 'embeddings', {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('Snowflake/snowflake-arctic-embed-m', { size: Size.mebibytes(440) }),
      profile,
    });
  },
  fields: `
kind: Deployment
spec:
  replicas: 1
  template:
    metadata: {labels: {hf.co/model: Snowflake--snowflake-arctic-embed-m, hf.co/task: text-embeddings}}
    spec:
      nodeSelector: {cloud.google.com/compute-class: Performance, cloud.google.com/machine-family: c2}
      containers:
      - name: server
        args: [--model-id=Snowflake/snowflake-arctic-embed-m, --port=8080]
        resources:
          requests: {cpu: "8", memory: 32Gi}
          limits: {cpu: "16", memory: 64Gi}
        volumeMounts: [{mountPath: /tmp}]
      volumes: [{name: scratch, emptyDir: {}}]
---
kind: Service
spec:
  type: ClusterIP
  ports: [{port: 8080, targetPort: http}]
`,
  otherwise: [
    'image: that of Hugging Face; another registry is imageRegistries, another image is image of the engine',
    'NUM_SHARD: a variable of another server, which this one does not read',
    'Ingress: an object beside the model, see beside.md',
  ],
};
