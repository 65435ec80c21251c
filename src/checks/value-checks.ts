import { propertyOf, QUOTED, TAKES_NO_WORDS, unquoted } from './command-line';
import { flagsOf, isVerified } from './flags-of-engine';
import { SettingReader } from './given-settings';
import { Remark } from './remark';
import { RuleId } from './rules';
import { ServingEngine } from '../engines/serving-engine';
import { allowedInPlaceOf, FlagShape } from '../flags/flag-shape';
import { FlagsOfVersion } from '../flags/flag-table';
import { FlagGroup, parseFlags } from '../flags/flags';
import { counts } from '../flags/options/option-row';
import { NameClass } from '../ground/credential-names';
import { isForCredential, show } from '../ground/errors';
import { RuntimePlan } from '../render/runtime-plan';

/** One flag with its values, and the values that the server takes for it. */
interface Given {
  /** The flag as it was written. */
  readonly flag: string;
  readonly values: readonly string[];
  readonly shape: FlagShape;
  /** The engine that renders it, from its properties; undefined for the user's own. */
  readonly by: ServingEngine | undefined;
}

/** The words of every flag, rendered or of the user, against the values that the server takes in its version. */
export function checkValues(plan: RuntimePlan): Remark[] {
  const { engine, container, settings } = plan;
  const known = flagsOf(engine);
  const own = settings.args ?? [];
  const all = () => new Set(parseFlags([...container.args ?? [], ...own]).map(({ flag }) => known?.full(flag)));
  const judge = (group: FlagGroup, by?: ServingEngine) => (known ? judgedOnce(known, group, by, all) : []);
  return [
    ...leadingWords(plan, own),
    ...quotedWords(known, own),
    ...refusedShares(plan),
    ...[...parseFlags(container.args ?? []).flatMap(group => judge(group, engine)), ...parseFlags(own).flatMap(group => judge(group))]
      .map(remark => (isVerified(plan) ? remark : unverified(remark, plan))),
  ];
}

/** Shares of memory in flags and variables of the user's that are none. */
function refusedShares({ engine, compute, settings }: RuntimePlan): Remark[] {
  const reader = SettingReader.of(engine);
  const given = [...reader.args(settings.args ?? []), ...reader.env(settings.env ?? {})];
  const shares = given.filter(({ row }) => row?.means?.kind === 'share' && counts(row, compute.accelerator !== undefined));
  return shares.filter(({ values: [value] }) => Number(value) <= 0 || Number(value) > 1).map(({ name, row, values: [value] }) => ({
    rule: 'flag-value-refused',
    what: `${name} is ${show(value)}, allowed is a share above 0 and at most 1`,
    fix: `remove it, and use ${row!.property} of the engine`,
  }));
}

/** Words before the first flag: they are rendered behind everything that is derived, where they belong to nothing. */
function leadingWords({ engine }: RuntimePlan, args: string[]): Remark[] {
  const [first] = parseFlags(args);
  const isSure = TAKES_NO_WORDS.has(engine.name);
  if (first === undefined
    || first.flag !== ''
    || first.words[0] === '--'
    || !(isSure || engine._facts.officialImages.length > 0 && flagsOf(engine) === undefined)) return [];
  return [{
    rule: isSure ? 'arg-belongs-to-no-flag' : 'flag-value-unverified',
    what: `args begins with ${show(first.words[0])}, which belongs to no flag: the model and all else that ${engine.name} takes without one is derived`,
    fix: 'remove it from args, or put the flag in front that it is the value of',
  }];
}

/** Values in quotation marks, where nothing shows that the server would refuse them. */
function quotedWords(known: FlagsOfVersion | undefined, args: string[]): Remark[] {
  return parseFlags(args).flatMap(group => {
    const shape = known?.shape(group.flag);
    if (shape && (shape.choices ?? shape.type)) return []; // judged by what the server takes
    return valuesOf(group).filter(value => QUOTED.test(value)).map((value): Remark => ({
      rule: 'arg-in-quotes',
      what: `args has ${shown(group.flag, value)}${group.flag === '' ? '' : ` for ${group.flag}`}, with its quotation marks`,
      fix: `leave them out: ${shown(group.flag, unquoted(value))}; acknowledge the finding when they are meant`,
    }));
  });
}

