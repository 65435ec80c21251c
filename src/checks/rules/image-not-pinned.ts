import { isPinned } from '../../facts/image-tags';
import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Every image, but for that of a source, which is judged with its revision. */
export const rule: RuntimeRule<Pick<RuntimeSubject, 'images'>> = {
  severity: Severity.WARNING,
  why: 'another Pod of the same model may run another server tomorrow',
  pitfall: 11,
  topic: 'image',
  check({ images }) {
    return images.filter(({ image }) => !isPinned(image)).map(({ where, image }) => ({
      what: `the image of ${where} is ${JSON.stringify(image)}`,
      fix: 'give a tag of a full version (v0.32.0), or better a digest (@sha256:…)',
    }));
  },
};
