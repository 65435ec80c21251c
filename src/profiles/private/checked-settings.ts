import { checkConfinement } from './checked-confinement';
import { checkContainers } from './checked-containers';
import { checkContainerPort, checkService, checkTls } from './checked-service';
import { checkMirrors } from '../../facts/image-registries';
import { requireWritable } from '../../facts/writable-volumes';
import { checkedSize } from '../../ground/bytes';
import { checkedDuration } from '../../ground/durations';
import { list, mustBe } from '../../ground/fields';
import { LABELS, QUALIFIED_NAME } from '../../ground/kubernetes-fields';
import { checkedPrintable } from '../../ground/names';
import { given } from '../../ground/objects';
import { LabelRequirement } from '../../values/label-requirement';
import { RuntimeSettings } from '../runtime-settings';

const LABEL_KEYS = list(QUALIFIED_NAME);

/** Returns settings unchanged, or throws on a value that is wrong in itself; a contradiction between values is a finding. */
export function checkedSettings<T extends RuntimeSettings>(settings: T): T {
  const { timing, sharedMemory, scratch, pod, service, downloads, scheduling } = settings;
  checkMirrors(settings);
  for (const [name, duration] of given({ ...timing })) checkedDuration(`timing.${name}`, duration);
  if (sharedMemory) checkedSize('sharedMemory', sharedMemory);
  if (scratch) checkedSize('scratch', scratch);
  if (settings.compileCache) {
    requireWritable('compileCache', settings.compileCache, 'use for example PodVolume.existingClaim or PodVolume.csi, without readOnly');
  }
  if (service) checkService(service);
  if (settings.tls) checkTls(settings.tls);
  settings.containerPorts?.forEach((port, index) => { checkContainerPort(port, `containerPorts[${index}]`); });
  if (downloads?.memory) checkedSize('downloads.memory', downloads.memory);
  checkContainers(pod ?? {});
  checkConfinement('security', settings.security ?? {});
  checkConfinement('security.server', settings.security?.server ?? {});
  for (const { evictAfter } of scheduling?.tolerations ?? []) if (evictAfter) checkedDuration('evictAfter', evictAfter);
  for (const { matchLabelKeys, labels, requirements } of scheduling?.topologySpread ?? []) {
    mustBe(LABEL_KEYS, matchLabelKeys, 'matchLabelKeys of topologySpread', 'give keys of labels of the Pods, each once');
    mustBe(LABELS, checkedPrintable('labels of topologySpread', labels), 'labels of topologySpread', 'give labels that the Pods have');
    LabelRequirement._selector('requirements of topologySpread', labels, requirements);
  }
  return settings;
}
