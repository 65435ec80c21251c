import { RuntimeInput } from './runtime-plan';

/** The names that clients send as `model` to a server: those of the model itself, and those of its adapters. */
export interface ServedNames {
  readonly own: readonly string[];
  readonly adapters: readonly string[];
}

/** The names by which a runtime is asked. */
export function servedNames({ engine, servedName, servedAliases, beside }: Pick<RuntimeInput, 'engine' | 'servedName' | 'servedAliases' | 'beside'>): ServedNames {
  return {
    own: [servedName, ...servedAliases],
    adapters: engine._adapterNames(servedName, beside.flatMap(({ adapter }) => adapter ?? [])),
  };
}
