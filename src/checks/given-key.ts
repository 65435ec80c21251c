import { isGiven, SettingReader } from './given-settings';
import { EngineContainer } from '../engines/serving-engine';
import { RuntimeInput } from '../render/runtime-plan';

/** A server, as far as it may have been given a key. */
interface Keyed extends Pick<RuntimeInput, 'engine' | 'settings'> {
  readonly container?: Pick<EngineContainer, 'secretEnv'>;
}

/** A flag or a variable that hands a server the key which clients have to send. */
const KEY = /^(--|.*_)?api[-_]keys?([-_]file)?$/i;

/** Whether the server was given a key: by the engine's own property, a credential in args, or one in a Secret where the server is not known. */
export function asksForKey({ engine, settings, container }: Keyed): boolean {
  const reader = SettingReader.of(engine);
  const isKey = (name: string) => reader.rowOf(name)?.property === 'apiKey' || KEY.test(name);
  const isKnown = engine._options.some(({ property }) => property !== undefined);
  return isGiven(engine, 'apiKey')
    || reader.args(settings.args ?? []).some(({ name }) => isKey(name))
    || Object.keys({ ...settings.secretEnv, ...settings.env }).some(isKey)
    || (!isKnown && Object.keys({ ...container?.secretEnv, ...settings.secretEnv }).length > 0);
}
