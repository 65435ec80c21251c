import { asObject, at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/**
 * Volumes by which GKE's sidecar for buckets, which is injected later, is told where to cache and buffer:
 * https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-sidecar
 */
const OF_INJECTED = /^gke-gcsfuse-/;

/** Volumes of the user that no container of the Pods has. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a volume that no container mounts is provisioned, attached and counted, and its files are where nobody looks',
  topic: 'volumes',
  check(subject) {
    const given = subject.plan.settings.pod?.volumes ?? [];
    if (given.length === 0) return NOT_APPLICABLE;
    const template = subject.printed;
    const containers = ['containers', 'initContainers'].flatMap(list => itemsAt(at(template, 'spec'), list));
    const used = new Set(containers.flatMap(one => [...itemsAt(one, 'volumeMounts'), ...itemsAt(one, 'volumeDevices')]).map(mount => at(mount, 'name')));
    const said = mountsOfInjected(at(template, 'metadata', 'annotations'));
    return given.filter(({ name }) => !used.has(name) && !OF_INJECTED.test(name) && !said.includes(JSON.stringify(name))).map(({ name }) => ({
      what: `no container of the Pods mounts the volume ${JSON.stringify(name)}`,
      fix: 'mount it in the server (pod.mounts) or in another container, or remove it; acknowledge the finding where a container that the cluster '
        + 'injects mounts it',
    }));
  },
};

/** Annotations that say what a container that is injected mounts, as `sidecar.istio.io/userVolumeMount` does. */
function mountsOfInjected(annotations: Json): string {
  return Object.entries(asObject(annotations) ?? {}).filter(([name]) => /volume/i.test(name)).map(([, text]) => String(text)).join('\n');
}
