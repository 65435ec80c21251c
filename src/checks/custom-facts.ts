import { because, Change, contains, entries, every, Fact, items, kept, keptOrLeftOut, Reason, same, setIn, within } from './facts';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';

/* Facts of the custom resources that the library renders, by kind, as `object-facts` has those of Kubernetes' own. */

const SCALED = setIn('the policy: target, minReplicas, maxReplicas, scaling or behavior; a trigger may be added',
  'the AutoscalingPolicy and its scaler say the same');
const LEADS = setIn('the ModelRoute or the ModelServer: to, fallback, target or service; another destination may be added',
  'the record and the objects of the Gateway lead to the same');
const ALIKE = setIn('the ModelRoute: match, weight, timeout, retries or canary', 'the record and the objects of the Gateway say the same');
const KNOWN = setIn('Scaler.httpAddOn of the policy: hosts or paths; others may be added',
  'the interceptor knows the model by it, and routes and clients call it so');
const HELD = setIn('the ModelServer or the ModelRoute: timeout, rateLimit, authentication, retries or tls',
  'a ModelServer asks for it, and nothing else holds it');
const RECORDED = setIn('the ModelServer: service, routing, rateLimit, authentication or tls',
  'the Service, the routes and their policies are derived from the same');
const ASKED = setIn('the engine: its port, and the probe of an engine of your own', 'the Gateway asks the Pods for their health as the kubelet does');
const ENDS = setIn('timing of the model: preStopDelay or drain', 'requests finish in this time when a Pod ends');
const CALLED = because('Istio calls what it leads to by it', 'remove the patch; other members of trafficPolicy may be added');
const GRANTED = because('the route leads into that namespace by it', 'remove the patch; another permission may be added');
const POOLED = setIn('the pool: target, targetPort or picker; a port may be added', 'it has to find the Pods and the endpoint picker of this model');
const SCRAPED = setIn('the engine or in monitoring; an endpoint may be added',
  'it has to find the Pods of this model, and the port where they are measured');
const SERVED = because('the runtime, its Services and routes are derived from the same', 'remove the patch, and give the construct of another model');
const COUNTED = setIn('replicas of the ModelInfer', 'the runtime has as many, or those of the Model or of an autoscaler');

/** A way by which a record or a route names where requests go. */
type Targets = (spec: Json) => JsonObject[];

const nameOf = (one: Json) => ['group', 'kind', 'namespace', 'name'].map(key => at(one, key)).join(' ');

/** Every destination that was derived is still one, in whatever rule; its share, filters and matches are its own. */
function leadsTo(list: string, member: string, targetsOf: Targets): Fact {
  const isSame = (one: Json, other: Json) => nameOf(one) === nameOf(other) && at(one, 'port') === at(other, 'port');
  return (before, after) => {
    const all = itemsAt(after, list).flatMap(targetsOf);
    return itemsAt(before, list).flatMap((rule, index) => targetsOf(rule).flatMap((wanted): Change[] => {
      if (all.some(one => isSame(one, wanted))) return [];
      const path = `.${list}[${index}].${member}[${String(wanted.name)}]`;
      const moved = all.find(one => nameOf(one) === nameOf(wanted));
      if (moved) return [{ path: `${path}.port`, from: wanted.port, to: moved.port, ...LEADS }];
      const is = targetsOf(itemsAt(after, list)[index]).find(one => typeof at(one, 'name') === 'string');
      return [{ path, from: String(wanted.name), to: is?.name, ...LEADS }];
    }));
  };
}

/** Of the routes to each destination, as many as there were still say the same of it; others may be added. */
const recordedValues: Fact = (before, after) => {
  const targetOf = (route: Json) => recorded(route).map(nameOf).join();
  const left = [...itemsAt(after, 'routes')];
  return itemsAt(before, 'routes').flatMap((route, index): readonly Change[] => {
    const alike = left.filter(one => targetOf(one) === targetOf(route));
    const changes = alike.map(one => ({ one, found: VALUES(route, one) })).sort((a, b) => a.found.length - b.found.length);
    if (changes.length === 0) return []; // that it is gone is said already
    left.splice(left.indexOf(changes[0].one), 1);
    return changes[0].found.map(change => ({ ...change, path: `.routes[${index}]${change.path}` }));
  });
};
const VALUES = within({ match: kept(ALIKE), weight: kept(ALIKE), timeout: kept(ALIKE), retries: kept(ALIKE) });

/** Every host and path by which the interceptor was to know the model is still one of some rule; an interceptor without rules knows it by any. */
const known: Fact = (before, after) => {
  const rules = itemsAt(after, 'rules');
  if (rules.length === 0) return [];
  return itemsAt(before, 'rules').flatMap(rule => ['hosts', 'paths'].flatMap((list): Change[] => {
    const all = rules.map(one => itemsAt(one, list));
    const wordOf = (one: Json) => (list === 'paths' ? at(one, 'value') : one);
    const lost = itemsAt(rule, list).filter(wanted => !all.some(words => words.length === 0 || words.some(one => wordOf(one) === wordOf(wanted))));
    return lost.map(one => ({ path: `.rules.${list}[${String(wordOf(one))}]`, from: wordOf(one), to: undefined, ...KNOWN }));
  }));
};

const backends: Targets = rule => itemsAt(rule, 'backendRefs') as JsonObject[];
const recorded: Targets = route => [at(route, 'destination', 'modelServerRef') ?? {}] as JsonObject[];

