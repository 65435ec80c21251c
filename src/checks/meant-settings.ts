import { GivenSetting, SettingReader } from './given-settings';
import { counts, Meaning } from '../flags/options/option-row';
import { isSameList } from '../ground/shared-data';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** A setting whose value means something to the rest of the Pod. */
export type Meant<Kind extends Meaning['kind']> = GivenSetting & { readonly means: Extract<Meaning, { kind: Kind }> };

/** Everything that the server is told, derived or of the user, that has a meaning. */
export class MeantSettings {
  private readonly settings: (GivenSetting & { readonly means: Meaning })[] = [];
  private readonly args: readonly GivenSetting[];

  public constructor(plan: RuntimePlan) {
    const reader = SettingReader.of(plan.engine);
    const accelerated = plan.compute.accelerator !== undefined;
    this.args = reader.args(serverArgs(plan));
    const variables = reader.env({ ...plan.container.env, ...plan.binding.env, ...plan.settings.env });
    for (const setting of [...this.args, ...variables.filter(variable => !this.isSaidByFlag(variable)), ...reader.config()]) {
      const { row, values } = setting;
      if (row?.means === undefined || values.some(value => value.includes('$('))) continue;
      if (counts(row, accelerated) || row.means.kind === 'devices') this.settings.push({ ...setting, means: row.means });
    }
  }

  /** Of a flag and a variable that say the same, servers take the flag. */
  private isSaidByFlag({ row }: GivenSetting): boolean {
    return row !== undefined && this.args.some(flag => flag.row === row);
  }

  /** Whether they say the same. */
  public equals(other: MeantSettings): boolean {
    const { settings, args } = this;
    return settings.length === other.settings.length && settings.every((one, index) => isSame(one, other.settings[index]))
      && args.length === other.args.length && args.every(({ name }, index) => name === other.args[index].name);
  }

  /** Those of one kind. */
  public of<Kind extends Meaning['kind']>(kind: Kind): readonly Meant<Kind>[] {
    return this.settings.filter(({ means }) => means.kind === kind) as Meant<Kind>[];
  }

  /** The last value of a flag; undefined when it is not given. */
  public valueOf(flag: string): string | undefined {
    return this.settings.filter(({ name }) => name === flag).pop()?.values[0];
  }

  /** The processes that the model is split over or copied to, by degrees of parallelism. */
  public ranks(...roles: readonly string[]): number {
    return this.of('devices').reduce((product, { means: { role, inside }, values }) => {
      if (!roles.includes(role) || (inside !== undefined && this.args.some(({ name }) => name === inside))) return product;
      return product * Math.max(1, Number(values[0]) || 1);
    }, 1);
  }
}

function isSame(one: GivenSetting, other: GivenSetting): boolean {
  const isSameName = one.name === other.name && one.path === other.path && one.row === other.row;
  return isSameName && isSameList(one.values, other.values) && isSameList(one.words, other.words);
}

/** A member of JSON, which stands in the value as a whole, or below a flag with keys. */
export function memberOf(path: string, value: string, key: string): string | undefined {
  if (path === key) return value;
  if (path !== '' && !key.startsWith(`${path}.`)) return undefined;
  try {
    const inner = key.slice(path === '' ? 0 : path.length + 1).split('.')
      .reduce<unknown>((outer, name) => (typeof outer === 'object' && outer !== null
        ? (outer as { [name: string]: unknown })[name]
        : undefined), JSON.parse(value));
    return inner === undefined || typeof inner === 'object' ? undefined : String(inner);
  } catch {
    return undefined;
  }
}
