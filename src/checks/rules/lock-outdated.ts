import { publishedName } from '../../facts/image-registries';
import { RuntimePlan } from '../../render/runtime-plan';
import { ModelSource } from '../../sources/model-source';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Sources and images that may move, and that the lock does not know. */
export const rule: RuntimeRule<LockSubject> = {
  severity: Severity.ERROR,
  why: 'the lock says what is deployed; something that it does not list would be whatever is there when a Pod starts',
  topic: 'revision',
  check({ plan: { settings: { lock } }, sources, publishedImages }) {
    if (lock === undefined) return NOT_APPLICABLE;
    const names = new Set(publishedImages.map(publishedName).filter(image => !image.includes('@') && lock._digestOf(image) === undefined));
    const missing = sources.filter(({ _wantsLock }) => _wantsLock).map(({ uri }): Said => {
      const others = lock._othersOf(uri);
      return {
        what: lock._sourceOf(uri) === undefined
          ? `the source ${uri} is not in ${lock.path}${others.length === 0 ? '' : `, which has ${others.join(', ')}`}`
          : `the source ${uri} is in ${lock.path} without the commit or the digest that it would be pinned to`,
        fix: `run "${lock._commandFor(uri)}", and commit the file`,
      };
    });
    return [...missing, ...[...names].map(image => ({
      what: `the image ${image} is not in ${lock.path}`, fix: `run "${lock._commandFor(image)}", and commit the file`,
    }))];
  },
};

/** Sources, images, and the settings with the lock. */
export interface LockSubject {
  readonly plan: Pick<RuntimePlan, 'settings'>;
  readonly sources: readonly ModelSource[];
  readonly publishedImages: readonly string[];
}
