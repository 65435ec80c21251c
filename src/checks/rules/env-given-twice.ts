import { Environment, variablesIn } from '../../render/environment';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Variables of the user against each other, of the server and of each container beside it. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a variable has one value, and two places give it one',
  topic: 'variables',
  check({ patched: { settings }, others }) {
    const found = [...givenTwice(settings, ''), ...others.flatMap(one => givenTwice(one, ` of ${one.name}`))];
    return found.length === 0 && !settings.env && !settings.secretEnv && !settings.envValues ? NOT_APPLICABLE : found;
  },
};

function givenTwice(environment: Environment, of: string): Said[] {
  const members = new Map<string, string[]>();
  for (const { name, member } of variablesIn(environment)) members.set(name, [...members.get(name) ?? [], member]);
  return [...members].filter(([, said]) => said.length > 1).map(([name, said]) => ({
    what: `${name} is in ${said.join(' and in ')}${of}`,
    fix: 'keep one of them: the one in secretEnv when it is a credential',
  }));
}
