import { ServingEngine } from '../engines/serving-engine';
import { isAtLeast } from '../facts/versions';
import { canonicalFlag, parseFlags, valuesOf } from '../flags/flags';
import { OptionRow } from '../flags/options/option-row';
import { SHARED_OPTIONS } from '../flags/options/shared-options';
import { tryJson } from '../ground/json';
import { at, Json } from '../ground/objects';

/** What is told to a server, and how many copies and devices a replica has. */
interface Told {
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly copies: number;
  readonly devices: number;
}

/** Memory of the host that a server is told to take, by the rows of its options that mean it; that of weights is counted with the weights. */
export function toldHostMemory(engine: ServingEngine, { args, env, copies, devices }: Told): number {
  const version = engine._facts.version ?? '0';
  return [...engine._options, ...SHARED_OPTIONS].reduce((sum, row) => {
    const { means, since = '0', before } = row;
    if (means?.kind !== 'memory' || means.atMostWeights || !isAtLeast(version, since) || (before !== undefined && isAtLeast(version, before))) return sum;
    const said = saidOf(row, engine, args) ?? row.env.map(name => env[name]).find(value => value !== undefined);
    const value = means.keys ? means.keys.map(key => memberOf(said, key)).find(one => one !== undefined) : said;
    const bytes = Number(value) * means.unit * ({ replica: 1, copy: copies, device: devices })[means.each];
    return bytes > 0 && bytes < Infinity ? sum + bytes : sum;
  }, 0);
}

/** The value of the last flag of a row. */
function saidOf(row: OptionRow, { _facts: { flagAliases } }: ServingEngine, args: readonly string[]): string | undefined {
  const groups = parseFlags(args).filter(({ flag }) => row.flags.includes(canonicalFlag(flag, flagAliases)));
  return groups.length === 0 ? undefined : valuesOf(groups[groups.length - 1].words).join(' ');
}

function memberOf(text: string | undefined, key: string): Json {
  return at(tryJson(text ?? '{}'), ...key.split('.'));
}
