import { unusedRegistries } from '../../facts/image-registries';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Registries with a mirror, against the images of the Pods: one that is written wrongly is the registry of none. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'images are pulled from where they were published, and in a cluster without the internet not at all',
  topic: 'image',
  check({ plan: { settings, volumes }, publishedImages }) {
    if (settings.imageRegistries === undefined) return NOT_APPLICABLE;
    const images = [...publishedImages, ...volumes.flatMap(({ _image }) => _image ?? [])];
    return unusedRegistries(settings, images).map(({ registry, meant }) => ({
      what: `imageRegistries has a mirror of ${registry}, and no image of the model comes from there${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      fix: 'correct the name of the registry, leave it out, or acknowledge the finding on the profile when other models need it',
    }));
  },
};
