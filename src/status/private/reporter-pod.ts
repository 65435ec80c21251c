import { Size } from 'cdk8s';
import { SCRIPT } from './script';
import { quantityOf } from '../../ground/bytes';
import { hashOf } from '../../ground/hash';
import { compact, JsonObject } from '../../ground/objects';
import { Toleration } from '../../profiles/scheduling-options';
import { renderToleration } from '../../render/scheduling';
import { ModelLabels } from '../../values/model-labels';

/** The facts that the Deployment of the reporter is made of. */
export interface ReporterPlan {
  readonly name: string;
  readonly image: string;
  readonly namespaces: readonly string[];
  readonly labels: { readonly [key: string]: string };
  readonly selector: { readonly [key: string]: string };
  readonly memory: Size;
  /** The script, when it comes in a ConfigMap; else `path` is in the image. */
  readonly script?: string;
  readonly path?: string;
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector?: { readonly [key: string]: string };
  readonly tolerations: readonly Toleration[];
  /** Whether the cluster gives the Pod a user of its namespace. */
  readonly assignsUsers: boolean;
}

const FOLDER = '/reporter';
const PORT = 8080;

/** How much of the memory limit JavaScript's old objects may take; the rest is the program, buffers and young objects. */
const HEAP_SHARE = 0.6;

/** The `spec` of the Deployment: one replica, and never two at once. */
export function reporterSpec(plan: ReporterPlan): JsonObject {
  return {
    replicas: 1,
    strategy: { type: 'Recreate' },
    selector: { matchLabels: { ...plan.selector } },
    template: {
      metadata: compact({
        labels: { ...plan.labels, ...plan.selector },
        annotations: plan.script === undefined ? {} : { [ModelLabels.SCRIPT_HASH]: hashOf(plan.script) },
      }),
      spec: podSpec(plan),
    },
  };
}

function podSpec(plan: ReporterPlan): JsonObject {
  return compact({
    serviceAccountName: plan.name,
    // The one Pod of this library that speaks to the API server.
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    imagePullSecrets: plan.imagePullSecrets.map(name => ({ name })),
    nodeSelector: { ...plan.nodeSelector },
    tolerations: plan.tolerations.map(renderToleration),
    securityContext: {
      runAsNonRoot: true,
      ...(plan.assignsUsers ? { runAsGroup: 0 } : { runAsUser: 1000, runAsGroup: 3000 }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    terminationGracePeriodSeconds: 15,
    containers: [container(plan)],
    volumes: plan.script === undefined ? [] : [{ name: 'script', configMap: { name: plan.name } }],
  });
}

function container({ image, memory, namespaces, script, path }: ReporterPlan): JsonObject {
  const heap = Math.floor(memory.toKibibytes() / 1024 * HEAP_SHARE);
  const probe = (url: string) => ({ httpGet: { path: url, port: 'http' }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 });
  return compact({
    name: 'reporter',
    image,
    imagePullPolicy: 'IfNotPresent',
    // The entrypoint of the official image, and that of the distroless ones, is Node.
    args: [`--max-old-space-size=${heap}`, path ?? `${FOLDER}/${SCRIPT}`],
    env: [{ name: 'NAMESPACES', value: namespaces.join(',') }, { name: 'PORT', value: String(PORT) }].filter(({ value }) => value !== ''),
    ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
    livenessProbe: probe('/healthz'),
    readinessProbe: probe('/readyz'),
    resources: { requests: { cpu: '50m', memory: quantityOf(memory) }, limits: { memory: quantityOf(memory) } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    volumeMounts: script === undefined ? [] : [{ name: 'script', mountPath: FOLDER, readOnly: true }],
  });
}
