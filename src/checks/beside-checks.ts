import { memberOf, MeantSettings } from './meant-settings';
import { Remark } from './remark';
import { MODEL_PATH } from '../facts/model-path';
import { GGUF_PART, isHubRepository, withoutRevision } from '../facts/repository-names';
import { isFetched } from '../facts/server-fetches';
import { show } from '../ground/errors';
import { isWithin } from '../ground/paths';
import { variablesIn } from '../render/environment';
import { RuntimePlan } from '../render/runtime-plan';
import { SCRATCH_PATH } from '../render/volumes';

/** Something that a server loads beside the model. */
interface Beside {
  /** The flag or variable, as it was written. */
  readonly written: string;
  /** A path or the id of a repository. */
  readonly what: string;
  /** Whether it can only be a file or folder. */
  readonly isPath: boolean;
}

/** Files that are loaded beside the model: from repositories where the server must not ask the hub, and files that nothing brings. */
export function checkBeside(plan: RuntimePlan, settings: MeantSettings): Remark[] {
  const found = [...modelsIn(settings), ...pathsIn(settings)];
  const offline = offlineBy(plan);
  return [...(offline === undefined ? [] : checkModelOfHub(plan, offline)), ...found.flatMap(one => {
    if (one.what.startsWith('/')) return checkPath(plan, one);
    if (one.isPath) return [notMounted(one, 'is below the folder that the image works in, and nothing of this library brings it')];
    return offline !== undefined && isHubRepository(withoutRevision(one.what)) ? [unreachable(plan, one, offline)] : [];
  })];
}

function modelsIn(settings: MeantSettings): Beside[] {
  return settings.of('model').flatMap(({ means: { keys }, values, path, words }) => {
    const written = words.join(' ');
    const inJson = values.flatMap(value => namesIn(value, path, keys));
    return inJson.filter(what => keys === undefined || what.includes('/')).map(what => ({ written, what, isPath: false }));
  });
}

/** The file or repository that a value names: alone, as `<name>=<what>`, in a list with commas, or in JSON. */
function namesIn(value: string, path: string, keys: readonly string[] | undefined): string[] {
  if (keys?.includes('*')) return path === '' ? stringsOf(value) : [value];
  if (keys) return keys.map(key => memberOf(path, value, key)).filter(name => name !== undefined);
  if (/^\s*[[{]/.test(value)) return [memberOf('', value, 'path') ?? ''];
  return value.split(',').map(part => part.slice(part.indexOf('=') + 1));
}

function stringsOf(json: string): string[] {
  try {
    return Object.values(JSON.parse(json) as object).filter(value => typeof value === 'string');
  } catch {
    return [];
  }
}

function pathsIn(settings: MeantSettings): Beside[] {
  return settings.of('path').flatMap(({ means: { shipped }, values, words }) => {
    const names = values.flatMap(value => (isText(value) ? [] : value.split(',').map(part => part.replace(/:[\d.]+$/, ''))));
    return names.filter(what => what !== '' && !/^-?[\d.]+$/.test(what) && !shipped?.test(what))
      .map(what => ({ written: words.join(' '), what, isPath: true }));
  });
}

/** A template may stand in the flag itself. */
function isText(value: string): boolean {
  return /[\n{]/.test(value);
}

/**
 * Variables that keep the hub's client offline: the second where the first is not set. `HF_DATASETS_OFFLINE` is for data sets alone. huggingface_hub
 * constants.py
 */
const OFFLINE = ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'];

/** How the server is told not to ask the hub; undefined when it may, or when a cache of the user's may have the files that it looks for. */
function offlineBy({ container, binding, settings }: RuntimePlan): string | undefined {
  const said = new Set(variablesIn(settings).map(({ name }) => name));
  if (['HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE'].some(name => said.has(name))) return undefined;
  const env: { [name: string]: string | undefined } = { ...container.env, ...binding.env, ...settings.env };
  const name = OFFLINE.find(one => env[one] && (settings.env?.[one] !== undefined || !said.has(one))); // the value of one from elsewhere is unknown
  return name !== undefined && /^(1|on|yes|true)$/i.test(env[name]!) ? `${name}=${env[name]}` : undefined;
}

/**
 * A model from the hub, for a server that must not ask it. A claim can have the files from before, and so can a volume that is mounted into the
 * cache.
 */
function checkModelOfHub({ binding: { model }, cache, settings }: RuntimePlan, offline: string): Remark[] {
  const isMounted = (settings.pod?.mounts ?? []).some(({ path }) => isWithin(path, MODEL_PATH));
  if (!model.hub || cache.shared || isMounted) return [];
  return [{
    rule: 'hub-unreachable',
    what: `the server loads ${show(model.path)} from the hub, and ${offline} keeps it from asking there; its cache is empty when the Pod starts`,
    fix: 'remove it from env, or keep the files on a claim (ModelCache.existingClaim, or HF_HOME with a mount)',
  }];
}

function checkPath(plan: RuntimePlan, one: Beside): Remark[] {
  const mounts = plan.mounts.filter(({ path }) => isWithin(one.what, path));
  const mount = mounts.sort((a, b) => b.path.length - a.path.length)[0];
  const isBrought = mounts.some(({ volume }) => (plan.settings.pod?.mounts ?? []).some(own => own.volume === volume));
  if (isBrought) return [];
  if (isWithin(one.what, MODEL_PATH)) return broughtBySource(plan, one) ? [] : [notBrought(plan, one)];
  if (mount === undefined) return [notMounted(one, 'is where no volume is mounted')];
  return one.isPath && mount.path === SCRATCH_PATH ? [notMounted(one, 'is on a volume that is empty when the Pod starts')] : [];
}

/** Whether a path can be there: below the folder that the source brings, or the only file of it. */
function broughtBySource({ binding: { model } }: RuntimePlan, { what }: Beside): boolean {
  if (isFetched(model)) return false;
  if (what === model.projector || !isLoneFile(model.path)) return true;
  return what.replace(GGUF_PART, '$1') === model.path.replace(GGUF_PART, '$1') || what === model.path.slice(0, model.path.lastIndexOf('/'));
}

/** Whether the source brings one file; a version as the end of a folder's name is no ending of a file. */
function isLoneFile(path: string): boolean {
  return path !== MODEL_PATH && /\.[A-Za-z][A-Za-z0-9]*$/.test(path);
}

function notBrought({ binding: { model } }: RuntimePlan, { written, what }: Beside): Remark {
  const brings = model.hub ? `${MODEL_PATH} is the cache of the hub's client` : `the source brings ${show(model.path)} alone`;
  return {
    rule: 'path-not-brought',
    what: `${show(written)} names ${show(what)}, and ${brings}`,
    fix: 'use a source that brings the whole folder, or mount the file with pod.volumes and pod.mounts and give its path',
  };
}

function notMounted({ written, what }: Beside, why: string): Remark {
  return {
    rule: 'path-not-mounted',
    what: `${show(written)}: ${show(what)} ${why}`,
    fix: 'mount it with pod.volumes and pod.mounts and give its absolute path, or acknowledge the finding when the image has it',
  };
}

function unreachable({ binding }: RuntimePlan, { written, what }: Beside, offline: string): Remark {
  return {
    rule: 'hub-unreachable',
    what: `${show(written)} names ${show(what)} on the hub, and `
      + `${offline.replace('=', ' is ')}${binding.model.hub ? '' : ', because the model is not loaded from there'}`,
    fix: 'mount it with pod.volumes and pod.mounts and give its path, or set HF_HUB_OFFLINE: \'0\' in env to let the server ask the hub',
  };
}
