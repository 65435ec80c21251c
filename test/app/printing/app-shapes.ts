import type { ApiObject, App, AppProps } from 'cdk8s';
import { Loaded } from './each-cdk8s';

/** Makes an App with everything in it. */
export type Shape = (loaded: Loaded, props: AppProps) => App;

/** Apps of many kinds: with patches, tokens, resolvers, objects and classes of others, and dependencies in every direction. */
export const SHAPES: { readonly [name: string]: Shape } = {
  'some charts of models, with the CRDs': ({ cdk8s: { App, Chart }, library, fixtures: { plainModel } }, props) => {
    const app = new App(props);
    for (const id of ['b', 'a', '7']) {
      const chart = new Chart(app, id, { namespace: `n-${id}`, labels: { team: 'a' } });
      if (id === 'b') new library.MatrixInferCrds(chart, 'crds');
      for (const model of ['z', 'y']) plainModel(chart, `${model}-${id}`, { replicas: 2, network: {} });
    }
    new Chart(app, 'empty');
    return app;
  },
  'patches, added metadata, and texts that Kubernetes misreads': ({ cdk8s: { App, Chart, JsonPatch }, fixtures: { plainModel } }, props) => {
    const app = new App(props);
    const { runtime, model } = plainModel(new Chart(app, 'chart'), 'model', { env: { A: '\n\tset\n', B: '0o14', C: 'a\n\n  b\n', D: '{{ .Values.a }}' }, pod: { annotations: { '1e_1': '+_1' } } });
    const shared = { 'a.example/odd': '1e_1' }; // printed as an anchor and an alias
    runtime.deployment.addJsonPatch(JsonPatch.add('/spec/paused', true), JsonPatch.add('/metadata/annotations', shared), JsonPatch.add('/spec/template/spec/nodeSelector', shared));
    model.addJsonPatch(JsonPatch.add('/metadata/annotations', { 'a.example/b': '# no' }));
    runtime.serviceObject.metadata.addLabel('later', 'yes');
    runtime.serviceObject.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1' });
    return app;
  },
  'objects, charts and tokens of others beside the models': ({ cdk8s: { ApiObject, App, Chart, Lazy }, fixtures: { plainModel } }, props) => {
    class OtherChart extends Chart {
      public override toJson(): object[] { return [...super.toJson(), { apiVersion: 'v1', kind: 'Added', metadata: { name: 'added' } }]; }
    }
    const app = new App(props);
    const other = new OtherChart(app, 'other');
    plainModel(other, 'first');
    const chart = new Chart(app, 'chart');
    const { model } = plainModel(chart, 'second');
    const list = new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: Lazy.any({ produce: () => [model.toJson()] }) });
    list.addDependency(model);
    new ApiObject(new Chart(chart, 'inner'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { no: 'no', script: 'a\n\n\tb\n' } });
    return app;
  },
  'an object of others that holds a manifest as it is': ({ cdk8s: { ApiObject, App, Chart }, fixtures: { plainModel } }, props) => {
    class Holder extends ApiObject {
      public held?: ApiObject;
      public override toJson(): object { return { ...super.toJson(), items: [this.held!.toJson()] }; }
    }
    const chart = new Chart(new App(props), 'chart');
    new Holder(chart, 'holder', { apiVersion: 'v1', kind: 'List' }).held = plainModel(chart, 'model').model;
    return chart.node.root as App;
  },
  'a chart that holds what other charts print': ({ cdk8s: { ApiObject, App, Chart, Lazy }, fixtures: { plainModel } }, props) => {
    const app = new App(props);
    const [before, between, after] = ['before', 'between', 'after'].map(id => new Chart(app, id));
    for (const chart of [before, after]) plainModel(chart, 'model', { name: `model-${chart.node.id}` });
    const text = () => JSON.stringify([before.toJson(), after.toJson()]);
    new ApiObject(between, 'hash', { apiVersion: 'v1', kind: 'ConfigMap', data: { text: Lazy.any({ produce: text }) } });
    return app;
  },
  'dependencies between models, charts and objects of others': ({ cdk8s: { ApiObject, App, Chart }, fixtures: { plainModel } }, props) => {
    const app = new App(props);
    const charts = ['c', 'b', 'a'].map(id => new Chart(app, id));
    const models = charts.flatMap(chart => ['z', 'y', 'x'].map(id => plainModel(chart, id, { name: `${id}-${chart.node.id}` })));
    models[0].node.addDependency(models[1], models[2]);
    models[1].node.addDependency(models[2]);
    models[2].node.addDependency(models[5]);
    charts[1].addDependency(charts[2]);
    models[8].node.addDependency(new ApiObject(charts[2], 'map', { apiVersion: 'v1', kind: 'ConfigMap' }));
    return app;
  },
  'resolvers of the app, and an App of its own class': ({ cdk8s: { App, Chart }, fixtures: { plainModel } }, props) => {
    class OwnApp extends App {
      public override synth(): void { plainModel(new Chart(this, 'late'), 'late', { env: { A: 'quiet' } }); super.synth(); }
    }
    const app = new OwnApp({ ...props, resolvers: [{ resolve: context => { if (context.value === 'quiet') context.replaceValue('LOUD'); } }] });
    plainModel(new Chart(app, 'chart'), 'model', { env: { A: 'quiet' } });
    return app;
  },
  'constructs that are added while others are printed': ({ cdk8s: { ApiObject, App, Chart, Lazy }, fixtures: { plainModel } }, props) => {
    const app = new App(props);
    const [first, second] = ['first', 'second'].map(id => new Chart(app, id));
    plainModel(second, 'model');
    const add = (): string => { if (!second.node.tryFindChild('map')) second.node.findChild('model').node.addDependency(new ApiObject(second, 'map', { apiVersion: 'v1', kind: 'ConfigMap' })); return 'done'; };
    plainModel(first, 'model', { name: 'other' });
    new ApiObject(first, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { added: Lazy.any({ produce: add }) } });
    return app;
  },
};

/** All objects of an app. */
export function objectsIn(app: App, { cdk8s }: Loaded): ApiObject[] {
  return app.node.findAll().filter((one): one is ApiObject => cdk8s.ApiObject.isApiObject(one));
}
