import { GIVEN } from './volume-fields';
import { few, Field, filled, list, map, members, oneOf, required, text, whole } from '../ground/fields';
import { COUNT, INT32, LABELS, PORT, SELECTOR } from '../ground/kubernetes-fields';

/*
 * What a patch may leave of the custom resources of others, by kind: types, and members that their CRDs ask for. Members that are not named here are
 * let through, because a newer CRD has more of them. https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.3/config/crd
 */

const ANY_TEXT = text('a string', () => true);
const MAP = map(ANY_TEXT, ANY_TEXT);
const REF = { group: ANY_TEXT, kind: ANY_TEXT, namespace: ANY_TEXT };
const TARGET = members({ group: required(ANY_TEXT, 'a group'), kind: GIVEN, name: GIVEN, sectionName: ANY_TEXT });

/** A struct that has to be there, as the `spec` of an object. */
const spec = (fields: { readonly [name: string]: Field }): Field => members({ spec: required(members(fields), 'a spec') });

const FILTERS = few(16, members({ type: GIVEN }));
const BACKEND = members({ ...REF, name: GIVEN, port: PORT, weight: whole(0, 1000000), filters: FILTERS });
const HEADER = members({ name: GIVEN, value: GIVEN, type: ANY_TEXT });
const PATH = members({ type: ANY_TEXT, value: ANY_TEXT });
const MATCH = members({ path: PATH, headers: few(16, HEADER), queryParams: few(16, HEADER), method: ANY_TEXT });

const ROUTE = spec({
  parentRefs: few(32, members({ ...REF, name: GIVEN, sectionName: ANY_TEXT, port: PORT })),
  hostnames: few(16, ANY_TEXT),
  rules: few(16, members({
    name: ANY_TEXT,
    matches: few(64, MATCH),
    filters: FILTERS,
    backendRefs: few(16, BACKEND),
    timeouts: members({ request: ANY_TEXT, backendRequest: ANY_TEXT }),
  })),
});

const TRAFFIC_POLICY = spec({
  targetRefs: list(TARGET),
  rateLimit: members({ type: ANY_TEXT }),
  retry: members({ numRetries: COUNT }),
});

const SECURITY_POLICY = spec({
  targetRefs: list(TARGET),
  jwt: members({ providers: filled(list(members({ name: GIVEN }), 'name')) }),
  apiKeyAuth: members({ credentialRefs: filled(list(members({ name: GIVEN }))), extractFrom: filled(list(members({}))) }),
});

const TLS_POLICY = spec({
  targetRefs: filled(list(TARGET)),
  validation: required(members({ hostname: GIVEN, caCertificateRefs: list(TARGET) }), 'a validation'),
});

/** The policies of GKE. https://github.com/GoogleCloudPlatform/gke-gateway-api/tree/v1.3.0/config/crd */
const gke = (fields: { readonly [name: string]: Field }) => spec({ targetRef: required(TARGET, 'a target'), default: members(fields) });
const HEALTH_CHECK = gke({
  checkIntervalSec: whole(1, 300),
  timeoutSec: whole(1, 300),
  healthyThreshold: whole(1, 10),
  unhealthyThreshold: whole(1, 10),
  config: members({ type: oneOf('TCP', 'HTTP', 'HTTPS', 'HTTP2', 'GRPC') }),
});
const BACKEND_POLICY = gke({
  timeoutSec: whole(1, INT32),
  maxRatePerEndpoint: whole(1, 1_000_000_000),
  connectionDraining: members({ drainingTimeoutSec: whole(0, 3_600) }),
  securityPolicy: ANY_TEXT,
});

const GRANT = spec({
  from: filled(few(16, members({ group: required(ANY_TEXT, 'a group'), kind: GIVEN, namespace: GIVEN }))),
  to: filled(few(16, members({ group: required(ANY_TEXT, 'a group'), kind: GIVEN, name: ANY_TEXT }))),
});

const POOL = spec({
  selector: required(members({ matchLabels: required(LABELS, 'labels') }), 'a selector'),
  targetPorts: filled(few(8, members({ number: required(PORT, 'a port') }))),
  endpointPickerRef: required(members({
    name: GIVEN, kind: ANY_TEXT, port: members({ number: required(PORT, 'a port') }), failureMode: oneOf('FailOpen', 'FailClose'),
  }), 'an endpoint picker'),
});

/** An endpoint of the Prometheus operator or of Google: their times and ports are texts, or numbers for some. */
const ENDPOINT = members({ path: ANY_TEXT, interval: ANY_TEXT, scrapeTimeout: ANY_TEXT, timeout: ANY_TEXT, scheme: ANY_TEXT });
const monitor = (endpoints: string) => spec({ selector: required(SELECTOR, 'a selector'), [endpoints]: list(ENDPOINT) });

const RULE = members({ expr: required(() => [], 'an expression'), labels: MAP, annotations: MAP });
const RULES = spec({ groups: list(members({ name: GIVEN, interval: ANY_TEXT, rules: list(RULE) }), 'name') });

const SCALED_OBJECT = spec({
  scaleTargetRef: required(members({ name: GIVEN }), 'what it scales'),
  minReplicaCount: COUNT,
  maxReplicaCount: whole(1, INT32),
  triggers: filled(list(members({ type: GIVEN, metadata: required(MAP, 'the values of the trigger') }))),
});

/** The members that a custom resource of others has beside its identity, by kind: only of one that somebody patched. */
export const CUSTOM_FIELDS: { readonly [kind: string]: Field } = {
  HTTPRoute: ROUTE,
  BackendTrafficPolicy: TRAFFIC_POLICY,
  SecurityPolicy: SECURITY_POLICY,
  HealthCheckPolicy: HEALTH_CHECK,
  GCPBackendPolicy: BACKEND_POLICY,
  DestinationRule: spec({ host: GIVEN, trafficPolicy: members({ tls: members({ mode: oneOf('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL') }) }) }),
  BackendTLSPolicy: TLS_POLICY,
  ReferenceGrant: GRANT,
  InferencePool: POOL,
  PodMonitor: monitor('podMetricsEndpoints'),
  ServiceMonitor: monitor('endpoints'),
  PodMonitoring: monitor('endpoints'),
  PrometheusRule: RULES,
  Rules: RULES,
  ScaledObject: SCALED_OBJECT,
};
