import { Remark } from './remark';
import { isFetched } from '../facts/server-fetches';
import { show } from '../ground/errors';
import { RuntimePlan } from '../render/runtime-plan';

/** Where a source of the user's own says that the model is, against what is mounted; an image can have it all the same. */
export function checkModelMount({ binding: { model }, mounts }: RuntimePlan): Remark[] {
  if (isFetched(model) || model.inImage || mounts.some(({ path }) => model.path === path || model.path.startsWith(path.replace(/\/?$/, '/')))) return [];
  return [{
    rule: 'path-not-mounted',
    what: `the source says that the model is at ${show(model.path)}, where no volume is mounted`,
    fix: 'return the targetPath of the context, or volumes and mounts that bring it; set inImage when the image has the model',
  }];
}
