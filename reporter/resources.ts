import { Kind, KINDS, Plural } from './kinds';
import { Sink, WatchedResource } from './kube/watcher';
import { ROUTE_LABEL, SERVER_LABEL } from './view/behind';
import { ClusterView } from './view/cluster-view';
import { MODEL_LABEL, POLICY_LABEL } from './view/projections';

/** What is watched, and which part of the view it fills. */
export interface Source {
  readonly resource: WatchedResource;
  /** Kinds whose status is made of it. */
  readonly concerns: readonly Plural[];
  readonly fills: {
    readonly [member in keyof ClusterView]: ClusterView[member] extends Sink ? member : never;
  }[keyof ClusterView];
}

/** Warnings that there are many of, and that nothing is read from. */
const NOT_THESE = ['Unhealthy', 'BackOff', 'FailedScheduling', 'Failed'].map(reason => `reason!=${reason}`);

/** Kinds that Deployments and their Pods stand behind. */
const SERVING: readonly Plural[] = ['models', 'modelinfers'];

/** Everything that is watched in a namespace; in all when none is given. */
export function sources(namespace: string | undefined): Source[] {
  const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const own = (fills: Source['fills'], { plural, apiVersion }: Kind, ...also: Plural[]): Source => (
    { fills, concerns: [plural, ...also], resource: { name: plural, path: `/apis/${apiVersion}${inside}/${plural}`, optional: plural !== 'models' } }
  );
  const other = (
    fills: Source['fills'], concerns: readonly Plural[], group: string, query: WatchedResource['query'], more: Partial<WatchedResource> = {},
  ): Source => {
    const [base, collection] = [group.slice(0, group.lastIndexOf('/')), group.slice(group.lastIndexOf('/') + 1)];
    return { fills, concerns, resource: { name: collection, path: `${base}${inside}/${collection}`, query, ...more } };
  };
  const [services, slices] = ['/api/v1/services', '/apis/discovery.k8s.io/v1/endpointslices'];
  const [ofModels, ofServers] = [{ labelSelector: MODEL_LABEL }, { labelSelector: SERVER_LABEL }];
  return [
    own('models', KINDS.models),
    own('infers', KINDS.modelinfers, 'models', 'modelservers'),
    own('servers', KINDS.modelservers),
    own('routes', KINDS.modelroutes),
    own('policies', KINDS.autoscalingpolicies),
    other('deployments', SERVING, '/apis/apps/v1/deployments', ofModels),
    other('pods', SERVING, '/api/v1/pods', ofModels),
    other('services', SERVING, services, ofModels),
    other('slices', SERVING, slices, ofModels),
    other('events', SERVING, '/api/v1/events', { fieldSelector: ['involvedObject.kind=Pod', 'type=Warning', ...NOT_THESE].join(',') }),
    other('serverServices', ['modelservers'], services, ofServers, { name: 'services of ModelServers' }),
    other('serverSlices', ['modelservers'], slices, ofServers, { name: 'endpointslices of ModelServers' }),
    other('httpRoutes', ['modelroutes'], '/apis/gateway.networking.k8s.io/v1/httproutes', { labelSelector: ROUTE_LABEL }, { optional: true }),
    other('scalers', ['autoscalingpolicies'], '/apis/autoscaling/v2/horizontalpodautoscalers', { labelSelector: POLICY_LABEL }),
  ];
}

/** What is watched, by its name, that a kind is read from. */
const READ_FROM = new Map(sources(undefined).map(({ resource, concerns }) => [resource.name, concerns]));

/** Whether the status of a kind is made of what is watched by a name: what others are made of may be missing. */
export function isReadFrom(plural: Plural, name: string): boolean {
  return READ_FROM.get(name)?.includes(plural) ?? true;
}

/** The resource in a path, such as `pods` or `models/status`, for metrics. */
export function resourceIn(path: string): string {
  const [, rest = ''] = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/([^?]*)/.exec(path) ?? [];
  const [resource = '', , subresource] = rest.split('/');
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}
