import { expanded, isRootReadOnly, placeOf } from './pod-places';
import { Remark } from './remark';
import { RuntimeSubject } from './runtime-subject';
import { FolderUse, folderUseOf } from '../facts/written-folders';
import { show } from '../ground/errors';
import { withoutEnd } from '../ground/paths';

/** What a runtime tells of the folders that its server writes to. */
type Subject = Pick<RuntimeSubject, 'plan' | 'patched' | 'printed' | 'movedWeights'>;

/** Folders to write to that the user names by a variable, where none can be made, or only in the layer of the container. */
export function checkWrittenFolders(subject: Subject): Remark[] {
  const { plan: { engine, container, binding }, patched: { settings } } = subject;
  const derived: { readonly [name: string]: string | undefined } = { ...container.env, ...binding.env };
  const given = Object.entries(settings.env ?? {}).filter(([name, value]) => value !== '' && derived[name] !== value);
  return given.flatMap(([name, value]) => {
    const use = folderUseOf(engine.name, name);
    if (use === undefined) return [];
    const path = expanded(value, { ...derived, ...settings.env });
    const why = path === undefined ? undefined : problemOf(path, use, name, subject);
    return why === undefined ? [] : [{
      rule: 'path-not-mounted',
      what: `${show(`${name}=${value}`)}: ${show(path)} ${why}`,
      fix: 'mount it with pod.volumes and pod.mounts and give its absolute path, or acknowledge the finding when the image has it',
    }];
  });
}

/** Why a server cannot keep its files at a path, or should not; undefined where it can. */
function problemOf(path: string, use: FolderUse, variable: string, { movedWeights, printed }: Subject): string | undefined {
  if (!path.startsWith('/')) return 'is below the folder that the image works in, where no volume is mounted';
  const place = placeOf(printed, withoutEnd(path) || '/');
  if (place === undefined) {
    return isRootReadOnly(printed) ? 'is where no volume is mounted, and the file system of the container is read-only' : 'is where no volume is mounted';
  }
  if (place.closed === undefined || movedWeights?.variable === variable) return undefined; // weights-elsewhere says the latter
  if (place.closed === 'is a file') return 'is a file, and no folder';
  return use === FolderUse.WRITES ? 'is on a volume that can only be read' : undefined;
}
