import { counts, OptionRow } from '../../flags/options/option-row';
import { Severity } from '../../values/finding';
import { isGiven, SettingReader } from '../given-settings';
import { RuntimeRule } from '../rule';
import { shown } from '../setting-words';

/** Settings in args or env that have no effect on this compute, and options of the engine that have none. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a setting that is given and has no effect looks as if it had one',
  topic: 'options',
  check({ patched: { engine, compute, settings } }) {
    const accelerated = compute.accelerator !== undefined;
    const idle = (row: OptionRow | undefined) => row?.property !== undefined && !counts(row, accelerated);
    const reader = SettingReader.of(engine);
    const own = [...reader.args(settings.args ?? []), ...reader.env(settings.env ?? {})].filter(({ row }) => idle(row)).map(shown);
    const properties = engine._options.filter(row => idle(row) && isGiven(engine, row.property!)).map(({ property }) => `${property} of the engine`);
    return [...new Set([...properties, ...own])].map(what => ({
      what: `${what} has no effect ${accelerated ? 'with' : 'without'} accelerators`,
      fix: `leave it out here, or use ${accelerated ? 'Compute.cpu()' : 'Compute.gpu()'} in compute`,
    }));
  },
};
