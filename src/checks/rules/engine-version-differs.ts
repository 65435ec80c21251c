import { otherVersionInTag } from '../../facts/image-tags';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The version that the engine is told against the one that the tag of its image names. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'everything that is rendered follows from the version; a server of another version may end at once, or behave differently',
  pitfall: 11,
  topic: 'image',
  after: 'image-not-pinned',
  check({ plan: { engine: { name, version }, image } }) {
    if (version === undefined) return NOT_APPLICABLE;
    const other = otherVersionInTag(image, version);
    return other === undefined ? [] : [{
      what: `version of ${name} is ${version}, and the tag of its image ${JSON.stringify(image)} says ${other}`,
      fix: 'give the version that is inside of the image, or leave version out; acknowledge the finding when the image has numbers of its own',
    }];
  },
};