/** What a rule of an HTTPRoute holds for those that it leads to is held by one that leads there; a time without an end is nobody's wish. */
const heldByRules: Fact = (before, after) => itemsAt(before, 'rules').flatMap((rule, index) => {
  const names = backends(rule).map(nameOf);
  const leading = itemsAt(after, 'rules').filter(one => backends(one).some(backend => names.includes(nameOf(backend))));
  return [['timeouts', 'request'], ['retry', 'attempts']].flatMap((path): Change[] => {
    const wanted = at(rule, ...path);
    if ([undefined, '0s'].includes(wanted as string) || leading.length === 0 || leading.some(one => at(one, ...path) === wanted)) return [];
    return [{ path: `.rules[${index}].${path.join('.')}`, from: wanted, to: at(leading[0], ...path), ...HELD }];
  });
});

/**
 * The limits of requests that each proxy counts are still some of them; what else is limited, and of whom, is its own. So is a limit that all proxies
 * count together.
 */
const limits: Fact = (before, after) => {
  if (at(after, 'rules') === undefined) return [];
  return contains(HELD)(limitsIn(before), limitsIn(after)).map(change => ({ ...change, path: `.rules${change.path}.limit` }));
};
const limitsIn = (local: Json) => itemsAt(local, 'rules').map(one => at(one, 'limit'));

/** The member is there as long as it was derived; what is in it is its own. */
const there = (reason: Reason) => within({}, reason);
const selector = (reason: Reason) => within({ matchLabels: entries(reason) }, reason);
const ENDPOINTS = items('port', () => within({ path: same(SCRAPED) }, SCRAPED), SCRAPED);
const endpoints = (list: string) => within({ spec: within({ selector: selector(SCRAPED), [list]: ENDPOINTS }, SCRAPED) });

/** A ModelInfer that says no replicas leaves them to an autoscaler, or to the Model. */
const INFER = within({ modelRef: same(SERVED), replicas: keptOrLeftOut(COUNTED), autoscaling: kept(SCALED) }, SERVED);

/** The facts of the members that a custom resource has beside its identity, by kind. */
export const CUSTOM_FACTS: { readonly [kind: string]: Fact } = {
  HorizontalPodAutoscaler: within({
    spec: within({
      scaleTargetRef: same(SCALED), minReplicas: same(SCALED), maxReplicas: same(SCALED), metrics: same(SCALED), behavior: same(SCALED),
    }, SCALED),
  }),
  ScaledObject: within({
    spec: within({ scaleTargetRef: same(SCALED), minReplicaCount: same(SCALED), maxReplicaCount: same(SCALED), triggers: contains(SCALED) }, SCALED),
  }),
  InterceptorRoute: within({ spec: every(known, within({ target: same(SCALED), scalingMetric: same(SCALED) }, SCALED)) }),
  AutoscalingPolicy: within({ spec: same(SCALED) }),
  ModelInfer: within({ spec: INFER }),
  ModelServer: within({
    spec: within({
      modelInferRef: same(LEADS),
      service: within({ type: kept(RECORDED), port: kept(RECORDED), targetPort: kept(RECORDED) }, RECORDED),
      routing: within({ path: kept(RECORDED), timeout: kept(RECORDED), retries: kept(RECORDED) }, RECORDED),
      rateLimit: entries(RECORDED),
      authentication: entries(RECORDED),
      tls: entries(RECORDED),
    }, LEADS),
  }),
  ModelRoute: within({
    spec: every(
      leadsTo('routes', 'destination.modelServerRef', recorded),
      recordedValues,
      within({
        fallback: within({ modelServerRef: same(LEADS) }, LEADS),
        canary: within({ enabled: kept(ALIKE), trafficSplit: kept(ALIKE) }, ALIKE),
      }, LEADS),
    ),
  }),
  HTTPRoute: within({ spec: every(leadsTo('rules', 'backendRefs', backends), heldByRules, there(LEADS)) }),
  BackendTrafficPolicy: within({
    spec: within({ targetRefs: contains(HELD), rateLimit: within({ local: limits }, HELD), retry: within({ numRetries: same(HELD) }, HELD) }, HELD),
  }),
  SecurityPolicy: within({
    spec: within({
      targetRefs: contains(HELD),
      jwt: within({ providers: items('name', () => within({ issuer: same(HELD), audiences: same(HELD) }, HELD), HELD) }, HELD),
      apiKeyAuth: within({ credentialRefs: contains(HELD) }, HELD),
    }, HELD),
  }),
  HealthCheckPolicy: within({ spec: within({ targetRef: same(HELD), default: within({ config: same(ASKED) }, ASKED) }, HELD) }),
  GCPBackendPolicy: within({
    spec: within({ targetRef: same(HELD), default: within({ timeoutSec: same(HELD), connectionDraining: same(ENDS) }, HELD) }, HELD),
  }),
  DestinationRule: within({
    spec: within({ host: same(CALLED), trafficPolicy: within({ tls: same(CALLED), loadBalancer: same(CALLED) }, CALLED) }, CALLED),
  }),
  BackendTLSPolicy: within({ spec: within({ targetRefs: contains(HELD), validation: there(HELD) }, HELD) }),
  ReferenceGrant: within({ spec: within({ from: contains(GRANTED), to: contains(GRANTED) }, GRANTED) }),
  InferencePool: within({
    spec: within({
      selector: selector(POOLED), targetPorts: contains(POOLED), endpointPickerRef: within({ name: same(POOLED), port: same(POOLED) }, POOLED),
    }, POOLED),
  }),
  PodMonitor: endpoints('podMetricsEndpoints'),
  ServiceMonitor: endpoints('endpoints'),
  PodMonitoring: endpoints('endpoints'),
};
