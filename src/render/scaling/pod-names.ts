import { JsonObject } from '../../ground/objects';

/** The longest name that Kubernetes makes before it adds five characters of its own. */
const LONGEST_BASE = 58;

const FIVE = '[a-z0-9]{5}';

/**
 * How a workload calls its Pods, by its kind. Of a long name Kubernetes cuts the end before it adds its own characters:
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go
 */
const PODS: { readonly [kind: string]: ((name: string) => string) | undefined } = {
  Deployment: byTemplate,
  Rollout: byTemplate, // https://argo-rollouts.readthedocs.io: it makes ReplicaSets as a Deployment does
  ReplicaSet: name => `${name}-${FIVE}`,
  ReplicationController: name => `${name}-${FIVE}`,
  CloneSet: name => `${name}-${FIVE}`, // https://openkruise.io/docs/user-manuals/cloneset
  StatefulSet: name => `${name}-[0-9]+`,
  LeaderWorkerSet: name => `${name}-[0-9]+(-[0-9]+)?`, // https://lws.sigs.k8s.io: a leader, and its workers
};

/** Those of a ReplicaSet for each template: `<name>-<hash>-<five>`, of which a long name leaves the beginning. */
function byTemplate(name: string): string {
  const isCut = name.length + '-'.length + 10 + '-'.length > LONGEST_BASE;
  return isCut ? `${name}-[a-z0-9]+(-${FIVE})?` : `${name}-[a-z0-9]+-${FIVE}`;
}

/** A pattern for the names of the Pods of a workload, and of no other; of a kind that is not known for all that begin with its name. */
export function podPattern({ kind, name }: JsonObject): string {
  return PODS[String(kind)]?.(String(name)) ?? `${String(name)}-.+`;
}

/** Whether it is known how a workload calls its Pods. */
export function namesPods({ kind }: JsonObject): boolean {
  return PODS[String(kind)] !== undefined;
}
