import { isOrdinaryWord, MOST_WORDS } from './mould';
import { SettingReader } from '../checks/given-settings';
import { ServingEngine } from '../engines/serving-engine';
import { ADDRESS_VARIABLES } from '../facts/called-addresses';
import { classOfName, NameClass } from '../ground/credential-names';
import { isSameContent } from '../ground/same-content';
import { isSameList } from '../ground/shared-data';
import { RuntimeSettings } from '../profiles/runtime-settings';

/** Settings among those that differ from them in some words alone. */
export interface FamilyMember {
  readonly family: SettingsFamily;
  /** Its own words, in the order of the family. */
  readonly words: readonly string[];
}

/** How many families of one engine are remembered: settings that have no like at all are not compared at length. */
const MOST = 16;

/**
 * Settings that say the same but for some words: the values of variables that mean nothing to the library or to the server, such as the name of a team. Profiles of a
 * platform mostly differ in such.
 */
export class SettingsFamily {
  public constructor(private readonly variables: readonly string[], private readonly common: RuntimeSettings) {}

  /** Whether settings without their words are those of the family. */
  public has(variables: readonly string[], common: RuntimeSettings): boolean {
    return isSameList(variables, this.variables) && isSameContent(common, this.common);
  }

  /** Settings with other words in the place of theirs. */
  public with(settings: RuntimeSettings, words: readonly string[]): RuntimeSettings {
    return withWords(settings, this.variables, words);
  }
}

/** The settings of the models of one engine, or of several that are equal. */
export class SettingsFamilies {
  private readonly members = new WeakMap<RuntimeSettings, FamilyMember>();
  private readonly families: SettingsFamily[] = [];

  public constructor(public readonly engine: ServingEngine) {}

  /** The family of settings. */
  public of(settings: RuntimeSettings): FamilyMember {
    const known = this.members.get(settings) ?? this.find(settings);
    this.members.set(settings, known);
    return known;
  }

  private find(settings: RuntimeSettings): FamilyMember {
    const variables = wordsIn(settings, SettingReader.of(this.engine));
    const words = variables.map(name => settings.env![name]);
    const common = withWords(settings, variables, []);
    const known = this.families.find(family => family.has(variables, common));
    if (known) return { family: known, words };
    const family = new SettingsFamily(variables, common);
    if (this.families.length >= MOST) this.families.shift();
    this.families.push(family);
    return { family, words };
  }
}

/** The variables whose values are only words: no table knows them, no credential can be in them, and they are written as they are. Downloads are told them as well. */
function wordsIn({ env, downloads, proxy, trustedCa }: RuntimeSettings, reader: SettingReader): string[] {
  if (env === undefined || (downloads ?? proxy ?? trustedCa) !== undefined) return [];
  return Object.keys(env).filter(name => (
    isOrdinaryWord(env[name]) && reader.rowOf(name) === undefined && !ADDRESS_VARIABLES.includes(name) && classOfName(name) === NameClass.OTHER
  )).slice(0, MOST_WORDS - 1); // one is the name
}

function withWords(settings: RuntimeSettings, variables: readonly string[], words: readonly string[]): RuntimeSettings {
  if (variables.length === 0) return settings;
  return { ...settings, env: { ...settings.env, ...Object.fromEntries(variables.map((name, index) => [name, words[index] ?? ''])) } };
}
