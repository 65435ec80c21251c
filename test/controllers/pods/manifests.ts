import { KubeObject } from '../../cluster/harness/api-client';

/** The port of every model server here. */
export const PORT = 8000;

/** A Deployment and its Service, written by hand: for what is to be seen of a controller, whoever wrote the objects. */
export function modelObjects(name: string, { replicas }: { readonly replicas?: number } = {}): KubeObject[] {
  const matchLabels = { 'app.kubernetes.io/name': name };
  const containers = [{ name: 'server', image: 'registry.example.com/server:1.0.0', ports: [{ name: 'http', containerPort: PORT }] }];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { replicas, selector: { matchLabels }, template: { metadata: { labels: matchLabels }, spec: { containers } } },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: matchLabels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
  ];
}
