import { Remark } from './ledger';
import { checkSecrets } from './secrets';
import { at, itemsAt, JsonObject } from '../../private/objects';

/** Literal credentials that patches put into a Pod template: in variables, commands and arguments that were not there before. */
export function checkPatchedTexts(before: JsonObject, after: JsonObject, by: string): Remark[] {
  const known = new Set(textsOf(before, by).map(({ name, value }) => `${name} ${value}`));
  return checkSecrets(textsOf(after, by).filter(({ name, value }) => !known.has(`${name} ${value}`)));
}

function textsOf(template: JsonObject, by: string): { where: string; name: string; value: string }[] {
  const containers = [...itemsAt(template, 'spec', 'containers'), ...itemsAt(template, 'spec', 'initContainers')];
  return containers.flatMap(container => {
    const words = [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].map(String);
    return [
      ...itemsAt(container, 'env').map(variable => ({
        where: `env ${String(at(variable, 'name'))} in ${by}`, name: String(at(variable, 'name')), value: String(at(variable, 'value') ?? ''),
      })),
      ...words.map((word, index) => ({ where: `an argument in ${by}`, name: words[index - 1]?.startsWith('-') ? words[index - 1] : '', value: word })),
    ];
  });
}
