import { Chart } from 'cdk8s';
import { behavior, duration, metric, Parsed, switched } from './typed-values';
import {
  AutoscalingPolicy, AutoscalingTarget, ModelRoute, ModelServer, RouteDestination, Scaler, ServedModel, ServerAuthentication,
} from '../../src';

/** Labels and annotations that a document has. */
const metadataOf = ({ labels, annotations }: Parsed) => ({ labels, annotations });

function server(chart: Chart, { metadata, spec: { modelInferRef, service, routing, rateLimit, authentication, tls } }: Parsed): void {
  new ModelServer(chart, 'one', {
    target: ServedModel.of(modelInferRef.name, { namespace: modelInferRef.namespace }),
    name: metadata.name,
    metadata: metadataOf(metadata),
    registerOnly: true,
    service,
    routing: { ...routing, timeout: duration(routing.timeout) },
    rateLimit: rateLimit && { ...rateLimit, ...switched(rateLimit) },
    authentication: authentication && ServerAuthentication.recorded(authentication),
    tls: tls && { ...tls, ...switched(tls) },
  });
}

const destination = ({ modelServerRef: { name, namespace } }: Parsed) => RouteDestination.service(name, { port: 8080, namespace });

function route(chart: Chart, { metadata, spec: { routes, fallback, canary } }: Parsed): void {
  const { analysis, rollback } = canary ?? {};
  new ModelRoute(chart, 'one', {
    name: metadata.name,
    metadata: metadataOf(metadata),
    registerOnly: true,
    routes: routes.map(({ match, destination: to, weight, timeout, retries }: Parsed) => (
      { match, to: destination(to), weight, timeout: duration(timeout), retries }
    )),
    fallback: fallback && destination(fallback),
    canary: canary && {
      ...switched(canary),
      trafficSplit: canary.trafficSplit,
      analysis: analysis && {
        threshold: analysis.threshold,
        interval: duration(analysis.interval),
        successRate: analysis.successRate?.threshold,
        errorRate: analysis.errorRate?.threshold,
        latencyP95: duration(analysis.latencyP95?.threshold),
      },
      rollback: rollback && {
        automatic: rollback.automatic,
        conditions: rollback.conditions?.map(({ metric: name, threshold, duration: time }: Parsed) => (
          { metric: name, threshold, duration: duration(time) }
        )),
      },
    },
  });
}

function policy(chart: Chart, { metadata, spec: { targetRef, minReplicas, maxReplicas, metrics, behavior: said, predictive } }: Parsed): void {
  new AutoscalingPolicy(chart, 'one', {
    target: AutoscalingTarget.of(targetRef),
    scaler: Scaler.recordOnly(),
    name: metadata.name,
    metadata: metadataOf(metadata),
    minReplicas,
    maxReplicas,
    scaling: metrics?.map(metric),
    behavior: behavior(said),
    predictive,
  });
}

/** How a document of each kind is said in typed code, and nothing but the document made. */
export const TYPED: { readonly [kind: string]: (chart: Chart, document: Parsed) => void } = {
  ModelServer: server, ModelRoute: route, AutoscalingPolicy: policy,
};
