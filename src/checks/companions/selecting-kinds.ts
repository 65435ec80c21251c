import { isObject } from '../../ground/fields';
import { at, itemsAt, Json, JsonObject } from '../../ground/objects';

/** A kind whose objects find Pods or Services by their labels, as an object of it is read. */
export interface SelectingKind {
  /** What it finds. */
  readonly finds: 'Pods' | 'Services';
  /** The namespaces that it looks at, beside its own where there are no others. */
  readonly namespaces?: (spec: Json) => readonly string[] | typeof EVERYWHERE | undefined;
  /** The selector in the form of Kubernetes' own; undefined for one that finds nothing. */
  readonly selector: (spec: Json) => Json;
  /** The ports that it names of what it finds. */
  readonly ports: (spec: Json) => readonly Json[];
  /** The ports that it names of the Pods behind the Services that it finds. */
  readonly podPorts?: (spec: Json) => readonly Json[];
}

/** Every namespace. */
export const EVERYWHERE = '*';

const spoken = (spec: Json): Json => at(spec, 'selector');

/** The monitors of prometheus-operator, and of those who took their form over. https://prometheus-operator.dev/docs/api-reference/api/ */
const podMonitor: SelectingKind = {
  finds: 'Pods',
  namespaces: monitored,
  selector: spoken,
  ports: spec => itemsAt(spec, 'podMetricsEndpoints').map(one => at(one, 'port') ?? at(one, 'portNumber') ?? at(one, 'targetPort')),
};
const serviceMonitor: SelectingKind = {
  finds: 'Services',
  namespaces: monitored,
  selector: spoken,
  ports: spec => itemsAt(spec, 'endpoints').map(one => at(one, 'port')),
  podPorts: spec => itemsAt(spec, 'endpoints').filter(one => at(one, 'port') === undefined).map(one => at(one, 'targetPort')),
};

/** Those of Google's managed Prometheus. https://github.com/GoogleCloudPlatform/prometheus-engine/blob/main/doc/api.md */
const podMonitoring: SelectingKind = { finds: 'Pods', selector: spoken, ports: spec => itemsAt(spec, 'endpoints').map(one => at(one, 'port')) };

/** The kinds that find what a model has by its labels. */
const KINDS: { readonly [kind: string]: SelectingKind } = {
  Service: {
    finds: 'Pods',
    selector: spec => (at(spec, 'type') === 'ExternalName' ? undefined : map(spoken(spec))),
    ports: spec => itemsAt(spec, 'ports').map(port => at(port, 'targetPort') ?? at(port, 'port')),
  },
  PodDisruptionBudget: { finds: 'Pods', selector: spoken, ports: () => [] },
  PodMonitor: podMonitor,
  ServiceMonitor: serviceMonitor,
  VMPodScrape: podMonitor, // https://docs.victoriametrics.com/operator/resources/vmpodscrape/
  VMServiceScrape: serviceMonitor,
  PodMonitoring: podMonitoring,
  ClusterPodMonitoring: { ...podMonitoring, namespaces: () => EVERYWHERE },
  /** Of v1, and of the versions before it. https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/ */
  InferencePool: {
    finds: 'Pods',
    selector: spec => (at(spec, 'selector', 'matchLabels') === undefined ? map(spoken(spec)) : spoken(spec)),
    ports: spec => [...itemsAt(spec, 'targetPorts').map(port => at(port, 'number')), at(spec, 'targetPortNumber')],
  },
};

/** All of them. */
export const SELECTING_KINDS: readonly string[] = Object.keys(KINDS);

/** What is known of a kind; undefined for one that finds nothing by labels. */
export function selectingKind(kind: string): SelectingKind | undefined {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
}

/** A selector that is a plain map of labels, of which an empty one finds nothing. */
function map(labels: Json): Json {
  return isObject(labels) && Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
}

/** The namespaces that a monitor looks at. */
function monitored(spec: Json): readonly string[] | typeof EVERYWHERE | undefined {
  if (at(spec, 'namespaceSelector', 'any') === true) return EVERYWHERE;
  const names = itemsAt(spec, 'namespaceSelector', 'matchNames').map(String);
  return names.length === 0 ? undefined : names;
}

/** What an object finds: a selector in the form of Kubernetes' own. */
export function selectorIn({ kind, manifest }: { readonly kind: string; readonly manifest: JsonObject }): Json {
  return selectingKind(kind)?.selector(manifest.spec);
}
