import { Remark } from './ledger';
import { suspectTexts } from './object-texts';
import { checkSecrets } from './secrets';
import { show } from '../../private/errors';
import { JsonObject } from '../../private/objects';
import { unreadableTexts } from '../../private/yaml-texts';

/** What has to be said of the texts of an object that is printed, patches included, whatever the fields are that they stand in. */
export function checkTexts(manifest: JsonObject): Remark[] {
  const kind = String(manifest.kind);
  return [
    ...checkSecrets(suspectTexts(manifest)),
    ...unreadableTexts(manifest).map(({ path, got, allowed }): Remark => ({
      rule: kind === 'Model' ? 'model-schema' : 'object-schema',
      what: `the ${kind} has ${show(got)} at ${path.slice(1)}, allowed is ${allowed}`,
      fix: 'write it in another way',
    })),
  ];
}
