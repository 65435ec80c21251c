import { Severity } from '../../values/finding';
import { SettingReader } from '../given-settings';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { adviceFor, shown } from '../setting-words';

/** Flags among the words of the engine's program that the library gives the server once more, behind them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the arguments follow the words of program, and a server takes the later of two values: the one in program has no effect',
  topic: 'words',
  check({ plan }) {
    const { engine, container } = plan;
    const { program } = engine._props as { readonly program?: readonly string[] };
    if (program === undefined) return NOT_APPLICABLE;
    const reader = SettingReader.of(engine);
    const derived = new Map(reader.args(container.args ?? []).map(setting => [setting.name, setting]));
    return reader.args(program.slice(1)).flatMap(setting => {
      const same = setting.name === '' || /\s/.test(setting.name) ? undefined : derived.get(setting.name);
      if (same === undefined || same.values.join(' ') === setting.values.join(' ')) return [];
      return [{
        what: `program of the engine has ${shown(setting)}, and the arguments behind it have ${shown(same)}`,
        fix: `remove it from program: ${adviceFor(plan, same.row ?? setting.row)}; acknowledge the finding when the program takes the flag for itself`,
      }];
    });
  },
};
