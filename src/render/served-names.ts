import { RuntimeInput } from './runtime-plan';

/** The names that clients send as `model` to a server: those of the model itself, and those of its adapters. */
export interface ServedNames {
  readonly own: readonly string[];
  readonly adapters: readonly string[];
}

type Named = Pick<RuntimeInput, 'engine' | 'servedName' | 'servedAliases' | 'beside'>;

/** The names by which a runtime is asked. */
export function servedNames({ engine, servedName, servedAliases, beside }: Named): ServedNames {
  return {
    own: [servedName, ...servedAliases],
    adapters: engine._adapterNames(servedName, beside.flatMap(({ adapter }) => adapter ?? [])),
  };
}
