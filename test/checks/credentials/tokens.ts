/*
 * Credentials that nobody has, made at run time from the formats that their makers publish, so that no scanner of repositories takes a file
 * of these tests for a leak. https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml has most of the formats.
 */

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** Alphabets by name. */
export const HEX = `${DIGITS}abcdef`;
export const UPPER = `${LOWER.toUpperCase()}234567`;
export const LETTERS = LOWER + LOWER.toUpperCase();
export const ALNUM = LETTERS + DIGITS;
export const SLUG = `${ALNUM}-_`;
export const BASE64 = `${ALNUM}+/`;

/** A source of characters that is the same in every run. */
export class Dice {
  public constructor(private state: number) {}

  /** Some characters of an alphabet. */
  public some(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) text += alphabet[this.next() % alphabet.length];
    return text;
  }

  /** A whole number below a bound. */
  public next(): number {
    this.state = (this.state * 16807) % 2147483647; // the generator of Park and Miller
    return this.state;
  }
}

/** A family of tokens that are known by their form. */
export type Family = readonly [name: string, make: (dice: Dice) => string];

const family = (name: string, prefix: string, alphabet: string, length: number): Family => [name, dice => prefix + dice.some(alphabet, length)];

/** Families that can be told by their form alone. */
export const FAMILIES: readonly Family[] = [
  family('Hugging Face', 'hf_', LETTERS, 34), family('Hugging Face organization', 'api_org_', LETTERS, 34), family('NVIDIA', 'nvapi-', SLUG, 64),
  family('OpenAI, old', 'sk-', ALNUM, 48), family('OpenAI project', 'sk-proj-', SLUG, 120), family('OpenAI service account', 'sk-svcacct-', SLUG, 120),
  ['Anthropic', dice => `sk-ant-api03-${dice.some(SLUG, 93)}AA`], ['OpenRouter', dice => `sk-or-v1-${dice.some(HEX, 64)}`], ['DeepSeek', dice => `sk-${dice.some(HEX, 32)}`],
  family('Groq', 'gsk_', ALNUM, 52), family('Replicate', 'r8_', ALNUM, 37), family('Perplexity', 'pplx-', ALNUM, 48), family('xAI', 'xai-', ALNUM, 80),
  family('Google API', 'AIza', SLUG, 35), family('Google OAuth secret', 'GOCSPX-', SLUG, 28), family('Google OAuth access', 'ya29.', SLUG, 120),
  family('AWS access key', 'AKIA', UPPER, 16), family('AWS temporary key', 'ASIA', UPPER, 16), family('Bedrock', 'ABSK', BASE64, 128),
  family('GitHub personal', 'ghp_', ALNUM, 36), family('GitHub app', 'ghs_', ALNUM, 36), family('GitHub OAuth', 'gho_', ALNUM, 36),
  ['GitHub fine-grained', dice => `github_pat_${dice.some(ALNUM, 22)}_${dice.some(ALNUM, 59)}`],
  family('GitLab personal', 'glpat-', SLUG, 20), family('GitLab deploy', 'gldt-', SLUG, 20), family('GitLab runner', 'glrt-', SLUG, 20),
  ['Slack bot', dice => `xoxb-${dice.some(DIGITS, 12)}-${dice.some(DIGITS, 12)}-${dice.some(ALNUM, 24)}`],
  ['Slack app', dice => `xapp-1-${dice.some(UPPER, 11)}-${dice.some(DIGITS, 13)}-${dice.some(HEX, 64)}`],
  ['Slack webhook', dice => `https://hooks.slack.com/services/T${dice.some(UPPER, 8)}/B${dice.some(UPPER, 10)}/${dice.some(ALNUM, 24)}`],
  family('npm', 'npm_', ALNUM, 36), family('PyPI', 'pypi-AgEIcHlwaS5vcmc', SLUG, 120), family('RubyGems', 'rubygems_', HEX, 48),
  family('Docker Hub', 'dckr_pat_', SLUG, 27), family('Docker Hub organization', 'dckr_oat_', SLUG, 32), family('Vault service', 'hvs.', SLUG, 95), family('Vault batch', 'hvb.', SLUG, 150),
  ['Terraform Cloud', dice => `${dice.some(ALNUM, 14)}.atlasv1.${dice.some(SLUG, 65)}`], family('Databricks', 'dapi', HEX, 32), family('DigitalOcean', 'dop_v1_', HEX, 64),
  family('Doppler', 'dp.pt.', ALNUM, 43), ['Dynatrace', dice => `dt0c01.${dice.some(UPPER, 24)}.${dice.some(UPPER, 64)}`], family('Grafana service account', 'glsa_', ALNUM, 41),
  family('Grafana Cloud', 'glc_eyJ', ALNUM, 60), ['SendGrid', dice => `SG.${dice.some(SLUG, 22)}.${dice.some(SLUG, 43)}`], family('Stripe', 'sk_live_', ALNUM, 24), family('Stripe restricted', 'rk_live_', ALNUM, 24),
  ['Shopify', dice => `shpat_${dice.some(HEX, 32)}`], family('Postman', 'PMAK-', HEX, 59), family('Pulumi', 'pul-', HEX, 40), family('Linear', 'lin_api_', ALNUM, 40), family('Notion', 'ntn_', ALNUM, 46),
  family('New Relic', 'NRAK-', UPPER, 27), family('Sentry', 'sntryu_', HEX, 64), family('Artifactory', 'AKCp', ALNUM, 69), family('Fly.io', 'fm2_', BASE64, 120), family('OpenShift', 'sha256~', SLUG, 43),
  family('1Password', 'ops_eyJ', ALNUM, 260), family('age', 'AGE-SECRET-KEY-1', 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58), family('Alibaba Cloud', 'LTAI', ALNUM, 20),
  ['Atlassian', dice => `ATATT3xFfGF0${dice.some(SLUG, 180)}`], ['Airtable', dice => `pat${dice.some(ALNUM, 14)}.${dice.some(HEX, 64)}`], family('Brevo', 'xkeysib-', HEX, 64), family('LangSmith', 'lsv2_pt_', HEX, 32), ['LangSmith with its tail', dice => `lsv2_pt_${dice.some(HEX, 32)}_${dice.some(HEX, 10)}`],
  family('Figma', 'figd_', SLUG, 40), ['Tailscale', dice => `tskey-auth-${dice.some(ALNUM, 17)}-${dice.some(ALNUM, 32)}`], family('Supabase', 'sbp_', HEX, 40),
  family('SonarQube', 'sqp_', HEX, 40), family('Weights & Biases', 'wandb_v1_', ALNUM, 60), family('Pinecone', 'pcsk_', SLUG, 60),
  family('Langfuse', 'sk-lf-', HEX, 36), family('Tavily', 'tvly-', SLUG, 32), family('Cerebras', 'csk-', ALNUM, 48), family('Fireworks', 'fw_', ALNUM, 24), family('Together', 'tgp_v1_', SLUG, 43),
  ['JSON web token', dice => `eyJ${dice.some(ALNUM, 33)}.eyJ${dice.some(ALNUM, 60)}.${dice.some(SLUG, 43)}`], ['Azure client secret', dice => `${dice.some(ALNUM, 3)}8Q~${dice.some(ALNUM, 34)}`],
  ['Azure storage', dice => `DefaultEndpointsProtocol=https;AccountName=models;AccountKey=${dice.some(BASE64, 86)}==;EndpointSuffix=core.windows.net`],
  ['Azure signature', dice => `https://models.blob.core.windows.net/c/m?sv=2024-11-04&sp=r&sig=${dice.some(ALNUM, 43)}%3D`],
  ['private key', dice => ['-----BEGIN RSA', `PRIVATE KEY-----\n${dice.some(BASE64, 64)}\n-----END RSA`, 'PRIVATE KEY-----'].join(' ')],
  ['OpenSSH key', dice => ['-----BEGIN OPENSSH', `PRIVATE KEY-----\n${dice.some(BASE64, 64)}`].join(' ')],
];
