import { flagsOf, isVerified } from './flags-of-engine';
import { propertyOfOthers } from './other-servers';
import { Remark } from './remark';
import { ServingEngine } from '../engines/serving-engine';
import { isAtLeast } from '../facts/versions';
import { FlagsOfVersion, FlagTable } from '../flags/flag-table';
import { areOpposite } from '../flags/flag-words';
import { canonicalFlag, parseFlags } from '../flags/flags';
import { adviceOf } from '../flags/options/option-row';
import { RuntimePlan } from '../render/runtime-plan';

/** Every flag, rendered or of the user, against those that the server has in its version. */
export function checkFlags(plan: RuntimePlan): Remark[] {
  const { engine, container, settings } = plan;
  const known = flagsOf(engine);
  if (!known) return [];
  const strict = isVerified(plan);
  return [
    ...unknownFlags(known, container.args)
      .map(flag => remark(plan, flag, strict, 'the library, or your own engine, renders it: take another version, or report it')),
    ...unknownFlags(known, settings.args).map(flag => remark(plan, flag, strict, suggestion(plan.engine, known, flag))),
  ];
}

/** Flags that a version has, as they are written: models of one engine have mostly the same. */
const KNOWN = new WeakMap<FlagsOfVersion, Set<string>>();

function unknownFlags(known: FlagsOfVersion, args: string[] | undefined): string[] {
  const found: string[] = [];
  const fine = KNOWN.get(known) ?? new Set<string>();
  KNOWN.set(known, fine);
  for (const { flag } of parseFlags(args ?? [])) {
    if (fine.has(flag)) continue;
    if (flag === '' || /\s/.test(flag) || known.full(flag) !== undefined) fine.add(flag);
    else found.push(flag);
  }
  return found;
}

function remark({ engine }: RuntimePlan, flag: string, strict: boolean, fix: string): Remark {
  const known = flagsOf(engine)!;
  const { name } = engine;
  return {
    rule: strict ? 'flag-unknown' : 'flag-unverified',
    what: `${flag} is no flag of ${name} ${known.version}${history(FlagTable.read(engine._facts.flagsFile!), flag, known.version)}`,
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

/**
 * The advice in place of a flag that the server does not have: the member of the library that states it, or the flag that was meant. Never the
 * opposite.
 */
function suggestion(engine: ServingEngine, known: FlagsOfVersion, flag: string): string {
  const own = adviceOn(engine, flag);
  if (own !== undefined) return `remove it from args: ${own}`;
  const other = known.nearest(flag);
  if (other === undefined) return `remove it from args${ofOtherServers(engine, flag)}`;
  const instead = adviceOn(engine, other);
  return instead === undefined ? `use ${other}, or remove it from args` : `remove it from args; if ${other} is meant: ${instead}`;
}

/** The name that a flag of another server has here. */
function ofOtherServers(engine: ServingEngine, flag: string): string {
  const property = propertyOfOthers(canonicalFlag(flag, {}));
  const row = property === undefined ? undefined : engine._options.find(one => one.property === property);
  return row === undefined ? '' : `: ${adviceOf(row)}`;
}

/** The member of this library that states a flag, where there is one: also a flag that the server had in other versions. */
function adviceOn(engine: ServingEngine, flag: string): string | undefined {
  const name = canonicalFlag(flag.split('.')[0], engine._facts.flagAliases);
  const { reservedFlags } = engine._facts;
  if (Object.hasOwn(reservedFlags, name)) return reservedFlags[name];
  const rows = engine._options.filter(({ flags }) => flags.length > 0);
  const row = rows.find(({ flags }) => flags[0] === name)
    ?? rows.find(({ flags, property }) => property !== undefined && areOpposite(flags[0], name));
  return row && adviceOf(row);
}
