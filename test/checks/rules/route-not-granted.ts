import { ApiObject, Chart } from 'cdk8s';
import { InferencePool, ModelRoute, VllmEngine } from '../../../src';
import { plainModel, smallCompute } from '../../fixtures';
import { acknowledged, other, RuleExamples } from '../rule-examples';
import { GATEWAY, serverOf } from '../traffic-examples';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** An HTTPRoute of somebody else's in another namespace, to the Service of a model unless the case says otherwise. */
const routed = (reference: object = {}, grant?: object, kind = 'HTTPRoute') => (chart: Chart) => {
  plainModel(chart);
  const { namespace } = chart;
  if (grant) new ApiObject(chart, 'grant', { apiVersion: `${GATEWAY_API}/v1beta1`, kind: 'ReferenceGrant', metadata: { name: 'grant' }, spec: grant });
  return new ApiObject(other(chart), 'route', {
    apiVersion: `${GATEWAY_API}/v1`, kind, metadata: { name: 'route' }, spec: { rules: [{ backendRefs: [{ name: 'model', namespace, port: 8080, ...reference }] }] },
  });
};
const FROM = { group: GATEWAY_API, kind: 'HTTPRoute', namespace: 'other' };
const TO = { group: '', kind: 'Service' };
const granted = (from: object = {}, to: object = {}) => routed({}, { from: [{ ...FROM, ...from }], to: [{ ...TO, ...to }] });
const pool = (chart: Chart) => {
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'pooled', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }) });
  return routed({ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'pooled' })(chart);
};

export const examples: RuleExamples = {
  fires: routed(),
  holds: granted(),
  more: {
    fires: [pool, routed({}, undefined, 'GRPCRoute'), granted({ namespace: 'third' }), granted({ kind: 'GRPCRoute' }), granted({}, { name: 'another' }), granted({}, { kind: 'Secret' })],
    holds: [granted({}, { name: 'model' }), routed({ name: 'another' }), routed({ namespace: 'third' })],
  },
  says: /HTTPRoute other\/route in namespace "other" leads to the Service "model" in namespace "\S+", and the app has no ReferenceGrant there that lets it/,
  fixes: [{
    fix: /make a ReferenceGrant in namespace "\S+" from HTTPRoute of "other", or use a ModelRoute, which brings it; acknowledge the finding when another app brings it/,
    broken: routed(),
    mended: [granted(), acknowledged('route-not-granted', routed()), chart => new ModelRoute(other(chart), 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart) }] })],
  }],
};
