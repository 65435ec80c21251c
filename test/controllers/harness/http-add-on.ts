import { OwnCluster } from './own-cluster';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { eventually } from '../../cluster/workloads/eventually';
import { ask } from '../pods/ask';
import { HTTP_ADD_ON } from '../programs/programs';

/** The CRDs of the add-on. */
export const HTTP_ADD_ON_CRDS: readonly ModuleCrds[] = [{ module: HTTP_ADD_ON.module, version: HTTP_ADD_ON.version, file: 'config/crd/bases' }];

const NAMESPACE = 'keda';

/** The names that its chart gives. */
const PROXY = 'keda-add-ons-http-interceptor-proxy';
const ADMIN = 'keda-add-ons-http-interceptor-admin';
const SCALER = 'keda-add-ons-http-external-scaler';

/** Not that of the scaler, as in the chart: both listen on every address of this machine. */
const ADMIN_PORT = 19_090;

/** Where requests go that shall be held. */
export const INTERCEPTOR_URL = `http://${PROXY}.${NAMESPACE}.svc:8080`;

/** Starts KEDA's HTTP add-on: the interceptor that holds requests, the scaler that KEDA asks, the operator that looks after routes. */
export async function startHttpAddOn(cluster: OwnCluster): Promise<void> {
  const { plane } = cluster;
  const programs = await ensureGoPrograms(HTTP_ADD_ON, Object.keys(HTTP_ADD_ON.packages));
  for (const crds of HTTP_ADD_ON_CRDS) await installModuleCrds(plane, crds);
  await cluster.place({ namespace: NAMESPACE, service: PROXY, ports: { proxy: { port: 8080, target: 8080 } } });
  await cluster.place({ namespace: NAMESPACE, service: ADMIN, ports: { admin: { port: ADMIN_PORT, target: ADMIN_PORT } } });
  await cluster.place({ namespace: NAMESPACE, service: SCALER, ports: { grpc: { port: 9090, target: 19_091 } } });
  const common = { KUBECONFIG: plane.kubeconfigFile, POD_NAMESPACE: NAMESPACE, OTEL_PROM_EXPORTER_ENABLED: 'false' };
  plane.run('http-interceptor', programs.interceptor!, [], { ...common, KEDA_HTTP_PROXY_PORT: '8080', KEDA_HTTP_ADMIN_PORT: String(ADMIN_PORT) });
  plane.run('http-scaler', programs.scaler!, [], {
    ...common,
    KEDA_HTTP_SCALER_PORT: '19091',
    KEDA_HTTP_SCALER_TARGET_ADMIN_NAMESPACE: NAMESPACE,
    KEDA_HTTP_SCALER_TARGET_ADMIN_SERVICE: ADMIN,
    KEDA_HTTP_SCALER_TARGET_ADMIN_DEPLOYMENT: 'keda-add-ons-http-interceptor',
    KEDA_HTTP_SCALER_TARGET_ADMIN_PORT: String(ADMIN_PORT),
  });
  plane.run('http-operator', programs.operator!, ['--metrics-bind-address=:18083', '--health-probe-bind-address=:18084'], {
    ...common, KEDA_HTTP_OPERATOR_NAMESPACE: NAMESPACE, KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_SERVICE: SCALER, KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_PORT: '9090',
  });
  await eventually(() => ask(`http://${ADMIN}.${NAMESPACE}.svc:${ADMIN_PORT}/readyz`), ({ status }) => status === 200);
}
