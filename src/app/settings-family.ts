import { isOrdinaryWord, MOST_WORDS } from './mould';
import { MEANT } from '../checks/alike-runtimes';
import { SettingReader } from '../checks/given-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ADDRESS_VARIABLES } from '../facts/called-addresses';
import { classOfName, NameClass } from '../ground/credential-names';
import { isSameContent } from '../ground/same-content';
import { RuntimeSettings } from '../profiles/runtime-settings';

type Texts = { readonly [name: string]: string };

/** A map of settings in which users write words of their own. */
interface Place {
  readonly of: (settings: RuntimeSettings) => Texts | undefined;
  readonly with: (settings: RuntimeSettings, texts: Texts) => RuntimeSettings;
  /** The facts that are read by who reads it. */
  readonly facts: readonly string[];
  /** Whether objects of others find Pods by it, or rules about these read it: they are asked about models one by one. */
  readonly isSeenBeside: boolean;
}

const PLACES: readonly Place[] = [
  { of: ({ env }) => env, with: (settings, env) => ({ ...settings, env }), facts: ['settings.env', MEANT], isSeenBeside: false },
  {
    of: ({ pod }) => pod?.labels,
    with: (settings, labels) => ({ ...settings, pod: { ...settings.pod, labels } }),
    facts: ['settings.pod'],
    isSeenBeside: true,
  },
  {
    of: ({ pod }) => pod?.annotations,
    with: (settings, annotations) => ({ ...settings, pod: { ...settings.pod, annotations } }),
    facts: ['settings.pod'],
    isSeenBeside: true,
  },
  {
    of: ({ scheduling }) => scheduling?.nodeSelector,
    with: (settings, nodeSelector) => ({ ...settings, scheduling: { ...settings.scheduling, nodeSelector } }),
    facts: ['settings.scheduling'],
    isSeenBeside: false,
  },
];

/** Where a word stands. */
interface Slot {
  readonly place: number;
  readonly name: string;
}

/** Settings among those that differ from them in some words alone. */
export interface FamilyMember {
  readonly family: SettingsFamily;
  /** Its own words, in the order of the family. */
  readonly words: readonly string[];
}

/** How many families of one engine are remembered: settings that have no like at all are not compared at length. */
const MOST = 16;

/**
 * Settings that say the same but for some words that mean nothing to the library or to the server, such as the name of a team: profiles of a platform
 * mostly differ in such.
 */
export class SettingsFamily {
  public constructor(private readonly slots: readonly Slot[], private readonly common: RuntimeSettings) {}

  /** The facts in which its members differ. */
  public get facts(): readonly string[] {
    return this.slots.flatMap(({ place }) => PLACES[place].facts);
  }

  /** Whether settings without their words are those of the family. */
  public has(slots: readonly Slot[], common: RuntimeSettings): boolean {
    return isSameContent(slots, this.slots) && isSameContent(common, this.common);
  }

  /** Settings with other words in the place of theirs. */
  public with(settings: RuntimeSettings, words: readonly string[]): RuntimeSettings {
    return withWords(settings, this.slots, words);
  }
}

/** The settings of the models of one engine, or of several that are equal. */
export class SettingsFamilies {
  private readonly members = new WeakMap<RuntimeSettings, FamilyMember>();
  private readonly families: SettingsFamily[] = [];

  /** @param isAlone whether no object of others in their namespace may look at their Pods. */
  public constructor(public readonly engine: ServingEngine, private readonly isAlone: boolean) {}

  /** The family of settings. */
  public of(settings: RuntimeSettings): FamilyMember {
    const known = this.members.get(settings) ?? this.find(settings);
    this.members.set(settings, known);
    return known;
  }

  private find(settings: RuntimeSettings): FamilyMember {
    const slots = slotsIn(settings, SettingReader.of(this.engine), this.isAlone);
    const words = slots.map(({ place, name }) => PLACES[place].of(settings)![name]);
    const common = withWords(settings, slots, []);
    const known = this.families.find(family => family.has(slots, common));
    if (known) return { family: known, words };
    const family = new SettingsFamily(slots, common);
    if (this.families.length >= MOST) this.families.shift();
    this.families.push(family);
    return { family, words };
  }
}

/** Where a value is only a word: no table knows its name, no credential can be in it, and it is written as it is. Downloads are told variables as well. */
function slotsIn(settings: RuntimeSettings, reader: SettingReader, isAlone: boolean): Slot[] {
  if ((settings.downloads ?? settings.proxy ?? settings.trustedCa) !== undefined) return [];
  const isFree = (name: string) => reader.rowOf(name) === undefined && !ADDRESS_VARIABLES.includes(name) && classOfName(name) === NameClass.OTHER;
  return PLACES.flatMap(({ of, isSeenBeside }, place) => {
    const texts = isAlone || !isSeenBeside ? of(settings) : undefined;
    return Object.entries(texts ?? {}).filter(([name, value]) => isOrdinaryWord(value) && isFree(name)).map(([name]) => ({ place, name }));
  }).slice(0, MOST_WORDS - 1); // one is the name
}

function withWords(settings: RuntimeSettings, slots: readonly Slot[], words: readonly string[]): RuntimeSettings {
  return PLACES.reduce((changed, place, index) => {
    const own = slots.flatMap((slot, at) => (slot.place === index ? [[slot.name, words[at] ?? ''] as const] : []));
    return own.length === 0 ? changed : place.with(changed, { ...place.of(changed), ...Object.fromEntries(own) });
  }, settings);
}
