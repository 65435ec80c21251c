import { App, Chart } from 'cdk8s';
import { gpu, Rendering, rendering } from './rendering';
import {
  AcceleratorPool, AcceleratorScalingOptions, AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, Findings, Framework,
  HttpAddOnProps, KedaFallback, KedaFallbackBehavior, MetricsAdapter, ModelConstruct, ModelSource, RuntimeProfile, Scaler, Scaling, VllmEngine,
} from '../../src';

/** The lines of `rendered-defaults.ts` for policies and what they are made of. */
export const SCALING_DEFAULTS: { [prop: string]: Rendering } = {
  'AcceleratorScalingOptions.namespaceLabel': rendering('namespace', namespaceLabel => byGpus({ namespaceLabel })),
  'AcceleratorScalingOptions.podLabel': rendering('pod', podLabel => byGpus({ podLabel })),
  'AutoscalingPolicyProps.minReplicas': rendering(2, minReplicas => policy({ minReplicas })),
  'AutoscalingPolicyProps.scaler': rendering(Scaler.keda({ serverAddress: 'http://prometheus:9090' }), scaler => policy({ scaler })),
  'AutoscalingTargetProps.accelerators': rendering(4, accelerators => pooled(accelerators)),
  'ColdStartAnswer.statusCode': rendering(202, statusCode => addOn({ placeholder: { body: 'wait', statusCode } })),
  'HpaOptions.adapter': rendering(MetricsAdapter.prometheusExternal(), adapter => policy({ scaler: Scaler.hpa({ adapter }) })),
  'HttpAddOnProps.interceptorPort': rendering(80, interceptorPort => addOn({ interceptorPort })),
  'HttpAddOnProps.interceptorService': rendering('interceptor', interceptorService => addOn({ interceptorService })),
  'HttpAddOnProps.namespace': rendering('autoscaling', namespace => addOn({ namespace })),
  'KedaFallback.behavior': rendering(KedaFallbackBehavior.STATIC, behavior => keda({ behavior })),
  'KedaFallback.failureThreshold': rendering(5, failureThreshold => keda({ failureThreshold })),
};

/** A model, its policy, and where its interceptor is. */
function policy(props: Partial<AutoscalingPolicyProps>): unknown[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  const model = new ModelConstruct(chart, 'model', {
    version: '1.0.0',
    framework: Framework.PYTORCH,
    source: ModelSource.pvc('weights', { path: 'model' }),
    profile: new RuntimeProfile(chart, 'profile', {
      engine: new VllmEngine({ version: '0.32.0' }), compute: gpu(),
    }),
  });
  const made = new AutoscalingPolicy(chart, 'scaling', { target: model, maxReplicas: 4, scaling: [Scaling.byConcurrency(4)], ...props });
  return [...chart.toJson(), made.tryInterceptor ?? {}];
}

const addOn = (props: Partial<HttpAddOnProps>) => policy({ scaler: Scaler.httpAddOn({ hosts: ['llama.example.com'], ...props }) });
const keda = (fallback: Partial<KedaFallback>) => policy({ scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090', fallback: { replicas: 2, ...fallback } }) });
const byGpus = (options: AcceleratorScalingOptions) => policy({
  scaling: [Scaling.byAcceleratorUse(0.8, options)], scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }),
});

/** What is said of a pool that is too small. */
function pooled(accelerators?: number): unknown {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  const target = AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'elsewhere', accelerators });
  new AutoscalingPolicy(chart, 'scaling', { target, maxReplicas: 4, scaling: [Scaling.byCpu(0.6)], pool: AcceleratorPool.of('l4', 2) });
  return Findings.of(chart);
}
