import { GivenSetting, SettingReader } from './given-settings';
import { Remark } from './remark';
import { counts, Meaning } from '../flags/options/option-row';
import { bytesOf, showBytes } from '../ground/bytes';
import { show } from '../ground/errors';
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

/** What flags, variables and typed options mean, against accelerators, memory and ports. What is loaded beside the model is checked elsewhere. */
export function checkMeanings(plan: RuntimePlan, settings: MeantSettings): Remark[] {
  return [
    ...checkDevices(plan, settings),
    ...checkVisible(plan, settings),
    ...checkNodes(settings),
    ...checkMemory(plan, settings),
    ...checkPorts(plan, settings),
  ];
}

/** Degrees that share the devices of another. Those that multiply are divided by where tensor parallelism is derived, which refuses what does not fit. */
function checkDevices({ compute: { acceleratorCount: count } }: RuntimePlan, settings: MeantSettings): Remark[] {
  if (count === 0) return [];
  const within = settings.of('devices').filter(({ means, values: [value] }) => means.role === 'within' && Number(value) > 0 && count % Number(value) !== 0);
  return within.map(({ words }): Remark => ({
    rule: 'devices-mismatch',
    what: `${show(words.join(' '))} does not divide the ${count} ${count === 1 ? 'accelerator' : 'accelerators'} of the replica`,
    fix: `use a divisor of ${count}, or another count of accelerators in compute`,
  }));
}

function checkVisible({ compute: { acceleratorCount: count } }: RuntimePlan, settings: MeantSettings): Remark[] {
  if (count === 0) return [];
  const seen = (values: readonly string[]) => values.flatMap(value => value.split(',')).map(id => id.trim()).filter(id => id !== '' && id !== '-1').length;
  return settings.of('visible').filter(({ values }) => values.join('') !== 'all' && seen(values) !== count).map(({ words, values }) => ({
    rule: 'devices-mismatch',
    what: `${show(words.join(' '))} lets the server see ${seen(values)}, the replica has ${count}`,
    fix: 'remove it: the container sees no accelerators but its own',
  }));
}

function checkNodes(settings: MeantSettings): Remark[] {
  return settings.of('nodes').filter(({ means: { alone, alike }, values }) => {
    const value = values.join(' ');
    return !(alone?.test(value) || (alike !== undefined && value === (settings.valueOf(alike) ?? '1')));
  }).map(({ words }) => ({
    rule: 'several-nodes',
    what: `${show(words.join(' '))} makes the server a part of a group over several Pods, and one Pod is all that is rendered`,
    fix: 'remove it, and use more accelerators in compute; for one model over several nodes take an operator that makes such groups, as docs/comparison.md says',
  }));
}

function checkMemory(plan: RuntimePlan, settings: MeantSettings): Remark[] {
  const { compute, weights } = plan;
  const memory = settings.of('memory');
  if (memory.length === 0) return [];
  const copies = { replica: 1, copy: settings.ranks('data'), device: settings.ranks('tensor', 'pipeline', 'context', 'data') };
  const asked = memory.flatMap(({ means: { unit, each, keys, atMostWeights }, values, path, words }) => {
    const value = keys ? keys.map(key => memberOf(path, values.join(' '), key)).find(one => one !== undefined) : values[0];
    const bytes = Number(value) * unit * copies[each];
    if (!(bytes > 0)) return [];
    return [{ bytes: atMostWeights && weights.known ? Math.min(bytes, weights.bytes) : bytes, words: words.join(' '), times: copies[each] }];
  });
  const sum = asked.reduce((total, { bytes }) => total + bytes, 0);
  const limit = bytesOf(compute.memoryLimit);
  if (sum <= limit) return [];
  return [{
    rule: 'memory-below-offload',
    what: `${asked.map(({ words, times }) => `${show(words)}${times > 1 ? ` for each of ${times}` : ''}`).join(' and ')}: ${showBytes(sum)} of the host's memory, the memory limit is ${showBytes(limit)}`,
    fix: 'raise memory in compute well above that, or make them smaller',
  }];
}

/** A member of JSON, which stands in the value as a whole, or below a flag with keys. */
export function memberOf(path: string, value: string, key: string): string | undefined {
  if (path === key) return value;
  if (path !== '' && !key.startsWith(`${path}.`)) return undefined;
  try {
    const inner = key.slice(path === '' ? 0 : path.length + 1).split('.')
      .reduce<unknown>((outer, name) => (typeof outer === 'object' && outer !== null ? (outer as { [name: string]: unknown })[name] : undefined), JSON.parse(value));
    return inner === undefined || typeof inner === 'object' ? undefined : String(inner);
  } catch {
    return undefined;
  }
}

function checkPorts({ engine }: RuntimePlan, settings: MeantSettings): Remark[] {
  const taken = new Map(Object.values(engine.ports).filter(port => port !== undefined).map(port => [String(port), 'the engine']));
  return settings.of('port').filter(({ row }) => row?.property === undefined).flatMap(({ values: [port], words }): Remark[] => {
    const by = taken.get(port);
    if (port !== undefined && port !== '0') taken.set(port, show(words.join(' ')));
    return by === undefined ? [] : [{ rule: 'port-taken', what: `${show(words.join(' '))} is a port that ${by} listens on`, fix: 'use a port that nothing else in the Pod listens on' }];
  });
}
