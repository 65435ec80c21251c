import { checkedServedName, checkedVersion } from '../ground/names';
import { ModelRuntimeProps } from '../profiles/model-runtime-props';

/** One and the same list for all models without aliases: they are alike in it. */
export const NO_ALIASES: string[] = [];

/** The name that clients send, once all of those are names, and the version is one. */
export function servedNameOf(name: string, { servedName, servedAliases = [], version }: ModelRuntimeProps): string {
  checkedVersion(version);
  for (const alias of servedAliases) checkedServedName('servedAliases', alias);
  return servedName === undefined ? name : checkedServedName('servedName', servedName);
}
