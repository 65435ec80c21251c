import { invalid } from '../ground/errors';
import { JsonObject } from '../ground/objects';
import { SwitchOptions } from '../values/switch-options';

/** Whether something that was said is on. */
export function isOn<Options extends SwitchOptions>(said: Options | undefined): said is Options {
  return said !== undefined && (said.enabled ?? true) && !said.enabledUnsaid;
}

/** `enabled` as it is recorded, or nothing; throws where it is on and not said. */
export function switchRecord(what: string, { enabled, enabledUnsaid = false }: SwitchOptions): JsonObject {
  if (!enabledUnsaid) return { enabled: enabled ?? true };
  if (!enabled) return {};
  throw invalid({
    what: `enabledUnsaid of ${what}`,
    got: 'true, beside enabled: true',
    allowed: 'without it: the API reads no `enabled` as off',
    fix: 'remove one of them',
  });
}
