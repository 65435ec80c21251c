import { namesIn } from '../../render/environment';
import { serverArgs } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { SettingReader } from '../given-settings';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';
import { shown } from '../setting-words';

/** Flags of the user that a server refuses without another one. A file of settings or a ConfigMap can say the other one, and nobody here reads it. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a server that gets the flag without the other one ends at once, or never becomes ready',
  topic: 'variables',
  check({ patched: plan }) {
    const { engine, container, binding, settings } = plan;
    if ((settings.args ?? []).length === 0) return NOT_APPLICABLE;
    const reader = SettingReader.of(engine);
    const names = new Set(reader.args(serverArgs(plan)).map(({ name }) => name));
    if (names.has('--config') || (settings.envFrom ?? []).length > 0) return NOT_APPLICABLE;
    const variables = new Set([container, binding, settings].flatMap(namesIn));
    const isThere = (flag: string) => names.has(flag) || (reader.rowOf(flag)?.env ?? []).some(name => variables.has(name));
    return reader.args(settings.args ?? []).flatMap((setting): Said[] => {
      const { needs = [], needsWith = /^/ } = setting.row ?? {};
      if (needs.length === 0 || !needsWith.test(setting.values.join(' ')) || !reader.knows(setting.words[0]) || needs.some(isThere)) return [];
      const property = needs.map(flag => reader.rowOf(flag)?.property).find(one => one !== undefined);
      return [{
        what: `args has ${shown(setting)} without ${needs.join(' or ')}`,
        fix: property === undefined ? `give ${needs.join(' or ')} too, or remove it from args` : `use ${property} of the engine, or remove it from args`,
      }];
    });
  },
};
