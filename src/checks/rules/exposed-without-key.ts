import { Exposure } from '../../render/ports';
import { Severity } from '../../values/finding';
import { isGiven, SettingReader } from '../given-settings';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** Blocks of all addresses. */
const EVERYBODY = new Set(['0.0.0.0/0', '::/0']);

/** A flag or a variable that hands a server the key which clients have to send. */
const KEY = /^(--|.*_)?api[-_]keys?([-_]file)?$/i;

/** A server that answers everybody outside of the cluster, and asks nobody for a key. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'whoever reaches the address can use the accelerators, and read what the server tells',
  topic: 'network',
  check(subject) {
    const { exposures, plan: { settings: { network }, engine } } = subject;
    if (exposures.length === 0) return NOT_APPLICABLE;
    const isNarrow = ({ ranges }: Exposure) => ranges.length > 0 && !ranges.some(range => EVERYBODY.has(range.trim()));
    if (network !== undefined || asksForKey(subject)) return [];
    const takesKey = engine._options.some(({ property }) => property === 'apiKey');
    return exposures.filter(one => !isNarrow(one)).map(({ what }) => ({
      what: `${what}, and ${engine.name} asks for no key that the library knows of`,
      fix: `${takesKey ? 'give apiKey to the engine, ' : 'put a gateway in front that asks for a key, '}name who may call in loadBalancerSourceRanges or network.from, or acknowledge the finding where the address is internal`,
    }));
  },
};

/** Whether the server was given a key: by the engine's own property, a credential in args, or one in a Secret where the server is not known. */
function asksForKey({ patched: { engine, settings, container } }: RuntimeSubject): boolean {
  const reader = SettingReader.of(engine);
  const isKey = (name: string) => reader.rowOf(name)?.property === 'apiKey' || KEY.test(name);
  const isKnown = engine._options.some(({ property }) => property !== undefined);
  return isGiven(engine, 'apiKey')
    || reader.args(settings.args ?? []).some(({ name }) => isKey(name))
    || Object.keys({ ...settings.secretEnv, ...settings.env }).some(isKey)
    || (!isKnown && Object.keys({ ...container.secretEnv, ...settings.secretEnv }).length > 0);
}
