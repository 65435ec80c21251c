import { ApiObject, App, Chart, Size, YamlOutputType } from 'cdk8s';
import { Compute, Framework, MatrixInferCrds, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } from 'cdk8s-matrixinfer';
import { ConfigMap, Cpu } from 'cdk8s-plus-27';

/** An app that was there before the library: two charts, one after the other, with objects of both worlds. */
const app = new App({
  outdir: process.env.OUTPUT,
  yamlOutputType: YamlOutputType[process.env.OUTPUT_TYPE as keyof typeof YamlOutputType],
});
const base = new Chart(app, 'base');
new ApiObject(base, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
const shop = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'shop' } });
new ConfigMap(shop, 'settings', { data: { currency: 'EUR' } });
new ApiObject(shop, 'account', { apiVersion: 'v1', kind: 'ServiceAccount' });

if (process.env.WITH_LIBRARY) {
  new MatrixInferCrds(new Chart(app, 'crds'), 'crds');
  const models = new Chart(app, 'models', { namespace: 'ml' });
  new ModelConstruct(models, 'llama', {
    version: '1.0.0',
    framework: Framework.PYTORCH,
    source: ModelSource.pvc('llama-weights'),
    profile: new RuntimeProfile(models, 'cpu', {
      engine: new VllmEngine({ version: '0.32.0' }),
      compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(32) }),
    }),
  });
}
app.synth();
