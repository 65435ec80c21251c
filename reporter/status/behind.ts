import { fitted } from './bounds';
import { ConditionDraft, PHASES, PolicySituation, RouteSituation, ServerSituation, StatusDraft } from './situation';
import { clipped, printable } from '../text';
import { ForeignCondition, HttpRouteView } from '../view/views';

/** The status of a ModelServer, from its Service and what stands behind it. */
export function serverStatus({ server, services, slices, inferPhase }: ServerSituation): StatusDraft {
  const service = [...services].sort(byName).find(({ name }) => name === server.name) ?? services[0];
  const ready = slices.reduce((sum, slice) => sum + slice.ready, 0);
  const failed = ready === 0 && inferPhase === PHASES.failed;
  const [reason, message] = service === undefined ? ['NoService', 'no Service belongs to this ModelServer: it was refused, deleted or not applied']
    : ready > 0 ? ['EndpointsReady', `${ready} ${ready === 1 ? 'Pod is' : 'Pods are'} ready behind the Service ${service.name}`]
      : failed ? ['RuntimeFailed', 'the ModelInfer that it leads to has failed'] : ['NoEndpoints', `no Pod is ready behind the Service ${service.name}`];
  const serves = service !== undefined && ready > 0;
  const host = service && (service.external ?? `${service.name}.${server.namespace}.svc`);
  return fitted({
    phase: serves ? PHASES.ready : failed ? PHASES.failed : PHASES.pending,
    observedGeneration: server.generation,
    serviceEndpoint: service && `${service.scheme}://${host}${service.port === undefined ? '' : `:${service.port}`}`,
    conditions: [
      condition('Ready', serves, reason, message),
      condition('Progressing', !serves && !failed, serves ? 'AsExpected' : reason, ''),
      condition('Available', serves, reason, message),
      condition('Degraded', failed, failed ? reason : 'AsExpected', failed ? message : ''),
    ],
  });
}

/** The status of a ModelRoute, from what the Gateways say of its HTTPRoutes. */
export function routeStatus({ route, httpRoutes }: RouteSituation): StatusDraft {
  const verdicts = [...httpRoutes].sort(byName).map(verdictOf);
  const bad = verdicts.find(({ phase }) => phase === PHASES.failed) ?? verdicts.find(({ phase }) => phase === PHASES.pending);
  const { phase, reason, message, accepted, resolved } = bad ?? verdicts[0] ?? NO_ROUTE;
  const active = phase === PHASES.active;
  return fitted({
    phase,
    observedGeneration: route.generation,
    activeRoutes: active ? route.routes ?? 0 : 0,
    conditions: [condition('Ready', active, reason, message), accepted, resolved],
  });
}

/** What one HTTPRoute comes to. */
interface RouteVerdict {
  readonly phase: StatusDraft['phase'];
  readonly reason: string;
  readonly message: string;
  readonly accepted: ConditionDraft;
  readonly resolved: ConditionDraft;
}

const NO_ROUTE = pending('NoRoute', 'no HTTPRoute belongs to this ModelRoute: it was refused, deleted or not applied');

/** One Gateway that takes it is enough; the first refusal says why none does. */
function verdictOf({ name, parents }: HttpRouteView): RouteVerdict {
  const said = (parent: readonly ForeignCondition[], type: string) => parent.find(one => one.type === type);
  const holds = (parent: readonly ForeignCondition[], type: string) => said(parent, type)?.status === 'True';
  const taken = parents.find(parent => holds(parent, 'Accepted') && holds(parent, 'ResolvedRefs'))
    ?? parents.find(parent => holds(parent, 'Accepted'))
    ?? parents[0];
  if (taken === undefined) return pending('NoGateway', `no Gateway has taken the HTTPRoute ${name} yet`);
  const [accepted, resolved] = ['Accepted', 'ResolvedRefs'].map(type => handedOn(type, said(taken, type)));
  const refusal = [accepted, resolved].find(({ status }) => status === 'False');
  if (refusal) return { phase: PHASES.failed, reason: refusal.reason, message: refusal.message, accepted, resolved };
  const unknown = [accepted, resolved].find(({ status }) => status !== 'True');
  if (unknown) return { phase: PHASES.pending, reason: unknown.reason, message: unknown.message, accepted, resolved };
  return { phase: PHASES.active, reason: 'Accepted', message: `the HTTPRoute ${name} is in use`, accepted, resolved };
}

function pending(reason: string, message: string): RouteVerdict {
  const unknown = (type: string): ConditionDraft => ({ type, status: 'Unknown', reason, message });
  return { phase: PHASES.pending, reason, message, accepted: unknown('Accepted'), resolved: unknown('ResolvedRefs') };
}

/** The status of an AutoscalingPolicy, from its HorizontalPodAutoscaler, or that of its ScaledObject. */
export function policyStatus({ policy, scalers }: PolicySituation): StatusDraft {
  const [scaler] = [...scalers].sort(byName);
  const types = ['AbleToScale', 'ScalingActive', 'ScalingLimited'];
  const message = 'no HorizontalPodAutoscaler belongs to this AutoscalingPolicy: it was refused, deleted or not applied';
  return {
    observedGeneration: policy.generation,
    currentReplicas: scaler?.current,
    desiredReplicas: scaler?.desired,
    lastScaleTime: scaler?.scaledAt,
    conditions: scaler === undefined
      ? types.map(type => condition(type, false, 'NoScaler', message))
      : types.map(type => handedOn(type, scaler.conditions.find(one => one.type === type))),
  };
}

function condition(type: string, holds: boolean, reason: string, message: string): ConditionDraft {
  return { type, status: holds ? 'True' : 'False', reason, message };
}

/** What another controller says, as far as the CRD takes it. */
function handedOn(type: string, said: ForeignCondition | undefined): ConditionDraft {
  if (said === undefined) return { type, status: 'Unknown', reason: 'NotSaid', message: '' };
  const status = said.status === 'True' || said.status === 'False' ? said.status : 'Unknown';
  const reason = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/.test(said.reason) ? said.reason : 'NotSaid';
  return { type, status, reason, message: printable(clipped(said.message, 1_000)) };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
