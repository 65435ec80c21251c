import { WatchedResource } from './kube/watcher';
import { ClusterView } from './view/cluster-view';
import { MODEL_LABEL } from './view/projections';

/** What is watched, and which part of the view it fills. */
export interface Source { readonly resource: WatchedResource; readonly fills: keyof Pick<ClusterView, 'models' | 'deployments' | 'pods' | 'services' | 'slices' | 'infers' | 'events'> }

/** Warnings that there are many of, and that nothing is read from. */
const NOT_THESE = ['Unhealthy', 'BackOff', 'FailedScheduling', 'Failed'].map(reason => `reason!=${reason}`);

/** Everything that is watched in a namespace; in all when none is given. */
export function sources(namespace: string | undefined): Source[] {
  const inside = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const labelled = { labelSelector: MODEL_LABEL };
  return [
    { fills: 'models', resource: { name: 'models', path: `/apis/registry.matrixinfer.ai/v1alpha1${inside}/models` } },
    { fills: 'deployments', resource: { name: 'deployments', path: `/apis/apps/v1${inside}/deployments`, query: labelled } },
    { fills: 'pods', resource: { name: 'pods', path: `/api/v1${inside}/pods`, query: labelled } },
    { fills: 'services', resource: { name: 'services', path: `/api/v1${inside}/services`, query: labelled } },
    { fills: 'slices', resource: { name: 'endpointslices', path: `/apis/discovery.k8s.io/v1${inside}/endpointslices`, query: labelled } },
    { fills: 'infers', resource: { name: 'modelinfers', path: `/apis/workload.matrixinfer.ai/v1alpha1${inside}/modelinfers`, optional: true } },
    { fills: 'events', resource: { name: 'events', path: `/api/v1${inside}/events`, query: { fieldSelector: ['involvedObject.kind=Pod', 'type=Warning', ...NOT_THESE].join(',') } } },
  ];
}

/** The resource in a path, such as `pods` or `models/status`, for metrics. */
export function resourceIn(path: string): string {
  const [, rest = ''] = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/([^?]*)/.exec(path) ?? [];
  const [resource = '', , subresource] = rest.split('/');
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}
