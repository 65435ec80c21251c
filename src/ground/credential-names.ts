import { remembered } from './remembered';

/** How much the name of a variable, flag or member says of its value. */
export enum NameClass {
  /** Nothing. */
  OTHER,
  /** It is a credential when it looks like one: `KAGGLE_KEY`. */
  FAINT,
  /** It reads like a credential: `DB_PASS`. */
  LIKELY,
  /** As that, and a number can be one: `CARD_PIN`. */
  DIGITS,
  /** It is one: programs read it as such. */
  KNOWN,
}

/** Variables, flags and headers that hold a credential, in lower case, with "_" for "-". */
const KNOWN = new Set([
  'hf_token', 'hugging_face_hub_token', 'hf_auth_token', 'aws_secret_access_key', 'aws_session_token', 'aws_access_key_id', 'ngc_api_key', 'ngc_cli_api_key',
  'azure_storage_key', 'azure_storage_connection_string', 'azure_client_secret', 'azure_storage_sas_token', 'vllm_api_key', 'llama_api_key',
  'openai_api_key', 'anthropic_api_key',
  'api_key', 'modelscope_api_token', 'wandb_api_key', 's3_secret_access_key', 's3_access_key_id', 'github_token', 'rclone_config_pass', 'pgpassword',
  'mysql_pwd', 'mysql_root_password',
  'postgres_password', 'redis_password', 'minio_root_password', 'minio_secret_key', 'secret_access_key', 'authorization', 'proxy_authorization',
  'x_api_key', 'private_token',
  '__api_key', '__api_keys', '__admin_api_key', '__hf_token', '__token', '__password',
]);

const LONGEST_KNOWN = Math.max(...[...KNOWN].map(name => name.length));

/** The last words of a name that is likely to be that of a credential; a name is read in lower case, its words joined by "_". */
const LIKELY = new RegExp(`(^|_)(${[
  '(?:access|auth|api|refresh|bearer|id|session|bot|app|user|personal|deploy|registry|service|hub|security|sas|csrf|oauth)?_?token',
  'secret', 'passwd', 'password', 'pass', 'pwd', 'pw', 'passphrase', 'passcode', 'passkey', 'pgpass', 'bearer', 'jwt', 'sas', 'mnemonic',
  'credentials?', 'creds',
  '(?:api|access|secret|private|signing|encryption|master|account|shared|admin|license|hmac|ssh|ssl|webhook|auth|unseal|fernet)_?keys?',
  '(?:seed|recovery|secret)_?phrase', '(?:recovery|backup)_codes?', 'conn(?:ection)?_?str(?:ing)?', 'shared_?access_?signature',
  'passwort|kennwort|mot_?de_?passe|contrase(?:n|\u00f1)a|senha|wachtwoord',
].join('|')})$`);

/** Two words that were written as one: `DBPASS`; `BYPASS` is no such name. */
const LIKELY_END = /(password|passwd|passphrase|apikey|secretkey|accesskey|privatekey|authtoken|accesstoken|secret|token|(?:db|user|root|admin|key|store|trust|cert|pg|sql|mongo|redis|smtp|imap|ftp|ldap|bind|mail|http|proxy|login|master|cluster)(?:pass|pwd|pw))$/;

/** A number of four digits and more is one, too. */
const DIGITS = /(^|_)((?:access|card|user|login|admin|security|device|sim|door|vault|hsm|slot|token|so)_?pin|(?:one_?time_?)?(?:otp|totp)(?:_code)?)$|^pin$|^pin_code$/;

/** Tokens of texts, keys of tables, and objects of Kubernetes that are called like that. */
const INNOCENT = /(^|_)((pad|eos|bos|unk|sep|cls|mask|stop|start|end|image|audio|video|language|special|num|max|min|new|next|first|last|prompt|output|input|total|per|eot|think|tool)_tokens?|service_account_token|(password|token|key|auth|user(name)?)_secret_(key|name)|(public|primary|partition|sort|cache|routing|object|foreign|idempotency|s3|hot|publishable|site|topology|group|lookup|dict|map|json|message|config|label|taint|metric|row|column|index)_keys?|(by|no|num|multi|single|first|second|one|two|pre|post|max|min|per|forward|backward|require|use|enable|allow|skip)_(pass|secret|password|api_key|token|key|credentials))$/;

/**
 * How every name ends that one of the expressions around this takes: most names do not, and what is not asked need not be compiled, which takes
 * longer than to ask.
 */
const ENDS = /(?:tokens?|secrets?|passwords?|pass|passwd|pwd?|passkey|code|codes|passphrase|phrase|mnemonic|jwt|sas|bearer|credentials?|creds|keys?|str|string|signature|passwort|kennwort|passe|contrase(?:n|\u00f1)a|senha|wachtwoord|pin|otp|auth|cookies?|pat|session|dsn|salt|pepper|hmac)$/;

const FAINT = /(^|_)(key|auth|cookies?|basic_auth|userpass|pat|session|dsn|salt|pepper|hmac|secrets|passwords|tokens)$/;

/** Which of several it is, and in which form: `OPENAI_API_KEY_2`, `DB_PASSWORD_PROD`, `TOKEN_BASE64`. */
const TAIL = /(?:_(?:value|default|literal|b64|base64|plain|raw|json|pem|hex|encoded|prod|production|stage|staging|dev|old|primary|secondary|backup|ro|rw)|_?\d{1,2})$/;

/** Reads the name of a variable, a flag, a member, a header: `accessToken`, `--api-key` and `X-Api-Key` alike. Asked again and again for few names. */
export const classOfName = remembered((name): NameClass => (name.length > 100 ? NameClass.OTHER : classify(name)));

/** Whether a name is that of a credential for sure: to be asked about words that may be anything, and are not said again. */
export function isKnownName(name: string): boolean {
  return name.length <= LONGEST_KNOWN && KNOWN.has(name.replace(/-/g, '_').toLowerCase());
}

function classify(name: string): NameClass {
  if (isKnownName(name)) return NameClass.KNOWN;
  const last = wordsOf(name).replace(/^_+/, '').replace(TAIL, '');
  if (last === 'key') return NameClass.FAINT; // it stands in every Pod
  if (!ENDS.test(last) || INNOCENT.test(last)) return NameClass.OTHER;
  if (DIGITS.test(last)) return NameClass.DIGITS;
  if (LIKELY.test(last) || LIKELY_END.test(last)) return NameClass.LIKELY;
  return FAINT.test(last) ? NameClass.FAINT : NameClass.OTHER;
}

/** A name in lower case with "_" between its words. Of a path, `javax.net.ssl.keyStorePassword`, the last step. */
function wordsOf(name: string): string {
  return name.replace(/^.*[./:]/, '').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/-/g, '_').toLowerCase();
}

/** Characters that word processors and web pages make of "-". */
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

const ODD_START = /^-?[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]{1,2}/;

/** A text of the same length with plain dashes. */
export function plainDashes(text: string): string {
  return /[\u2010-\uFF0D]/.test(text) ? text.replace(DASHES, '-') : text;
}

/** The flag that a word of a command line is, as far as it was meant to be one: without quotes and blanks, with plain dashes. */
export const flagMeantBy = remembered((word): string | undefined => {
  const bare = word.replace(/^[\s"'`]{1,3}|[\s"'`]{1,3}$/g, '').replace(ODD_START, '--');
  return /^-{1,2}[A-Za-z][^=\s]*$/.exec(plainDashes(bare))?.[0];
});
