import { given } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Variables of the user against each other. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'one variable cannot have a literal value and a Secret',
  topic: 'variables',
  check({ patched: { settings: { env, secretEnv } } }) {
    if (!env || !secretEnv) return NOT_APPLICABLE;
    const names = new Set(given(secretEnv).map(([name]) => name));
    return given(env).filter(([name]) => names.has(name)).map(([name]) => ({
      what: `${name} is in env and in secretEnv`,
      fix: 'keep the one in secretEnv when it is a credential',
    }));
  },
};
