import { Mirrors, unusedRegistries } from '../../facts/image-registries';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Registries with a mirror, against the images of the Pods: one that is written wrongly is the registry of none. */
export const rule: RuntimeRule<Mirrored> = {
  severity: Severity.WARNING,
  why: 'images are pulled from where they were published, and in a cluster without the internet not at all',
  topic: 'image',
  check({ plan: { settings, volumes }, publishedImages }) {
    if (settings.imageRegistries === undefined) return NOT_APPLICABLE;
    const images = [...publishedImages, ...volumes.flatMap(({ _image }) => _image ?? [])];
    return mirrorsWithoutUse(settings, images, 'the model', 'on the profile when other models need it');
  },
};

/** What has images, and the mirrors of their registries. */
export interface Mirrored {
  readonly plan: Pick<RuntimePlan, 'settings' | 'volumes'>;
  readonly publishedImages: readonly string[];
}

/** The mirrors of registries from which no image comes; for whoever has images beside a model, too. */
export function mirrorsWithoutUse(mirrors: Mirrors, images: readonly string[], whose: string, when: string): Said[] {
  return unusedRegistries(mirrors, images).map(({ registry, meant }) => ({
    what: `imageRegistries has a mirror of ${registry}, and no image of ${whose} comes from there${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    fix: `correct the name of the registry, leave it out, or acknowledge the finding ${when}`,
  }));
}
