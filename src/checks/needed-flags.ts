import { shown } from './argument-checks';
import { SettingReader } from './given-settings';
import { Remark } from './remark';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** Flags of the user that a server refuses without another one. A file of settings can say the other one, and nobody here reads it. */
export function checkNeededFlags(plan: RuntimePlan): Remark[] {
  const { engine, container, binding, settings } = plan;
  const reader = SettingReader.of(engine);
  const names = new Set(reader.args(serverArgs(plan)).map(({ name }) => name));
  if (names.has('--config')) return [];
  const variables = new Set(Object.keys({ ...container.env, ...binding.env, ...settings.env, ...settings.secretEnv }));
  return reader.args(settings.args ?? []).flatMap((setting): Remark[] => {
    const { needs = [] } = setting.row ?? {};
    const isThere = (flag: string) => names.has(flag) || (reader.rowOf(flag)?.env ?? []).some(name => variables.has(name));
    if (needs.length === 0 || !reader.knows(setting.words[0]) || needs.some(isThere)) return [];
    const property = needs.map(flag => reader.rowOf(flag)?.property).find(one => one !== undefined);
    return [{
      rule: 'flag-needs-another',
      what: `args has ${shown(setting)} without ${needs.join(' or ')}`,
      fix: property === undefined ? `give ${needs.join(' or ')} too, or remove it from args` : `use ${property} of the engine, or remove it from args`,
    }];
  });
}
