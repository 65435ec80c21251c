import { Companion, nameOf, OwnObjects } from './companion';
import { isObject } from '../../ground/fields';
import { at } from '../../ground/objects';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { belowBaseline, unrestricted } from '../pod-security-standard';
import { Remark } from '../remark';

const LABEL = 'pod-security.kubernetes.io/enforce';

/** The levels that refuse some Pods, and what they refuse. */
const LEVELS = new Map([['restricted', unrestricted], ['baseline', belowBaseline]]);

/** The namespace of the model, where it is in the app and enforces a level of Pod Security, of the version of the cluster. */
export function checkNamespaces(namespaces: readonly Companion[], { template }: OwnObjects, version?: KubernetesVersion): Remark[] {
  if (!isObject(template)) return [];
  return namespaces.flatMap((namespace): Remark[] => {
    const labels = at(namespace.manifest, 'metadata', 'labels');
    const enforced = String(at(labels, LABEL));
    const problemsOf = LEVELS.get(enforced);
    if (problemsOf === undefined || !['latest', undefined].includes(at(labels, `${LABEL}-version`) as string)) return [];
    const problems = problemsOf(template, version).filter(problem => !problem.includes('(refused from'));
    const needed = belowBaseline(template, version).length > 0 ? 'privileged' : 'baseline';
    return problems.length === 0 ? [] : [{
      rule: 'namespace-refuses-pods',
      what: `${nameOf(namespace)} enforces Pod Security ${enforced}, and the Pods have ${problems.join(', ')}`,
      fix: `take it back where it comes from, or use a namespace with the label ${LABEL}: ${needed}`,
    }];
  });
}
