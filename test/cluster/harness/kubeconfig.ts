import { stringify } from 'yaml';
import { ApiEndpoint } from './api-client';

/** Text of a kubeconfig file for one API server and the user that a token stands for. */
export function kubeconfig(endpoint: ApiEndpoint & { readonly ca: string }): string {
  return stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{
      name: 'test',
      cluster: {
        'server': `https://${endpoint.host}:${endpoint.port}`,
        'certificate-authority-data': Buffer.from(endpoint.ca).toString('base64'),
      },
    }],
    'users': [{ name: 'admin', user: { token: endpoint.token } }],
    'contexts': [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  });
}
