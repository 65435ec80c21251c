import { Remark } from './ledger';
import { isAtLeast } from '../../engines/private/versions';
import { ServingEngine } from '../../engines/serving-engine';
import { FlagsOfVersion, FlagTable } from '../../private/flag-table';
import { parseFlags } from '../../private/flags';
import { RuntimePlan } from '../../private/runtime-plan';

/** The flags that the server of an engine has in its version; undefined when the engine has no data. */
export function flagsOf(engine: ServingEngine): FlagsOfVersion | undefined {
  const { flagsFile, version } = engine;
  return flagsFile === undefined || version === undefined ? undefined : FlagTable.read(flagsFile).of(version);
}

/** Every flag, rendered or of the user, against those that the server has in its version. */
export function checkFlags(plan: RuntimePlan): Remark[] {
  const { engine, container, settings } = plan;
  const known = flagsOf(engine);
  if (!known) return [];
  const strict = known.covered && isOfficial(plan);
  return [
    ...unknownFlags(known, container.args).map(flag => remark(plan, flag, strict, 'the library, or the engine of yours, renders it: take another version, or report it')),
    ...unknownFlags(known, settings.args).map(flag => remark(plan, flag, strict, suggestion(known, flag))),
  ];
}

/** The version of an engine against those that the data has. */
export function checkEngineVersion(engine: ServingEngine): Remark[] {
  const known = flagsOf(engine);
  if (!known || known.covered) return [];
  return [{
    rule: 'engine-version-unverified',
    what: `the flags of ${engine.name} ${engine.version} are not known, and are checked as those of ${known.version}`,
    fix: `use ${engine.name} ${known.version}, or a version of this library that knows ${engine.version}, or acknowledge the finding`,
  }];
}

function unknownFlags(known: FlagsOfVersion, args: string[] | undefined): string[] {
  return parseFlags(args ?? []).map(({ flag }) => flag).filter(flag => flag !== '' && !/\s/.test(flag) && known.full(flag) === undefined);
}

/** Whether the image is one that the makers of the server publish, or a mirror of it. */
function isOfficial({ engine, image }: RuntimePlan): boolean {
  const repository = image.replace(/@[^]*$/, '').replace(/:[^/:]*$/, '');
  return engine.officialImages.some(official => repository === official || repository.endsWith(`/${official}`) || repository.endsWith(`/${withoutHost(official)}`));
}

function withoutHost(repository: string): string {
  return repository.replace(/^[^/.]*\.[^/]*\//, '');
}

function remark({ engine }: RuntimePlan, flag: string, strict: boolean, fix: string): Remark {
  const known = flagsOf(engine)!;
  const { name } = engine;
  return {
    rule: strict ? 'flag-unknown' : 'flag-unverified',
    what: `${flag} is no flag of ${name} ${known.version}${history(FlagTable.read(engine.flagsFile!), flag, known.version)}`,
    fix: strict ? fix : `${fix}; acknowledge the finding when the image has it`,
  };
}

/** In which version a flag came or went, seen from another. */
function history(table: FlagTable, flag: string, version: string): string {
  const spans = table.history(flag);
  if (!spans) return '';
  const gone = spans.filter((_, position) => position % 2 === 1).filter(last => !isAtLeast(last, version)).pop();
  if (gone !== undefined) return `: ${gone} was the last to have it, it went with ${table.after(gone)}`;
  return `: it came with ${spans[0]}`;
}

function suggestion(known: FlagsOfVersion, flag: string): string {
  const other = known.nearest(flag);
  return other === undefined ? 'remove it from args' : `use ${other}, or remove it from args`;
}
