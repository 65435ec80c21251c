import { PlannedMemory, countsOf, plannedMemory, withCompute } from './planned-memory';
import { Surroundings } from './surroundings';
import { problemOfCompute } from '../checks/runtime-checks';
import { loadFit } from '../fit/load';
import { bytesOf } from '../ground/bytes';
import { FootprintProps } from '../profiles/model-runtime-props';
import { RuntimeProfile } from '../profiles/runtime-profile';
import { besideModels, lockedBy } from '../render/beside-models';
import { NO_ALIASES } from '../render/checked-served-name';
import { checkedFootprint } from '../render/footprint';
import { orRefusal, Refusal } from '../render/refusal';
import { planRuntime, RuntimeInput } from '../render/runtime-plan';
import { whyUnplanned } from '../render/unplanned';
import { Compute } from '../values/compute';

/** A profile that serves a model, with the fewest of its accelerators that do. */
export interface ServingProfile {
  readonly profile: RuntimeProfile;
  readonly compute: Compute;
  readonly planned: PlannedMemory;
}

/** A profile that does not, and why. */
export interface IdleProfile {
  readonly profile: RuntimeProfile;
  readonly problem: string;
}

/** Profiles that surely serve a model, the smallest first, and those that do not. */
export interface JudgedProfiles {
  readonly serving: readonly ServingProfile[];
  readonly idle: readonly IdleProfile[];
}

/** Judges profiles by the plans that their servers would have with the model. */
export function judgeProfiles(profiles: readonly RuntimeProfile[], model: FootprintProps): JudgedProfiles {
  const judged = profiles.map(profile => judgeProfile(profile, model));
  return {
    serving: judged.filter(one => 'planned' in one).sort((one, other) => comparedSize(one.compute, other.compute)),
    idle: judged.filter(one => 'problem' in one),
  };
}

/** Less memory of accelerators is smaller, then fewer of them; of hosts without any, less memory of the host. */
function comparedSize(one: Compute, other: Compute): number {
  const sizesOf = ({ accelerator, acceleratorCount, acceleratorMemory, memoryLimit }: Compute): readonly number[] => (
    accelerator === undefined
      ? [0, 0, bytesOf(memoryLimit)]
      : [acceleratorMemory === undefined ? Infinity : bytesOf(acceleratorMemory), acceleratorCount, 0]
  );
  const others = sizesOf(other);
  return sizesOf(one).map((size, index) => size - others[index]).find(difference => difference !== 0) ?? 0;
}

function judgeProfile(profile: RuntimeProfile, model: FootprintProps): ServingProfile | IdleProfile {
  const input = inputOn(profile, model);
  const { compute } = input.settings;
  if (compute === undefined) return { profile, problem: 'has no compute' };
  const choices = compute.accelerator === undefined ? [compute] : countsOf(compute).map(count => compute._withCount(count));
  const problems: string[] = [];
  for (const choice of choices) {
    const planned = orRefusal(() => servedWith(withCompute(input, choice)));
    if (typeof planned === 'object' && !(planned instanceof Refusal)) return { profile, compute: choice, planned };
    const devices = choice.accelerator ? `${choice.acceleratorCount} × ${choice.accelerator.name}` : 'the memory limit';
    problems.push(`with ${devices} ${planned instanceof Refusal ? `is refused: ${planned.message}` : planned}`);
  }
  return { profile, problem: problems[problems.length - 1] };
}

/** The model as a profile would serve it. Names are in no plan of memory. */
function inputOn(profile: RuntimeProfile, model: FootprintProps): RuntimeInput {
  const settings = profile._settingsOf(model);
  const { source, architecture, footprint, engine = profile.engine, ...others } = settings.lock ? lockedBy(settings.lock, model) : model;
  return {
    ...{ name: 'model', servedName: 'model', servedNameGiven: false, servedAliases: NO_ALIASES, autoscaled: false },
    ...{ source, architecture, engine, settings },
    footprint: checkedFootprint(footprint),
    beside: besideModels(others),
  };
}

/** The plan of a server on which the model surely has its whole context, or the one that is said; else the problem. */
function servedWith(input: RuntimeInput): PlannedMemory | string {
  const plan = planRuntime({ ...input, keepsContext: true });
  const { memory } = plannedMemory(input, plan);
  if (memory === undefined) {
    const { what, fix } = whyUnplanned(plan);
    return `is not known to fit: ${what} (${fix})`;
  }
  if (memory.verdict !== 'fits') return `${loadFit().VERDICTS[memory.verdict]}: ${memory.reason}`;
  const problem = problemOfCompute(plan, ALONE);
  return problem === undefined ? { input, memory } : `is refused: ${problem.what} (${problem.rule})`;
}

/** Nothing beside it: a model that is not made yet has no neighbours. */
const ALONE = { metadata: [], neighbours: new Surroundings([], { owners: new Map(), acting: new Set() }), closed: false };
