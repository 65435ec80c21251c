import { given, JsonObject } from '../ground/objects';
import { EnvFrom } from '../values/env-from';
import { EnvValue } from '../values/env-value';
import { SecretKey } from '../values/secret-key';

/** Environment variables by where their values come from. */
export interface Environment {
  readonly secretEnv?: { [name: string]: SecretKey };
  readonly envValues?: { [name: string]: EnvValue };
  readonly env?: { [name: string]: string };
  readonly envFrom?: readonly EnvFrom[];
}

/** The variables that are said one by one, and the member that says each. */
export function variablesIn({ env, secretEnv, envValues }: Environment): { readonly name: string; readonly member: string }[] {
  const maps: { readonly [member: string]: { readonly [name: string]: unknown } | undefined } = { env, secretEnv, envValues };
  return Object.entries(maps).flatMap(([member, map]) => given(map).map(([name]) => ({ name, member })));
}

/** Names of the variables that are said one by one. */
export function namesIn(environment: Environment): string[] {
  return variablesIn(environment).map(({ name }) => name);
}

/** Secrets of which a key is a variable. */
export function secretsIn({ secretEnv, envValues }: Environment): SecretKey[] {
  const looked = given(envValues).flatMap(([, { _secret }]) => (_secret === undefined ? [] : [_secret]));
  return [...given(secretEnv).map(([, secret]) => secret), ...looked];
}

/** Several environments as one: a variable of a later one takes the place of the same variable of those before it, whatever kind it is. */
export function joinedEnvironment(...all: readonly Environment[]): Environment {
  return all.reduce((first, second) => {
    const replaced = new Set(namesIn(second));
    const joined = <T>(kept: { [name: string]: T } | undefined, own: { [name: string]: T } | undefined) => (
      { ...Object.fromEntries(given(kept).filter(([name]) => !replaced.has(name) || (own !== undefined && Object.hasOwn(own, name)))), ...own }
    );
    return {
      secretEnv: joined(first.secretEnv, second.secretEnv),
      envValues: joined(first.envValues, second.envValues),
      env: joined(first.env, second.env),
      envFrom: [...first.envFrom ?? [], ...second.envFrom ?? []],
    };
  });
}

/** Literal values stand last, so that they may refer to the others as `$(NAME)`. */
export function renderEnv({ secretEnv, envValues, env }: Environment): JsonObject[] {
  return [
    ...given(secretEnv).map(([name, secret]) => ({ name, valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } } })),
    ...given(envValues).map(([name, value]) => ({ name, valueFrom: value._render() })),
    ...given(env).map(([name, value]) => ({ name, value })),
  ];
}

/** Objects whose keys are all variables. */
export function renderEnvFrom({ envFrom = [] }: Environment): JsonObject[] {
  return envFrom.map(source => source._render());
}
