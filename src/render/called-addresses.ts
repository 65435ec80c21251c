import { serverArgs } from './pod-template';
import { RuntimePlan } from './runtime-plan';
import { ADDRESS_FLAGS, ADDRESS_VARIABLES, CalledAddress, calledAddress } from '../facts/called-addresses';
import { canonicalFlag, parseFlags, valuesOf } from '../flags/flags';

/** The addresses of traces, events and caches that the arguments and variables of a server name, each once. */
export function calledAddresses(plan: RuntimePlan): CalledAddress[] {
  const env: { readonly [name: string]: string | undefined } = { ...plan.container.env, ...plan.binding.env, ...plan.settings.env };
  const texts = [...addressesInArgs(plan), ...ADDRESS_VARIABLES.flatMap(name => env[name] ?? [])];
  const called = texts.flatMap(text => calledAddress(text) ?? []);
  return [...new Map(called.map(address => [`${address.host} ${address.port}`, address])).values()];
}

function addressesInArgs(plan: RuntimePlan): string[] {
  const { flagAliases } = plan.engine._facts;
  return parseFlags(serverArgs(plan)).flatMap(({ flag, words }) => {
    const [name, ...path] = canonicalFlag(flag, flagAliases).split('.');
    const row = Object.hasOwn(ADDRESS_FLAGS, name) ? ADDRESS_FLAGS[name] : undefined;
    const value = valuesOf(words)[0];
    if (row === undefined || value === undefined) return [];
    return path.length > 0 ? (path.join('.') === row.key ? [value] : []) : row.key === undefined ? [value] : memberOfJson(value, row.key);
  });
}

function memberOfJson(text: string, key: string): string[] {
  try {
    const value = (JSON.parse(text) as { readonly [key: string]: unknown })[key];
    return typeof value === 'string' ? [value] : [];
  } catch {
    return []; // said by another rule
  }
}
