import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { HostedPod } from './pod-host';
import { ControlPlane } from '../../cluster/harness/control-plane';
import { mountData } from '../harness/secrets';

/** The variables of the first container of a Pod, as a kubelet sets them. */
export function variablesOf({ metadata, spec }: HostedPod): Record<string, string> {
  const fields: Readonly<Record<string, string>> = { 'metadata.name': metadata.name, 'metadata.namespace': metadata.namespace };
  const { env = [] } = spec.containers[0]!;
  return Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? fields[valueFrom!.fieldRef!.fieldPath]!]));
}

/** Folders with the ConfigMaps of a Pod, by the paths where its first container has them. */
export async function configMapsOf(plane: ControlPlane, { metadata, spec }: HostedPod): Promise<Record<string, string>> {
  const volumes = spec.volumes as readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
  const folders: Record<string, string> = {};
  for (const { name, mountPath } of spec.containers[0]!.volumeMounts ?? []) {
    const map = volumes.find((volume) => volume.name === name)?.configMap;
    if (map === undefined) continue;
    folders[mountPath] = join(plane.folder, `${metadata.name}-${name}`);
    await mountData(plane, 'configmaps', metadata.namespace, map.name, folders[mountPath]);
  }
  return folders;
}

/** A kubeconfig file with the rights of the account of a Pod, and no others. */
export async function kubeconfigOfPod(plane: ControlPlane, { metadata, spec }: HostedPod): Promise<string> {
  const path = `/api/v1/namespaces/${metadata.namespace}/serviceaccounts/${spec.serviceAccountName}/token`;
  const { body } = await plane.api.must('POST', path, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} });
  const { token } = body.status as { readonly token: string };
  const config = parse(readFileSync(plane.kubeconfigFile, 'utf8')) as { users: object[] };
  config.users = [{ name: 'admin', user: { token } }];
  const file = join(plane.folder, `${metadata.name}.kubeconfig`);
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}