/** Words of flags that a version takes, whatever else is given: models of one engine have mostly the same. */
const FINE = new WeakMap<FlagsOfVersion, Set<string>>();

/** How many are remembered. */
const MOST = 5_000;

function judgedOnce(known: FlagsOfVersion, group: FlagGroup, by: ServingEngine | undefined, given: () => Set<string | undefined>): readonly Remark[] {
  const fine = FINE.get(known) ?? new Set();
  const key = group.words.join('\0');
  if (fine.has(key)) return NONE;
  const shape = known.shape(group.flag);
  const found = judged(known, group, by, given);
  if (found.length > 0 || shape?.plugin !== undefined || shape?.when !== undefined) return found;
  if (fine.size >= MOST) fine.clear();
  FINE.set(known, fine.add(key));
  return NONE;
}

const NONE: readonly Remark[] = [];

/** The problem of one flag and its words. */
function judged(known: FlagsOfVersion, group: FlagGroup, by: ServingEngine | undefined, given: () => Set<string | undefined>): Remark[] {
  const { flag, words } = group;
  const shape = known.shape(flag);
  if (flag === '' || /\s/.test(flag) || shape === undefined) return [];
  if (known.wantsWords && (words[0] !== flag || known.full(flag) !== spelled(flag))) return [joined(known.full(flag)!, words[0])];
  const one: Given = { flag, values: valuesOf(group, known), shape, by };
  const counted = miscounted(known, one, words[0] !== flag);
  if (counted) return [counted];
  if ((shape.plugin !== undefined && given().has(shape.plugin)) || (shape.when !== undefined && !given().has(shape.when))) return [];
  return [...refusedValues(one), ...refusedKeys(known, one)];
}

/** Too few or too many values; a value behind `=` is the only one. */
function miscounted(known: FlagsOfVersion, { flag, values, shape: { least, most, choices } }: Given, isJoined: boolean): Remark | undefined {
  const listed = () => values.map(value => shown(flag, value)).join(', ');
  if (values.length < least) {
    const number = least === most ? (least === 1 ? 'its value' : `its ${least} values`) : 'at least one value';
    return {
      rule: 'flag-value-missing',
      what: `${flag} stands in args ${values.length === 0 ? 'without a value' : `with ${listed()} alone`}`,
      fix: `give ${number} behind it${choices ? `: ${choices.filter(choice => choice !== '').join(', ')}` : ''}, or remove it from args`,
    };
  }
  if (most === 0 && values.length > 0) {
    return { rule: 'flag-value-unwanted', what: `${flag} takes no value, args has ${listed()} for it`, fix: switchAdvice(known, flag, values[0]) };
  }
  const extra = values.slice(isJoined ? 1 : most);
  if (extra.length === 0) return undefined;
  return {
    rule: 'arg-belongs-to-no-flag',
    what: `args has ${extra.map(value => shown(flag, value)).join(', ')} behind ${flag}, which takes `
      + `${isJoined ? 'the value behind its = and no other' : most === 1 ? 'one value' : `${most} values`}`,
    fix: isJoined && most > 1
      ? `give ${flag} and its values without the =`
      : 'remove the extra words from args, or put the flag in front that they are values of',
  };
}

/** How to say on or off with a flag that stands alone. */
function switchAdvice(known: FlagsOfVersion, flag: string, value: string): string {
  const opposite = flag.startsWith('--no-') ? `--${flag.slice(5)}` : `--no-${flag.slice(2)}`;
  const isOff = /^(false|0|no|off)$/i.test(value);
  if (!isOff) return `give ${flag} alone`;
  return !flag.startsWith('--') || known.full(opposite) !== opposite ? `remove ${flag} from args` : `give ${opposite} alone, or remove ${flag} from args`;
}

