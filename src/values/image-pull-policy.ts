import { refuseUnknownMembers } from '../ground/input/constants';

/**
 * When a node asks a registry for an image. The names of cdk8s-plus; its own enum, of any minor, is taken as well where a language lets it pass.
 * https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export enum ImagePullPolicy {
  /** Each time a container starts: the registry has to answer then, and what the node has already is not fetched again. */
  ALWAYS = 'Always',

  /** When the node does not have it. */
  IF_NOT_PRESENT = 'IfNotPresent',

  /** Never: somebody has put it on the node, as `kind load` and `minikube image load` do. */
  NEVER = 'Never',
}

refuseUnknownMembers(ImagePullPolicy, 'ImagePullPolicy');
