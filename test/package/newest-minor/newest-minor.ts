import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from 'cdk8s-matrixinfer';
import * as kplus from 'cdk8s-plus-34';

/** A team that uses a newer cdk8s-plus than the library does: what it makes goes into a model, and what a model offers into its objects. */
const app = new App({ outdir: process.env.OUTPUT });
const chart = new Chart(app, 'models', { namespace: 'ml' });

const secret = new kplus.Secret(chart, 'hub', { metadata: { name: 'hub' } });
const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'account' } });
const claim = new kplus.PersistentVolumeClaim(chart, 'claim', {
  metadata: { name: 'claim' }, storage: Size.gibibytes(100), accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
});
const callers = kplus.Pods.select(chart, 'callers', { labels: { app: 'web' } });

const model = new ModelConstruct(chart, 'llama', {
  version: '1.0.0',
  framework: Framework.PYTORCH,
  source: ModelSource.huggingFace('acme/llama', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', token: SecretKey.from(secret, 'token'), size: Size.gibibytes(13) }),
  profile: new RuntimeProfile(chart, 'l4', {
    engine: new VllmEngine({ version: '0.32.0' }),
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
    cache: ModelCache.fromPersistentVolumeClaim(claim),
    pod: { serviceAccount: account },
  }),
  network: { from: [callers, kplus.Namespaces.select(chart, 'namespaces', { labels: { team: 'web' } })], to: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'proxy', '10.0.0.0/8')] },
});
model.runtime.allowFrom(kplus.Pods.select(chart, 'jobs', { labels: { app: 'job' } }));

new kplus.Ingress(chart, 'ingress', { rules: [{ host: 'llama.example.com', backend: kplus.IngressBackend.fromService(model.serviceFor(kplus)) }] });
new kplus.NetworkPolicy(chart, 'policy', { selector: callers, egress: { rules: [{ peer: model.runtime }] } });
new kplus.NetworkPolicy(chart, 'isolate', { selector: kplus.Pods.select(chart, 'llamas', { labels: model.runtime.selectorLabels }) });
new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target: model.runtime, maxReplicas: 3, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(60))] });
new kplus.ConfigMap(chart, 'endpoint', { data: { host: model.endpoint.serviceName, port: String(model.endpoint.port) } });
app.synth();