function refusedValues({ flag, values, shape, by }: Given): Remark[] {
  return values.flatMap(value => refusal(flag, flag, value, shape, by));
}

/** Members of a JSON value that are no words of their lists. */
function refusedKeys(known: FlagsOfVersion, { flag, values, by }: Given): Remark[] {
  if (!values[0]?.trim().startsWith('{') || flag.includes('.')) return [];
  const object = parsed(values[0]);
  return Object.entries(object).filter(([, value]) => typeof value === 'string').flatMap(([key, value]) => {
    const name = `${flag}.${key}`;
    return refusal(name, name, value as string, known.shape(name)!, by);
  });
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {}; // NaN and the like, which are none of our business
  }
}

function refusal(flag: string, name: string, value: string, shape: FlagShape, by: ServingEngine | undefined): Remark[] {
  if (value.includes('$(') || value === '--') return []; // Kubernetes puts the value of a variable in; a parser drops the dashes
  const allowed = allowedInPlaceOf(value, shape);
  if (allowed === undefined) return [];
  const property = by && propertyOf(by, name);
  const plain = QUOTED.test(value) ? unquoted(value) : undefined;
  const unwrapped = plain !== undefined && allowedInPlaceOf(plain, shape) === undefined
    ? `leave the quotation marks out, as no shell removes them: ${shown(flag, plain)}`
    : undefined;
  return [{
    rule: 'flag-value-refused',
    what: property === undefined
      ? `${flag} is ${shown(flag, value)}, allowed is ${allowed}`
      : `${property} of the engine is ${shown(flag, value)}, allowed is ${allowed} (${flag})`,
    fix: unwrapped ?? (property === undefined
      ? `give ${flag} an allowed value, or remove it from args`
      : `use an allowed value for ${property}, or another version of the server`),
  }];
}

/** A value in one word with its flag, for a server that only takes two. */
function joined(flag: string, word: string): Remark {
  const value = word.slice(word.includes('=') ? word.indexOf('=') + 1 : flag.length);
  return {
    rule: 'flag-unknown',
    what: `${isSecret(flag) ? `${flag} and its value in one word` : show(word)} is no flag: the server takes no value in the same word`,
    fix: `give each word by itself: ${show(flag)}, ${shown(flag, value)}`,
  };
}

/** As a warning, for an image or a version that the data does not know for sure. */
function unverified({ rule, what, fix }: Remark, { engine }: RuntimePlan): Remark {
  const other: RuleId = rule === 'flag-unknown' ? 'flag-unverified' : 'flag-value-unverified';
  return {
    rule: other,
    what: `${what}, as far as ${engine.name} ${flagsOf(engine)!.version} is concerned`,
    fix: `${fix}; acknowledge the finding when the image takes it`,
  };
}

/** The values of a flag: behind its `=`, behind its letter (`-O3`), and all words that follow. */
function valuesOf({ flag, words }: FlagGroup, known?: FlagsOfVersion): readonly string[] {
  if (flag === '') return words;
  const [first, ...others] = words;
  if (first !== flag) return [first.slice(flag.length + 1), ...others];
  const name = known?.full(flag);
  return name !== undefined && !flag.startsWith('--') && name.length < flag.length && !flag.includes('.') ? [flag.slice(name.length), ...others] : others;
}

/** The spelling that a server reads which takes underscores for dashes. */
function spelled(flag: string): string {
  return flag.startsWith('--') ? flag.replace(/_/g, '-') : flag;
}

/** A value in a message; nothing of it where the flag is for a credential. */
function shown(flag: string, value: string): string {
  return isSecret(flag) ? 'a value that is not shown' : show(value);
}

/** Whether a flag may be for a credential: a faint name is enough, because nothing else is known of it. */
function isSecret(flag: string): boolean {
  return isForCredential(flag, NameClass.FAINT);
}
