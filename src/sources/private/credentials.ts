import { invalid } from '../../ground/errors';
import { SecretKey } from '../../values/secret-key';

/** How a source proves who it is: by Secrets, not at all, or by the identity of the Pod's ServiceAccount. */
export interface Access {
  readonly secrets: SecretKey[];
  readonly identity: boolean;
}

/** Derives it from the options of the user; throws for credentials together with `anonymous`, and for half of a pair. */
export function accessOf(what: string, keys: { [prop: string]: SecretKey | undefined }, anonymous: boolean | undefined, pair: string[] = []): Access {
  const given = Object.keys(keys).filter(prop => keys[prop] !== undefined);
  if (anonymous && given.length > 0) {
    throw invalid({
      what: `access to ${what}`,
      got: `anonymous and ${given.join(', ')}`,
      allowed: 'one of them',
      fix: 'leave anonymous out to use the credentials',
    });
  }
  const missing = pair.filter(prop => !given.includes(prop));
  if (given.length > 0 && missing.length > 0) {
    throw invalid({
      what: `access to ${what}`,
      got: given.join(', '),
      allowed: `${pair.join(' and ')} together`,
      fix: `give ${missing.join(' and ')} too, or none of them to use the identity of the ServiceAccount`,
    });
  }
  return {
    secrets: Object.values(keys).filter(key => key !== undefined),
    identity: !anonymous && given.length === 0,
  };
}
