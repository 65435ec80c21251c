import { KubeConfig } from '@kubernetes/client-node';
import { ControlPlane } from './control-plane';

/**
 * Configuration for the clients of `@kubernetes/client-node`: `kubeConfigOf(cluster).makeApiClient(AppsV1Api)`.
 *
 * In a file of its own, as that package takes half a second and 70 MB to load.
 */
export function kubeConfigOf(cluster: ControlPlane): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfigFile);
  return config;
}
