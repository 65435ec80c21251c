import { counts, OptionRow } from '../../flags/options/option-row';
import { given } from '../../ground/objects';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { isGiven, SettingReader } from '../given-settings';
import { RuntimeRule, Said } from '../rule';
import { shown } from '../setting-words';

/** Settings in args or env that have no effect on this compute, options of the engine that have none, and wishes for a memory that nobody plans. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a setting that is given and has no effect looks as if it had one',
  topic: 'options',
  check({ patched }) {
    const { engine, compute, settings } = patched;
    const accelerated = compute.accelerator !== undefined;
    const idle = (row: OptionRow | undefined) => row?.property !== undefined && !counts(row, accelerated);
    const reader = SettingReader.of(engine);
    const own = [...reader.args(settings.args ?? []), ...reader.env(settings.env ?? {})].filter(({ row }) => idle(row)).map(shown);
    const properties = engine._options.filter(row => idle(row) && isGiven(engine, row.property!)).map(({ property }) => `${property} of the engine`);
    return [
      ...withoutArchitecture(patched),
      ...[...new Set([...properties, ...own])].map(what => ({
        what: `${what} has no effect ${accelerated ? 'with' : 'without'} accelerators`,
        fix: `leave it out here, or use ${accelerated ? 'Compute.cpu()' : 'Compute.gpu()'} in compute`,
      })),
      ...ofDownloads(patched),
    ];
  },
};

/** Wishes for a memory that is not planned. */
function withoutArchitecture({ architecture, footprint }: RuntimePlan): Said[] {
  const wishes = architecture === undefined ? given({ ...footprint }).filter(([, value]) => value !== false).map(([name]) => `footprint.${name}`) : [];
  if (wishes.length === 0) return [];
  return [{
    what: `${wishes.join(' and ')} ${wishes.length === 1 ? 'has' : 'have'} no effect without architecture`,
    fix: 'give the architecture of the model, or leave footprint out',
  }];
}

/** Resources of downloads, where no container downloads: servers that know the hub load the model themselves, volumes are mounted. */
function ofDownloads({ binding, fill, settings: { downloads } }: RuntimePlan): Said[] {
  if (downloads === undefined || [binding, fill?.binding].some(one => (one?.initContainers ?? []).length > 0)) return [];
  return (['memory', 'cpu'] as const).filter(name => downloads[name] !== undefined).map(name => ({
    what: `downloads.${name} has no effect, as no container downloads the model: `
      + `${binding.model.hub || binding.model.path.includes('://') ? 'its server does that itself' : 'it is mounted, or in the image'}`,
    fix: `leave downloads.${name} out here; compute has the resources of the server`,
  }));
}
