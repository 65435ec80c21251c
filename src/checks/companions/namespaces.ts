import { Companion, nameOf, OwnObjects } from './companion';
import { isObject } from '../../ground/fields';
import { at } from '../../ground/objects';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { unrestricted } from '../pod-security-standard';
import { Remark } from '../remark';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** The namespace of the model, where it is in the app and enforces Pod Security `restricted`, of the version of the cluster. */
export function checkNamespaces(namespaces: readonly Companion[], { template }: OwnObjects, version?: KubernetesVersion): Remark[] {
  if (!isObject(template)) return [];
  return namespaces.flatMap((namespace): Remark[] => {
    const labels = at(namespace.manifest, 'metadata', 'labels');
    if (at(labels, LABEL) !== 'restricted' || !['latest', undefined].includes(at(labels, `${LABEL}-version`) as string)) return [];
    const problems = unrestricted(template, version).filter(problem => !problem.includes('(refused from'));
    return problems.length === 0 ? [] : [{
      rule: 'namespace-refuses-pods',
      what: `${nameOf(namespace)} enforces Pod Security restricted, and the Pods have ${problems.join(', ')}`,
      fix: `take it back where it comes from, or use a namespace with the label ${LABEL}: baseline`,
    }];
  });
}
