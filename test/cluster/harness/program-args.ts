import { join } from 'node:path';
import type { Certificate } from './certificates';
import { LOOPBACK } from './ports';

/** Arguments of etcd: all in memory as far as it can be, as nothing has to survive. */
export function etcd(folder: string, port: number, peerPort: number): string[] {
  const client = `http://${LOOPBACK}:${port}`;
  const peer = `http://${LOOPBACK}:${peerPort}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--log-level=warn',
  ];
}

/** Arguments of kube-apiserver; it makes its own certificate in `folder`. */
export function apiServer(folder: string, etcdPort: number, port: number): string[] {
  return [
    `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
    `--cert-dir=${folder}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    '--endpoint-reconciler-type=none',
    '--authorization-mode=RBAC',
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    '--service-cluster-ip-range=10.0.0.0/16',
    '--allow-privileged=true',
  ];
}

/** More arguments of kube-apiserver: it hands requests on to the API servers that an `APIService` names, at the address of one of their Pods. */
export function aggregator({ cert, key }: Certificate): string[] {
  return [
    `--client-ca-file=${cert}`, // those servers wait for one, though nobody here shows a certificate
    `--requestheader-client-ca-file=${cert}`,
    '--requestheader-allowed-names=aggregator',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    `--proxy-client-cert-file=${cert}`,
    `--proxy-client-key-file=${key}`,
    '--enable-aggregator-routing=true',
  ];
}

/** Arguments of kube-controller-manager; it listens on nothing. */
export function controllerManager(folder: string): string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    `--service-account-private-key-file=${join(folder, 'sa.key')}`,
    `--root-ca-file=${join(folder, 'apiserver.crt')}`,
    `--cert-dir=${join(folder, 'controller-manager')}`,
    // the API server's certificate is no certificate authority, and this controller complains of that without end
    '--controllers=*,-kube-apiserver-serving-clustertrustbundle-publisher-controller',
    '--leader-elect=false',
    `--bind-address=${LOOPBACK}`,
    '--secure-port=0',
  ];
}

/** Arguments of kube-scheduler; it listens on nothing. */
export function scheduler(folder: string): string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    `--cert-dir=${join(folder, 'scheduler')}`,
    '--leader-elect=false',
    `--bind-address=${LOOPBACK}`,
    '--secure-port=0',
  ];
}

/** Arguments of kwok: it simulates the nodes that carry its annotation, and the Pods on them. */
export function kwok(folder: string, port: number): string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    `--config=${join(__dirname, 'kwok-stages.yaml')}`,
    `--server-address=${LOOPBACK}:${port}`,
    '--manage-all-nodes=false',
    '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
    // As a kubelet does: a node whose lease is not renewed counts as gone after 50 seconds, and its Pods as not ready.
    '--node-lease-duration-seconds=40',
  ];
}
