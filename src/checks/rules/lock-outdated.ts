import { publishedName } from '../../facts/image-registries';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Sources and images that may move, and that the lock does not know. */
export const rule: RuntimeRule<LockSubject> = {
  severity: Severity.ERROR,
  why: 'the lock says what is deployed, and what it does not know would be whatever is there when a Pod starts',
  topic: 'revision',
  check({ plan: { source, settings: { lock } }, publishedImages }) {
    if (lock === undefined) return NOT_APPLICABLE;
    const names = new Set(publishedImages.map(publishedName).filter(image => !image.includes('@') && lock._digestOf(image) === undefined));
    const others = lock._othersOf(source.uri);
    const missing: Said[] = source._wantsLock ? [{
      what: lock._sourceOf(source.uri) === undefined
        ? `the source ${source.uri} is not in ${lock.path}${others.length === 0 ? '' : `, which has ${others.join(', ')}`}`
        : `the source ${source.uri} is in ${lock.path} without the commit or the digest that it would be pinned to`,
      fix: `run "${lock._commandFor(source.uri)}", and commit the file`,
    }] : [];
    return [...missing, ...[...names].map(image => ({
      what: `the image ${image} is not in ${lock.path}`, fix: `run "${lock._commandFor(image)}", and commit the file`,
    }))];
  },
};

/** A source, its images, and the settings with the lock. */
export interface LockSubject {
  readonly plan: Pick<RuntimePlan, 'source' | 'settings'>;
  readonly publishedImages: readonly string[];
}
