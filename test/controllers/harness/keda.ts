import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OwnCluster } from './own-cluster';
import { serveGroup } from './prometheus';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { selfSigned } from '../../cluster/harness/certificates';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { KEDA } from '../programs/programs';

/** The CRDs of KEDA. */
export const KEDA_CRDS: readonly ModuleCrds[] = [{ module: KEDA.module, version: KEDA.version, file: 'config/crd/bases' }];

const NAMESPACE = 'keda';

const OPERATOR = 'keda-operator';

const ADAPTER = 'keda-metrics-apiserver';

/** Starts KEDA: its operator, and what serves its metrics to the HPA controller. They know each other by a certificate. */
export async function startKeda(cluster: OwnCluster): Promise<void> {
  const { plane } = cluster;
  const programs = await ensureGoPrograms(KEDA, [OPERATOR, 'keda-adapter']);
  for (const crds of KEDA_CRDS) await installModuleCrds(plane, crds);
  await cluster.place({ namespace: NAMESPACE, service: OPERATOR, ports: { metricsservice: { port: 9666, target: 9666 } } });
  await cluster.place({ namespace: NAMESPACE, service: ADAPTER, ports: { https: { port: 443, target: 6444 } } });
  const certs = certificates(join(plane.folder, 'keda-certs'));
  const env = { KUBECONFIG: plane.kubeconfigFile, POD_NAMESPACE: NAMESPACE, KEDA_CLUSTER_OBJECT_NAMESPACE: NAMESPACE, WATCH_NAMESPACE: '' };
  plane.run(OPERATOR, programs[OPERATOR]!, [
    `--cert-dir=${certs}`, '--enable-cert-rotation=false', '--zap-log-level=info', '--metrics-bind-address=:18080', '--health-probe-bind-address=:18081',
  ], env);
  plane.run('keda-adapter', programs['keda-adapter']!, [
    ...['lister-kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map((flag) => `--${flag}=${plane.kubeconfigFile}`),
    `--cert-dir=${certs}`, `--tls-cert-file=${join(certs, 'tls.crt')}`, `--tls-private-key-file=${join(certs, 'tls.key')}`,
    '--secure-port=6444', '--port=18082', `--metrics-service-address=${OPERATOR}.${NAMESPACE}.svc.cluster.local:9666`,
  ], env);
  await serveGroup(cluster, 'external.metrics.k8s.io', { namespace: NAMESPACE, name: ADAPTER });
}

/** The Secret of KEDA's certificates, as a folder. */
function certificates(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const names = [OPERATOR, ADAPTER].flatMap((name) => [`${name}.${NAMESPACE}.svc.cluster.local`, `${name}.${NAMESPACE}.svc`, name]);
  const { cert } = selfSigned(folder, 'tls', names);
  copyFileSync(cert, join(folder, 'ca.crt'));
  return folder;
}
