import { SecretKey } from '../../values/secret-key';

/** Variable that carries a key from its Secret to the command line of a server that reads none from its environment. */
const VARIABLE = 'SERVER_API_KEY';

/** The flag with the key, which Kubernetes puts in; nothing without a key. */
export function apiKeyArgs(flag: string, key: SecretKey | undefined): string[] {
  return key === undefined ? [] : [flag, `$(${VARIABLE})`];
}

/** The variable that the flag refers to; nothing without a key. */
export function apiKeyEnv(key: SecretKey | undefined): { [name: string]: SecretKey } | undefined {
  return key && { [VARIABLE]: key };
}
