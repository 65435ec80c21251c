import { hashOf } from '../../ground/hash';
import { compact, JsonObject } from '../../ground/objects';
import { ModelLabels } from '../../values/model-labels';

/** The release of llm-d's router whose chart this follows. https://github.com/llm-d/llm-d-router */
export const PICKER_IMAGE = 'ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.10.0';

/** Ports of the picker: gateways ask at the first, in HTTP/2; the kubelet at the second, Prometheus at the third. */
export const PICKER_PORTS = { grpc: 9002, health: 9003, metrics: 9090 };

/** Metrics for whoever asks, as of a model server, and not its profiles with them; no traces, which without a collector it prints. */
const QUIET = ['--metrics-endpoint-auth=false', '--enable-pprof=false', '--tracing=false'];

const [FILE, FOLDER] = ['plugins.yaml', '/config'];

/** The longest that one that ends may still answer: as long as the longest Pod of the pool, as its chart has it. */
const GRACE_SECONDS = 130;

/** The facts that a picker is made of. */
export interface PickerPlan {
  /** Name of all its objects. */
  readonly name: string;
  readonly pool: string;
  readonly namespace?: string;
  readonly labels: { readonly [key: string]: string };
  readonly image: string;
  readonly imagePullSecrets: readonly string[];
  readonly replicas: number;
  readonly config: string;
  readonly cpu: string;
  /** Memory as a quantity, and twice as much. */
  readonly memory: string;
  readonly memoryLimit: string;
}

/** What it may read: Pods, its pool and the objects of llm-d; and where several take turns, who leads. Those are the rights of its chart. */
export function pickerRules({ replicas }: PickerPlan): JsonObject[] {
  const read = (group: string, ...resources: string[]): JsonObject => ({ apiGroups: [group], resources, verbs: ['get', 'list', 'watch'] });
  return [
    read('', 'pods'),
    read('inference.networking.k8s.io', 'inferencepools'),
    read('llm-d.ai', 'inferenceobjectives', 'inferencemodelrewrites'),
    ...(replicas > 1 ? [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    ] : []),
  ];
}

/** The data of its ConfigMap. */
export function pickerData({ config }: PickerPlan): JsonObject {
  return { [FILE]: config };
}

/** The `spec` of its Service. */
export function pickerServiceSpec({ name }: PickerPlan): JsonObject {
  return {
    type: 'ClusterIP',
    selector: { [ModelLabels.ENDPOINT_PICKER]: name },
    ports: [
      { name: 'grpc-ext-proc', port: PICKER_PORTS.grpc, targetPort: 'grpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
      { name: 'http-metrics', port: PICKER_PORTS.metrics, targetPort: 'metrics', protocol: 'TCP' },
    ],
  };
}

/** The `spec` of its Deployment: the old one ends before the new one begins, because it knows what each Pod has cached. */
export function pickerDeploymentSpec(plan: PickerPlan): JsonObject {
  const selector = { [ModelLabels.ENDPOINT_PICKER]: plan.name };
  return {
    replicas: plan.replicas,
    strategy: { type: 'Recreate' },
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: { ...plan.labels, ...selector }, annotations: { [ModelLabels.SCRIPT_HASH]: hashOf(plan.config) } },
      spec: {
        serviceAccountName: plan.name,
        ...(plan.imagePullSecrets.length > 0 && { imagePullSecrets: plan.imagePullSecrets.map(name => ({ name })) }),
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        terminationGracePeriodSeconds: GRACE_SECONDS,
        containers: [container(plan)],
        volumes: [{ name: 'config', configMap: { name: plan.name } }],
      },
    },
  };
}

function container({ image, pool, namespace, replicas, cpu, memory, memoryLimit }: PickerPlan): JsonObject {
  const probe = (service: string, periodSeconds: number) => ({
    grpc: { port: PICKER_PORTS.health, service: replicas > 1 ? service : 'inference-extension' },
    periodSeconds,
  });
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return compact({
    name: 'picker',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [
      '--pool-name', pool,
      ...(namespace === undefined ? [] : ['--pool-namespace', namespace]),
      '--pool-group', 'inference.networking.k8s.io',
      '--config-file', `${FOLDER}/${FILE}`,
      '--grpc-health-port', String(PICKER_PORTS.health),
      ...QUIET,
      ...(replicas > 1 ? ['--ha-enable-leader-election'] : []),
    ],
    env: [field('NAMESPACE', 'metadata.namespace'), field('POD_NAME', 'metadata.name')],
    ports: [
      { name: 'grpc', containerPort: PICKER_PORTS.grpc, protocol: 'TCP' },
      { name: 'grpc-health', containerPort: PICKER_PORTS.health, protocol: 'TCP' },
      { name: 'metrics', containerPort: PICKER_PORTS.metrics, protocol: 'TCP' },
    ],
    livenessProbe: { ...probe('liveness', 10), initialDelaySeconds: 5 },
    readinessProbe: probe('readiness', 2),
    resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    volumeMounts: [{ name: 'config', mountPath: FOLDER, readOnly: true }],
  });
}
