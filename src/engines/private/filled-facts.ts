import { Duration, Size } from 'cdk8s';
import { EngineFacts, ModelPlacement } from '../engine-facts';

/** Facts that are always known: those with a default, and lists that are empty when nothing is said. */
type Known = 'frameworks' | 'loadsFromHuggingFace' | 'fetches' | 'takesProjector' | 'placement' | 'apiPath' | 'openAiCompatible' | 'knowsAliases'
| 'listensOnIpv6' | 'servesTls' | 'scratchSize' | 'scratchCopies' | 'warmup' | 'preStopDelay' | 'drainTimeout' | 'drainsAfterSigterm' | 'hardening'
| 'officialImages' | 'repeatableFlags' | 'reservedFlags' | 'flagAliases';

/** Facts of a server, with the defaults filled in. */
export type FilledFacts = EngineFacts & Required<Pick<EngineFacts, Known>>;

/** Fills in the defaults. */
export function filled(facts: EngineFacts): FilledFacts {
  return {
    ...facts,
    frameworks: facts.frameworks ?? [],
    loadsFromHuggingFace: facts.loadsFromHuggingFace ?? false,
    fetches: facts.fetches ?? [],
    takesProjector: facts.takesProjector ?? false,
    placement: facts.placement ?? ModelPlacement.FOLDER,
    apiPath: facts.apiPath ?? '',
    openAiCompatible: facts.openAiCompatible ?? false,
    knowsAliases: facts.knowsAliases ?? false,
    listensOnIpv6: facts.listensOnIpv6 ?? false,
    servesTls: facts.servesTls ?? false,
    scratchSize: facts.scratchSize ?? Size.gibibytes(2),
    scratchCopies: facts.scratchCopies ?? 0,
    warmup: facts.warmup ?? Duration.minutes(5),
    preStopDelay: facts.preStopDelay ?? Duration.seconds(15),
    drainTimeout: facts.drainTimeout ?? Duration.seconds(30),
    drainsAfterSigterm: facts.drainsAfterSigterm ?? true,
    hardening: facts.hardening ?? [{ runAsUser: 1000, readOnlyRootFilesystem: false, source: 'default of the library, unproven for this engine' }],
    officialImages: facts.officialImages ?? [],
    repeatableFlags: facts.repeatableFlags ?? [],
    reservedFlags: facts.reservedFlags ?? {},
    flagAliases: facts.flagAliases ?? {},
  };
}
