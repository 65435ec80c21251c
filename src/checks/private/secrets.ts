import { Remark } from './ledger';

/** Values that are credentials by their form, whatever they are called. */
const TOKEN_FORMATS: readonly [string, RegExp][] = [
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{20,}/],
  ['an AWS access key id', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['an NVIDIA API key', /\bnvapi-[-_A-Za-z0-9]{20,}/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ['a GitLab token', /\bglpat-[-_A-Za-z0-9]{20,}/],
  ['a Slack token', /\bxox[abprs]-[-A-Za-z0-9]{10,}/],
  ['an OpenAI style key', /\bsk-[-_A-Za-z0-9]{20,}/],
  ['a Google API key', /\bAIza[-_A-Za-z0-9]{35}/],
  ['a JSON web token', /\beyJ[-_A-Za-z0-9]{10,}\.eyJ[-_A-Za-z0-9]{10,}\./],
  ['a private key', /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/],
  ['an Azure account key or signature', /(AccountKey=[A-Za-z0-9+/]{20,}|[?&]sig=[A-Za-z0-9%+/]{20,})/],
  ['a signed URL', /[?&]X-(Amz|Goog)-Signature=/],
  ['a password in a URL', /:\/\/[^\s/:@]+:[^\s/@]+@/],
];

/** What every token format has in it: most texts have none of it, and are not looked at again. */
const TRACES = /hf_|AKIA|ASIA|nvapi-|gh[pousr]_|github_pat_|glpat-|xox|sk-|AIza|eyJ|PRIVATE KEY|AccountKey=|[?&]sig=|-Signature=|:\/\/[^\s/]*@/;

/** Variables and flags that hold a credential, by their exact name in the field. */
const CREDENTIALS = new Set([
  'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'HF_AUTH_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ACCESS_KEY_ID', 'NGC_API_KEY', 'NGC_CLI_API_KEY',
  'AZURE_STORAGE_KEY', 'AZURE_STORAGE_CONNECTION_STRING', 'AZURE_CLIENT_SECRET', 'AZURE_STORAGE_SAS_TOKEN', 'VLLM_API_KEY', 'LLAMA_API_KEY', 'OPENAI_API_KEY',
  'API_KEY', 'MODELSCOPE_API_TOKEN', 'WANDB_API_KEY', 'S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID', 'GITHUB_TOKEN', 'RCLONE_CONFIG_PASS',
  '--api-key', '--api-keys', '--admin-api-key', '--hf-token', '--token', '--password',
]);

/** Names that read like a credential; how many tokens or where a key file lies is none. */
const SUSPICIOUS = /(^|[_-])(token|secret|passwd|password|apikey|api[_-]key|access[_-]key|private[_-]key|credentials?)$/i;

/** A text of a manifest, and where it stands. */
export interface PlainText {
  /** For messages: `env HF_TOKEN of the server`. */
  readonly where: string;
  /** Name of the variable or flag; empty for other texts. */
  readonly name: string;
  readonly value: string;
}

/** A part of every name in CREDENTIALS, and of every name that SUSPICIOUS fits; a tokenizer is none. */
const HINT = /key|token(?!iz)|secret|pass|credential|connection.string/i;

/** Whether a text has to be looked at closely: nearly none has, and manifests hold many. */
export function mayHoldSecret(text: string): boolean {
  return HINT.test(text) || TRACES.test(text);
}

/** What has to be said of texts that are, or look like, credentials. */
export function checkSecrets(texts: PlainText[]): Remark[] {
  return texts.flatMap(checkText);
}

const FIX = 'put it into a Secret and hand it over with SecretKey.of(name, key): as secretEnv, or as the credential of the source or engine';

function checkText(text: PlainText): Remark[] {
  const { where, name } = text;
  const value = withoutReferences(text.value);
  const format = TRACES.test(value) ? TOKEN_FORMATS.find(([, pattern]) => pattern.test(value)) : undefined;
  if (format) return [{ rule: 'secret-literal', what: `${where} holds ${format[0]} (${mask(value)})`, fix: FIX }];
  if (value === '') return [];
  if (isCredential(name)) return [{ rule: 'secret-literal', what: `${where} is a credential and has a literal value (${mask(value)})`, fix: FIX }];
  const inside = value.includes('=') || value.includes('--') ? assignmentIn(value) : undefined;
  if (inside) return [{ rule: 'secret-literal', what: `${where} sets the credential ${inside.name} to a literal value (${mask(inside.value)})`, fix: FIX }];
  if (!SUSPICIOUS.test(name) || /^(true|false|\d+|\/.*)$/i.test(value)) return [];
  return [{ rule: 'secret-suspicious', what: `${where} reads like a credential and has a literal value (${mask(value)})`, fix: `${FIX}; acknowledge the finding when it is none` }];
}

/** `$(NAME)` is replaced by Kubernetes with the value of another variable, which can come from a Secret. */
function withoutReferences(value: string): string {
  return value.includes('$(') ? value.replace(/\$\([A-Za-z_][A-Za-z0-9_]*\)/g, '') : value;
}

/** Flags are known in both spellings: `--api_key` is `--api-key`. */
function isCredential(name: string): boolean {
  return name !== '' && CREDENTIALS.has(name.startsWith('--') ? name.replace(/_/g, '-') : name);
}

/** A credential set inside a text, as a shell script does: `HF_TOKEN=…`, `--api-key …`. */
function assignmentIn(value: string): { name: string; value: string } | undefined {
  for (const [, name, literal] of value.matchAll(/(?<![-\w])(--[a-z][-_a-z]+|[A-Z][A-Z0-9_]+)(?:=|(?<=--[-_a-z]+)\s+)["']?([^\s"'$-][^\s"'$]*)/g)) {
    if (isCredential(name)) return { name, value: literal };
  }
  return undefined;
}

/** Never repeats a credential: the first characters and the length. */
function mask(value: string): string {
  return `${JSON.stringify(value.slice(0, 3))} and ${Math.max(0, value.length - 3)} more characters`;
}
