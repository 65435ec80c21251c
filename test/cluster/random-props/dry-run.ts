import { Agent, request } from 'node:https';
import { parseDocument } from 'yaml';
import { ApiAnswer, KubeObject } from '../harness/api-client';
import { kubeConfigOf } from '../harness/clients';
import { ControlPlane } from '../harness/control-plane';

/** Plural names of the kinds that the library renders, by group and version. */
const PATHS: Readonly<Record<string, string>> = {
  'apiextensions.k8s.io/v1 CustomResourceDefinition': '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  'apps/v1 Deployment': '/apis/apps/v1/{namespace}/deployments',
  'batch/v1 Job': '/apis/batch/v1/{namespace}/jobs',
  'autoscaling/v2 HorizontalPodAutoscaler': '/apis/autoscaling/v2/{namespace}/horizontalpodautoscalers',
  'networking.matrixinfer.ai/v1alpha1 ModelRoute': '/apis/networking.matrixinfer.ai/v1alpha1/{namespace}/modelroutes',
  'networking.matrixinfer.ai/v1alpha1 ModelServer': '/apis/networking.matrixinfer.ai/v1alpha1/{namespace}/modelservers',
  'networking.k8s.io/v1 NetworkPolicy': '/apis/networking.k8s.io/v1/{namespace}/networkpolicies',
  'policy/v1 PodDisruptionBudget': '/apis/policy/v1/{namespace}/poddisruptionbudgets',
  'rbac.authorization.k8s.io/v1 ClusterRole': '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  'rbac.authorization.k8s.io/v1 Role': '/apis/rbac.authorization.k8s.io/v1/{namespace}/roles',
  'rbac.authorization.k8s.io/v1 RoleBinding': '/apis/rbac.authorization.k8s.io/v1/{namespace}/rolebindings',
  'registry.matrixinfer.ai/v1alpha1 AutoscalingPolicy': '/apis/registry.matrixinfer.ai/v1alpha1/{namespace}/autoscalingpolicies',
  'registry.matrixinfer.ai/v1alpha1 Model': '/apis/registry.matrixinfer.ai/v1alpha1/{namespace}/models',
  'workload.matrixinfer.ai/v1alpha1 ModelInfer': '/apis/workload.matrixinfer.ai/v1alpha1/{namespace}/modelinfers',
  'v1 ConfigMap': '/api/v1/{namespace}/configmaps',
  'v1 PersistentVolumeClaim': '/api/v1/{namespace}/persistentvolumeclaims',
  'v1 ServiceAccount': '/api/v1/{namespace}/serviceaccounts',
  'v1 Service': '/api/v1/{namespace}/services',
};

/** Groups whose CRDs are not part of this suite: `monitoring.cluster.ts` and `routes.cluster.ts` have them. */
const ELSEWHERE = /^(monitoring|gateway|networking\.gke|networking\.istio)\./;

/** Asks an API server about manifests, byte for byte as they were written, and stores nothing. */
export class DryRun {
  private readonly agent: Agent;
  private readonly server: URL;
  private readonly token: string;
  private readonly namespaces = new Set(['default']);

  constructor(private readonly cluster: ControlPlane) {
    const config = kubeConfigOf(cluster);
    const { server, caData } = config.getCurrentCluster()!;
    this.server = new URL(server);
    this.token = config.getCurrentUser()!.token!;
    this.agent = new Agent({ keepAlive: true, maxSockets: 8, ca: Buffer.from(caData!, 'base64') });
  }

  /** What the API server has against a manifest: its refusal, or its warnings. */
  async complaints(manifest: string): Promise<string[]> {
    const { apiVersion, kind, metadata } = parseDocument(manifest, { version: '1.1' }).toJS() as KubeObject;
    if (ELSEWHERE.test(apiVersion!)) return [];
    const path = PATHS[`${apiVersion} ${kind}`];
    if (path === undefined) return [`no path is known for ${apiVersion} ${kind}`];
    const namespaced = path.replace('{namespace}', `namespaces/${encodeURIComponent(await this.ensured(metadata!.namespace || 'default'))}`);
    const { status, warnings, body } = await this.apply(`${namespaced}/${encodeURIComponent(metadata!.name!)}`, manifest);
    const said = [...warnings.map((warning) => `warning: ${warning}`), ...status < 300 ? [] : [`${status} ${body.message}`]];
    return said.map((text) => `${kind} ${metadata!.name}: ${text}`);
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  /** The namespace, once it is there, if it can be. */
  private async ensured(name: string): Promise<string> {
    if (!this.namespaces.has(name)) await this.cluster.api.send('POST', '/api/v1/namespaces', { metadata: { name } });
    this.namespaces.add(name);
    return name;
  }

  private apply(path: string, manifest: string): Promise<ApiAnswer> {
    const query = 'dryRun=All&fieldManager=random-props&force=true&fieldValidation=Strict';
    const headers = { 'authorization': `Bearer ${this.token}`, 'accept': 'application/json', 'content-type': 'application/apply-patch+yaml' };
    const { hostname: host, port } = this.server;
    return new Promise((resolve, reject) => {
      const outgoing = request({ host, port, path: `${path}?${query}`, method: 'PATCH', headers, agent: this.agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        incoming.on('end', () => resolve({
          status: incoming.statusCode ?? 0,
          warnings: [incoming.headers.warning ?? []].flat(),
          body: parseBody(Buffer.concat(chunks).toString('utf8')),
        }));
      });
      outgoing.on('error', reject).end(manifest);
    });
  }
}

function parseBody(text: string): ApiAnswer['body'] {
  try {
    return JSON.parse(text) as ApiAnswer['body'];
  } catch {
    return { message: text };
  }
}
