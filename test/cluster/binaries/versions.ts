/**
 * The versions of everything that the cluster suites start, pinned in one place.
 *
 * A new version here is a new folder in the user's cache: nothing that was built before is touched.
 */

/** The newest Kubernetes that is tested, with all of its components. */
export const NEWEST_KUBERNETES = '1.37.2';

/** The oldest Kubernetes that is tested, with its API server; also the library's lowest `kubernetesVersion`. */
export const OLDEST_KUBERNETES = '1.30.14';

/** The etcd that both API servers store into. */
export const ETCD = '3.6.5';

/** The simulator of nodes and of the Pods on them. */
export const KWOK = '0.8.0';
