import { checkedSize } from '../../ground/bytes';
import { invalid } from '../../ground/errors';
import { mustBe } from '../../ground/fields';
import { LABEL_VALUE, QUALIFIED_NAME } from '../../ground/kubernetes-fields';
import { isExtendedResource } from '../../ground/resources';
import { AcceleratorProps } from '../accelerator-props';

/** The key of the taint of a whole device: its slices and shares are on the same node. */
export function taintOf(resource: string): string {
  return resource.replace(/^nvidia\.com\/(mig-.*|gpu\.shared)$/, 'nvidia.com/gpu').replace(/^amd\.com\/[a-z]+_nps\d$/, 'amd.com/gpu').replace(/\.shared$/, '');
}

/** Returns facts unchanged, or throws on those that cannot be of an accelerator. */
export function checkedAccelerator<Props extends AcceleratorProps>(props: Props): Props {
  const { name, resource, memory } = props;
  if (!isExtendedResource(resource)) {
    throw invalid({
      what: 'accelerator resource',
      got: resource,
      allowed: 'an extended resource key with a domain, outside kubernetes.io',
      fix: 'use the key that your device plugin offers, for example "nvidia.com/gpu" (a bare "gpu" is silently useless)',
    });
  }
  if (memory) checkedSize(`memory of ${name}`, memory);
  mustBe(QUALIFIED_NAME, props.taint, `taint of ${name}`, 'give the key of the taint without its value, for example "nvidia.com/gpu"');
  for (const label of ['gkeName', 'karpenterName', 'productLabel'] as const) {
    mustBe(LABEL_VALUE, props[label], `${label} of ${name}`, 'give the value of the node label as "kubectl describe node" shows it');
  }
  checkCount(`mostPerNode of ${name}`, props.mostPerNode, 'count the devices of your largest node, or leave it out');
  checkCount(`cores of ${name}`, props.cores, 'count the processes that a server starts for one device, or leave it out');
  return props;
}

function checkCount(what: string, count: number | undefined, fix: string): void {
  if (count !== undefined && !(Number.isSafeInteger(count) && count >= 1)) throw invalid({ what, got: count, allowed: 'a whole number from 1 on', fix });
}
