import { GivenSetting, isGiven, SettingReader } from './given-settings';
import { Remark } from './remark';
import { adviceFor, shown } from './setting-words';
import { areOpposite } from '../flags/flag-words';
import { counts } from '../flags/options/option-row';
import { show } from '../ground/errors';
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
    return twice && !engine._facts.repeatableFlags.includes(name) ? [{
      rule: 'arg-given-twice',
      what: `args has ${withPath(setting)} twice`,
      fix: 'keep one of them',
    }] : [];
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
  if (!counts(row, compute.accelerator !== undefined)) return true;
  return row.mayBe !== undefined && row.mayBe.test(values.join(' ')) && !(row.property !== undefined && isGiven(engine, row.property));
}

/** A given value that is equal to the derived one is no contradiction. */
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
