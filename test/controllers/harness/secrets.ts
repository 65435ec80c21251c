import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '../../cluster/harness/api-client';
import { ControlPlane } from '../../cluster/harness/control-plane';

/** Writes the files of a Secret or a ConfigMap into a folder, as a kubelet does for a volume. */
export async function mountData(cluster: ControlPlane, kind: 'secrets' | 'configmaps', namespace: string, name: string, folder: string): Promise<void> {
  const { data = {} } = (await cluster.api.must('GET', `/api/v1/namespaces/${namespace}/${kind}/${name}`)).body as KubeObject & { data?: Record<string, string> };
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(data)) writeFileSync(join(folder, file), kind === 'secrets' ? Buffer.from(text, 'base64') : text);
}
