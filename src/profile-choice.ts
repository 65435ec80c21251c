import { JudgedProfiles, judgeProfiles, ServingProfile } from './app/smallest-profile';
import { invalid } from './ground/errors';
import { judged } from './ground/input/judged';
import { ModelFootprint } from './model-footprint';
import { FootprintProps } from './profiles/model-runtime-props';
import { RuntimeProfile } from './profiles/runtime-profile';
import { Compute } from './values/compute';

/**
 * The smallest of several profiles that serves a model, with the fewest of its accelerators that do. It needs the `architecture` of the model.
 * https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
 *
 * @example
 * const source = ModelSource.pvc('weights');
 * const architecture = ModelArchitecture.of('Qwen/Qwen3-8B');
 * const choice = ProfileChoice.of([profile], { source, architecture });
 * new ModelRuntime(chart, 'qwen', { source, architecture, profile: choice.profile, compute: choice.compute });
 */
export class ProfileChoice {
  /**
   * Chooses by the plan of the memory that the server of each profile would have, with 1, 2, 4, … accelerators of the profile's kind, up to those of a
   * known node. The smallest choice is the one whose accelerators have the least memory together; of equal ones that with fewer accelerators, then the
   * first in the list. A profile without accelerators is smaller than any with them. The model has to fit by the highest of all numbers, with
   * `footprint.concurrency` sequences of its whole context, or of the `maxModelLen` of the engine.
   *
   * @param profiles one or more profiles.
   * @param model what the model is made of, and what is wanted of it: the same options as those of the model. An error when it has no `architecture`,
   * when it has a `compute`, and when no profile is known to serve it; the error has the reason of each.
   */
  public static of(profiles: RuntimeProfile[], model: FootprintProps): ProfileChoice {
    [profiles, model] = judged('ProfileChoice.of', [profiles, model], arguments);
    requireChoice(profiles, model);
    const all = judgeProfiles([...new Set(profiles)], model);
    if (all.serving.length > 0) return new ProfileChoice(all.serving[0], reasonOf(all));
    throw new Error(`none of the profiles is known to serve ${model.architecture!.name}: ${idleWords(all)}; give larger accelerators or those with a `
      + 'name, less context (maxModelLen of the engine) or a lower footprint.concurrency');
  }

  /** The profile. */
  public readonly profile: RuntimeProfile;

  /** The compute of the profile with as many accelerators as serve the model; CPU and memory of the host are those of the profile. */
  public readonly compute: Compute;

  /** The memory that the model takes there. */
  public readonly footprint: ModelFootprint;

  /** Why it was chosen, in a sentence for people. */
  public readonly reason: string;

  private constructor({ profile, compute, planned }: ServingProfile, reason: string) {
    this.profile = profile;
    this.compute = compute;
    this.footprint = ModelFootprint._of(profile, planned);
    this.reason = reason;
  }
}

function requireChoice(profiles: readonly RuntimeProfile[], { architecture, compute }: FootprintProps): void {
  if (profiles.length === 0) throw invalid({ what: 'profiles', got: profiles, allowed: 'one or more', fix: 'give the profiles to choose from' });
  if (architecture === undefined) {
    throw invalid({
      what: 'architecture',
      got: architecture,
      allowed: 'an architecture: the choice is made by it',
      fix: 'give for example ModelArchitecture.fromConfigFile(\'config.json\')',
    });
  }
  if (compute !== undefined) {
    throw new Error('compute of the model is given to ProfileChoice.of, and would be that of each profile; leave it out there');
  }
}

/** Each profile that does not serve the model, with its reason. */
const idleWords = ({ idle }: JudgedProfiles): string => idle.map(({ profile, problem }) => `${profile.node.path} ${problem}`).join('; ');

function reasonOf(all: JudgedProfiles): string {
  const [first, ...larger] = all.serving.map(({ profile, compute: { accelerator, acceleratorCount } }) => (
    `${profile.node.path}${accelerator ? ` with ${acceleratorCount} × ${accelerator.name}` : ''}`
  ));
  const others = [larger.length > 0 ? `${larger.join(', ')} would serve it as well` : '', idleWords(all)].filter(words => words !== '');
  return [`${first} is the smallest that serves it`, ...others].join('; ');
}
