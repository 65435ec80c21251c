import { isObject } from '../../ground/fields';
import { at, JsonObject } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { belowBaseline, unrestricted } from '../pod-security-standard';
import { Rule, Said } from '../rule';

/** The namespace of the model, where it is in the app and enforces a level of Pod Security, of the version of the cluster. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'the API server accepts the Deployment or the Job, and refuses every Pod of it',
  check(subject) {
    const said = subject.templates.filter(isObject).flatMap(template => refusedIn(subject, template));
    return [...new Map(said.map(one => [one.what, one])).values()]; // a Job mostly has what the Deployment has
  },
};

/** Namespaces that refuse Pods of a template. */
function refusedIn(subject: CompanionSubject, template: JsonObject): Said[] {
  const { version } = subject;
  return subject.of('Namespace').flatMap((namespace): Said[] => {
    const labels = at(namespace.manifest, 'metadata', 'labels');
    const enforced = String(at(labels, LABEL));
    const problemsOf = LEVELS.get(enforced);
    if (problemsOf === undefined || !['latest', undefined].includes(at(labels, `${LABEL}-version`) as string)) return [];
    const problems = problemsOf(template, version).filter(problem => !problem.includes('(refused from'));
    const needed = belowBaseline(template, version).length > 0 ? 'privileged' : 'baseline';
    return problems.length === 0 ? [] : [{
      what: `${nameOf(namespace)} enforces Pod Security ${enforced}, and the Pods have ${problems.join(', ')}`,
      fix: `take it back where it comes from, or use a namespace with the label ${LABEL}: ${needed}`,
    }];
  });
}

const LABEL = 'pod-security.kubernetes.io/enforce';

/** The levels that refuse some Pods, and what they refuse. */
const LEVELS = new Map([['restricted', unrestricted], ['baseline', belowBaseline]]);
