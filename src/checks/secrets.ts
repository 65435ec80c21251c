import { Remark } from './remark';
import { NameClass, classOfName } from '../ground/credential-names';
import { Credential, credentialsIn, credentialUnder, mayHoldCredential } from '../ground/credentials';

/** A text of a manifest, and where it stands. */
export interface PlainText {
  /** For messages: `env HF_TOKEN of the server`. */
  readonly where: string;
  /** Name of the variable, flag or member; empty for other texts. */
  readonly name: string;
  readonly value: string;
  /** Its form as a word of a command, where it is one. */
  readonly credential?: Credential;
  /** How it can be handed over instead, where it can. */
  readonly instead?: string;
}

/** Whether a text under a name has to be looked at closely: nearly none has, and manifests hold many. */
export function mayHoldSecret(text: string, name: string = ''): boolean {
  return mayHoldCredential(text) || (name !== '' && classOfName(name) !== NameClass.OTHER);
}

/** The findings about texts that are, or look like, credentials: at most one for each. */
export function checkSecrets(texts: readonly PlainText[]): Remark[] {
  return texts.flatMap(checkText);
}

const FIX = 'put it into a Secret and hand it over with SecretKey.of(name, key): as secretEnv, or as the credential of the source or engine';

function checkText({ where, name, value, credential, instead = FIX }: PlainText): Remark[] {
  const inside = [...credentialsIn(value), ...(credential === undefined ? [] : [credential])];
  const whole = credentialUnder(name, value);
  const first = inside.find(({ certain }) => certain) ?? (whole?.certain ? whole : inside[0] ?? whole);
  if (!first) return [];
  const secrets = [...inside.map(({ start, end }) => value.slice(start, end)), ...(whole ? [value] : [])];
  const holds = first === whole ? 'a literal value' : first.is;
  if (first.certain) {
    return [{ rule: 'secret-literal', what: `${where} ${first === whole ? 'is a credential and has' : 'holds'} ${holds}`, fix: instead, secrets }];
  }
  return [{
    rule: 'secret-suspicious',
    what: `${where} ${first === whole ? 'reads like a credential and has' : 'seems to hold'} ${holds}`,
    fix: `${instead}; acknowledge the finding when it is none`,
    secrets,
  }];
}
