import { GivenSetting, isGiven, SettingReader } from './given-settings';
import { Remark } from './remark';
import { areOpposite } from '../flags/flag-words';
import { adviceOf, counts, INSTEAD, OptionRow } from '../flags/options/option-row';
import { isFreeVariable } from '../flags/options/shared-options';
import { show } from '../ground/errors';
import { given } from '../ground/objects';
import { RuntimePlan } from '../render/runtime-plan';

/** Arguments of the user against those that are derived. */
export function checkArgs(plan: RuntimePlan): Remark[] {
  const { engine, container, settings } = plan;
  if (!settings.args) return [];
  const reader = SettingReader.of(engine);
  const derived = reader.args(container.args ?? []).filter(({ name }) => name !== '');
  const reserved = engine._facts.reservedFlags;
  const seen: GivenSetting[] = [];
  return reader.args(settings.args).flatMap((setting): Remark[] => {
    const { name, words } = setting;
    if (name === '') return [];
    if (/\s/.test(name)) return [withSpace(words[0], reader)];
    if (!reader.knows(words[0])) return []; // a finding of its own, which says what to do
    const twice = seen.some(other => overlap(other, setting) || areOpposite(other.name, name));
    seen.push(setting);
    const same = derived.find(other => overlap(other, setting) || areOpposite(other.name, name));
    if (!isUsersOwn(plan, setting) && !(same && isEqual(same, setting)) && (same || Object.hasOwn(reserved, name))) {
      return [contradiction(setting, same, reserved[name] ?? adviceFor(plan, setting.row ?? same?.row))];
    }
    return twice && !engine._facts.repeatableFlags.includes(name) ? [{ rule: 'arg-given-twice', what: `args has ${withPath(setting)} twice`, fix: 'keep one of them' }] : [];
  });
}

function withSpace(word: string, reader: SettingReader): Remark {
  const [flag, ...values] = word.trim().split(/\s+/);
  const parts = [flag, ...(reader.rowOf(flag.split('=')[0])?.means?.kind === 'secret' ? ['…'] : values)];
  return {
    rule: 'arg-with-space',
    what: `args has the word ${show(parts.includes('…') ? parts.join(' ') : word)}`,
    fix: `give each word by itself: ${parts.map(part => show(part)).join(', ')}`,
  };
}

/** A setting as it was written, without its value when that is a credential. */
export function shown({ words, row }: GivenSetting): string {
  return show(row?.means?.kind === 'secret' ? `${words[0].split('=')[0]} …` : words.join(' '));
}

function contradiction(setting: GivenSetting, derived: GivenSetting | undefined, advice: string): Remark {
  const words = derived && [withPath(derived), ...derived.values];
  return {
    rule: 'arg-contradicts-derived',
    what: `args has ${shown(setting)}${words === undefined ? '' : `, derived is ${shown({ ...setting, words })}`}`,
    fix: `remove it from args: ${advice}`,
  };
}

/** Keys below one flag are merged by the server; the same key twice, or a key beside the whole, are not. */
function overlap(one: GivenSetting, other: GivenSetting): boolean {
  return one.name === other.name && (one.path === other.path || one.path === '' || other.path === '');
}

function withPath({ name, path }: GivenSetting): string {
  return path === '' ? name : `${name}.${path}`;
}

/** Whether a flag that is reserved is the user's all the same: it counts with other compute, or says what the property cannot. */
function isUsersOwn({ engine, compute }: RuntimePlan, { row, values }: GivenSetting): boolean {
  if (row === undefined) return false;
  if (row.only !== undefined && !counts(row, compute.accelerator !== undefined)) return true;
  return row.mayBe !== undefined && row.mayBe.test(values.join(' ')) && !(row.property !== undefined && isGiven(engine, row.property));
}

/** What is given equal to what is derived is no contradiction. */
function isEqual(one: GivenSetting, other: GivenSetting): boolean {
  return one.path === other.path && !areOpposite(one.name, other.name) && plain(one.values) === plain(other.values);
}

