import { isWithin } from '../../ground/paths';
import { serverArgs } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { VolumeMount } from '../../values/volume-mount';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Volumes of the user at places where the server would keep a cache, had it not been told another one. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the caches of the server are on volumes of a known size, and it neither reads nor writes this one',
  pitfall: 10,
  topic: 'mounts',
  check({ plan }) {
    const mounts = plan.settings.pod?.mounts ?? [];
    if (mounts.length === 0) return NOT_APPLICABLE;
    const env: { [name: string]: string } = { ...plan.container.env, ...plan.binding.env, ...plan.settings.env };
    const words = [...Object.values(env), ...plan.container.command ?? [], ...serverArgs(plan)].map(String);
    return mounts.filter(({ path }) => !words.some(word => mentions(word, path))).flatMap(mount => judged(plan, mount, env));
  },
};

/** Home folders of images: root's, a user's, and that of a user without one. */
const HOME = /^(?:\/root|\/home\/[^/]+)?(?=\/\.)/;

/**
 * Where servers and their libraries keep caches unless a variable names another folder, which the engines do; `~` is the home of the
 * image's user. The first that fits is taken, so the narrower stand first.
 */
const PLACES: readonly (readonly [variable: string, place: string])[] = [
  ['HUGGINGFACE_HUB_CACHE', '/data'],
  ['NIM_CACHE_PATH', '/opt/nim/.cache'],
  ['HF_HUB_CACHE', '~/.cache/huggingface/hub'],
  ['HUGGINGFACE_HUB_CACHE', '~/.cache/huggingface/hub'],
  ['HF_HOME', '~/.cache/huggingface'],
  ['VLLM_CACHE_ROOT', '~/.cache/vllm'],
  ['VLLM_CONFIG_ROOT', '~/.config/vllm'],
  ['SGLANG_CACHE_DIR', '~/.cache/sglang'],
  ['LLAMA_CACHE', '~/.cache/llama.cpp'],
  ['OUTLINES_CACHE_DIR', '~/.cache/outlines'],
  ['TRITON_CACHE_DIR', '~/.triton/cache'],
  ['TRITON_CACHE_DIR', '~/.triton'],
  ['CUDA_CACHE_PATH', '~/.nv/ComputeCache'],
  ['CUDA_CACHE_PATH', '~/.nv'],
  ['OLLAMA_MODELS', '~/.ollama/models'],
  ['OLLAMA_MODELS', '~/.ollama'],
  ['XDG_CACHE_HOME', '~/.cache'],
  ['XDG_CONFIG_HOME', '~/.config'],
  ['HOME', '~'],
];

function judged(plan: RuntimePlan, { volume, path }: VolumeMount, env: { readonly [name: string]: string }): Said[] {
  const tilde = path.replace(HOME, '~');
  const found = PLACES.find(([name, folder]) => env[name] !== undefined && isWithin(tilde, folder));
  if (found === undefined) return [];
  const [variable, place] = found;
  const moved = `${env[variable]}${tilde.slice(place.length)}`;
  const taken = plan.mounts.some(other => other.path === moved);
  return [{
    what: `the volume ${JSON.stringify(volume)} is mounted at ${path}, and ${plan.engine.name} keeps that at ${moved} (${variable})`,
    fix: taken ? adviceOf(plan) : `mount it at ${moved}`,
  }];
}

/** The advice about a claim for files that the library puts elsewhere. */
function adviceOf({ binding }: RuntimePlan): string {
  const asCache = 'give it as the cache of the model (ModelCache.existingClaim())';
  return binding.needsModelVolume ? `${asCache}, or remove it` : `remove it; with a source that is downloaded, ${asCache}`;
}

/** Whether a word has a path in it: the same letters at the end of another one are none. */
function mentions(word: string, path: string): boolean {
  return word.split(/[\s=:,;'"]/).some(part => isWithin(part, path));
}
