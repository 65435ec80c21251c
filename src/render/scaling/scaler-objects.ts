import { AutoscalingPlan } from './autoscaling-plan';
import { horizontalSpec } from './horizontal-pod-autoscaler';
import { interceptorRouteSpec } from './interceptor-route';
import { authenticationSpec, scaledObjectSpec } from './scaled-object';
import { JsonObject } from '../../ground/objects';
import { Scaler } from '../../scaling/scaler';

/** One object that a scaler is made of, as data. All are called as the policy is. */
export interface ScalerObject {
  /** Id of its construct. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  spec(plan: AutoscalingPlan): JsonObject;
}

const KEDA = 'keda.sh/v1alpha1';
const SCALED_OBJECT: ScalerObject = { id: 'ScaledObject', apiVersion: KEDA, kind: 'ScaledObject', spec: scaledObjectSpec };
const AUTHENTICATION: ScalerObject = { id: 'TriggerAuthentication', apiVersion: KEDA, kind: 'TriggerAuthentication', spec: plan => authenticationSpec(plan)! };

/** The objects of each kind of scaler. */
const OBJECTS: { readonly [kind in Scaler['_by']['kind']]: readonly ScalerObject[] } = {
  hpa: [{ id: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: horizontalSpec }],
  keda: [SCALED_OBJECT],
  httpAddOn: [SCALED_OBJECT, { id: 'InterceptorRoute', apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute', spec: interceptorRouteSpec }],
  recordOnly: [],
};

/** The objects of a scaler. */
export function scalerObjects({ _by }: Scaler): readonly ScalerObject[] {
  const objects = OBJECTS[_by.kind];
  return 'authentication' in _by && _by.authentication?._token ? [...objects, AUTHENTICATION] : objects;
}