/** Values in one spelling: `0.90` is `0.9`, and JSON has no spaces. */
function plain(values: readonly string[]): string {
  return JSON.stringify(values.map(value => {
    if (!/^(-?\d|[[{])/.test(value)) return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }));
}

/** What to do in place of a setting that is derived. */
function adviceFor({ engine }: RuntimePlan, row: OptionRow | undefined, kind: 'args' | 'env' = 'args'): string {
  const advice = row && adviceOf(row);
  if (advice !== undefined) return advice;
  return isGiven(engine, kind) ? `use ${kind} of the engine` : `bind() of the engine ${engine.name} renders it, and can be changed there`;
}

/** Variables of the user against those that are derived, and against each other. */
export function checkEnv(plan: RuntimePlan): Remark[] {
  const { settings } = plan;
  if (!settings.env && !settings.secretEnv) return [];
  const secrets = given(settings.secretEnv).map(([name]): [string, undefined] => [name, undefined]);
  const literals = given(settings.env);
  const names = new Set(secrets.map(([name]) => name));
  return [
    ...[...literals, ...secrets].flatMap(([name, value]) => checkVariable(plan, name, value)),
    ...literals.filter(([name]) => names.has(name)).map(([name]): Remark => ({
      rule: 'env-given-twice',
      what: `${name} is in env and in secretEnv`,
      fix: 'keep the one in secretEnv when it is a credential',
    })),
  ];
}

/** One variable, of which the value is unknown when it comes from a Secret. */
function checkVariable(plan: RuntimePlan, name: string, value: string | undefined): Remark[] {
  const row = SettingReader.of(plan.engine).rowOf(name);
  const derived = derivedVariable(plan, name, row);
  if (isFreeVariable(name) || (derived !== undefined && derived.value === value && value !== undefined)) return [];
  if (row && (adviceOf(row) === undefined || !counts(row, plan.compute.accelerator !== undefined))) return [];
  if (derived === undefined && (!row?.isReadElsewhere || isInStep(plan, row, value))) return [];
  return [{
    rule: 'env-contradicts-derived',
    what: `env has ${name}${derived === undefined ? '' : `, derived is ${derived.shown}`}`,
    fix: `remove it from env: ${sourceAdvice(plan, name) ?? adviceFor(plan, row, 'env')}`,
  }];
}

/** What is derived; of a Secret nobody knows the value. */
interface Derived {
  readonly value?: string;
  readonly shown: string;
}

/** What is derived for a variable, or for the flag that says the same. */
function derivedVariable({ engine, container, binding }: RuntimePlan, name: string, row: OptionRow | undefined): Derived | undefined {
  const literals: { [name: string]: string | undefined } = { ...container.env, ...binding.env };
  if (Object.hasOwn({ ...container.secretEnv, ...binding.secretEnv }, name)) return { shown: 'a Secret' };
  if (Object.hasOwn(literals, name)) return { value: literals[name], shown: show(literals[name]) };
  const flag = row && SettingReader.of(engine).args(container.args ?? []).find(setting => setting.row === row);
  return flag && { value: flag.values.join(' '), shown: shown(flag) };
}

/** Whether a variable that is not derived says what is stated elsewhere: a timeout as long as the start-up budget, the port. */
function isInStep({ timing, engine }: RuntimePlan, { instead, property }: OptionRow, value: string | undefined): boolean {
  if (instead === INSTEAD.startup) return value === String(timing.startup);
  return property === 'port' && value === String(engine.ports.http);
}

/** What to do in place of a variable that the source brings. */
function sourceAdvice({ binding }: RuntimePlan, name: string): string | undefined {
  if (!Object.hasOwn({ ...binding.env, ...binding.secretEnv }, name)) return undefined;
  return { HF_TOKEN: INSTEAD.token, HF_ENDPOINT: INSTEAD.endpoint }[name] ?? 'bind() of the source returns it, and can be changed there';
}

/** What is given in args or env and has no effect, and what the engine was told and has none. */
export function checkIneffective(plan: RuntimePlan): Remark[] {
  const { engine, compute, settings } = plan;
  const accelerated = compute.accelerator !== undefined;
  const idle = (row: OptionRow | undefined) => row?.property !== undefined && !counts(row, accelerated);
  const reader = SettingReader.of(engine);
  const own = [...reader.args(settings.args ?? []), ...reader.env(settings.env ?? {})].filter(({ row }) => idle(row)).map(shown);
  const properties = engine._options.filter(row => idle(row) && isGiven(engine, row.property!)).map(({ property }) => `${property} of the engine`);
  return [...new Set([...properties, ...own])].map(what => ({
    rule: 'option-unused',
    what: `${what} has no effect ${accelerated ? 'with' : 'without'} accelerators`,
    fix: `leave it out here, or use ${accelerated ? 'Compute.cpu()' : 'Compute.gpu()'} in compute`,
  }));
}
