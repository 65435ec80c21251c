/*
 * Credentials that can be told by their form alone, whatever they are called. The forms are those that the makers publish; most stand in
 * https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml too, which cannot be used as it is: two thirds of its rules look for
 * a maker's name in a line of source code, its lengths are exact, and it lacks the tokens of the tools around models.
 */

/** A form of credentials. */
export interface TokenFormat {
  /** For messages, with its article. */
  readonly is: string;
  /** The text that every one of them has in it: texts without it are not looked at closely. */
  readonly trace: string;
  /** Finds all of them; the group, where there is one, is the secret part. */
  readonly pattern: RegExp;
  /** Whether names are written like that too, so that one made of words is none: `sk-learn-random-forest`. */
  readonly wordy: boolean;
}

const ALNUM = '[A-Za-z0-9]';
const SLUG = '[-_A-Za-z0-9]';

/** Tokens by how they begin, and the characters that follow at least. */
const PREFIXES: readonly [is: string, begins: string, ends: string][] = [
  ['a Hugging Face token', 'hf_|api_org_', `${ALNUM}{20,}`],
  ['an NVIDIA API key', 'nvapi-', `${SLUG}{20,}`],
  ['a Groq API key', 'gsk_', `${ALNUM}{32,}`],
  ['a Replicate token', 'r8_', `${ALNUM}{30,}`],
  ['a Perplexity API key', 'pplx-', `${ALNUM}{32,}`],
  ['an xAI API key', 'xai-', `${ALNUM}{40,}`],
  ['a Cerebras API key', 'csk-', `${ALNUM}{32,}`],
  ['a Fireworks API key', 'fw_', `${ALNUM}{22,}`],
  ['a Together API key', 'tgp_v1_', `${SLUG}{30,}`],
  ['a LangSmith API key', 'lsv2_', '(pt|sk)_[0-9a-f]{24,}(?:_[0-9a-f]+)?'],
  ['a Weights & Biases key', 'wandb_v1_', `${SLUG}{30,}`],
  ['a Pinecone API key', 'pcsk_', `${SLUG}{40,}`],
  ['a Tavily API key', 'tvly-', `${SLUG}{24,}`],
  ['a Google API key', 'AIza', `${SLUG}{33,}`],
  ['a Google OAuth secret', 'GOCSPX-', `${SLUG}{20,}`],
  ['a Google OAuth token', 'ya29\\.', `${SLUG}{20,}`],
  ['an AWS access key id', 'AKIA|ASIA|ABIA|ACCA', '[A-Z0-9]{16}(?![A-Za-z0-9])'],
  ['an Amazon Bedrock API key', 'ABSK|bedrock-api-key-', '[A-Za-z0-9+/]{24,}'],
  ['an Alibaba Cloud access key', 'LTAI', `${ALNUM}{16,}`],
  ['a GitHub token', 'gh[pousr]_', `${ALNUM}{30,}`],
  ['a GitHub token', 'github_pat_', '[A-Za-z0-9_]{30,}'],
  ['a GitLab token', 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-', `${SLUG}{16,}`],
  ['a Slack token', 'xox[abeoprs]|xapp', '(\\.xox[bp])?-[-A-Za-z0-9]{10,}'],
  ['an npm token', 'npm_', `${ALNUM}{30,}`],
  ['a PyPI token', 'pypi-A', `${SLUG}{40,}`],
  ['a RubyGems token', 'rubygems_', '[0-9a-f]{40,}'],
  ['a Docker Hub token', 'dckr_(?:pat|oat)_', `${SLUG}{20,}`],
  ['a Vault token', 'hv[sbr]\\.', `${SLUG}{24,}`],
  ['a Databricks token', 'dapi', '[0-9a-f]{32}'],
  ['a DigitalOcean token', 'do[opr]_v1_', '[0-9a-f]{40,}'],
  ['a Doppler token', 'dp\\.(?:pt|st|ct|scim|audit)\\.', '[-_.A-Za-z0-9]{36,}'],
  ['a Dynatrace token', 'dt0[a-z]\\d{2}\\.', `${ALNUM}{16,}\\.${ALNUM}{32,}`],
  ['a Grafana token', 'glsa_|glc_eyJ', `${SLUG}{30,}`],
  ['a SendGrid API key', 'SG\\.', `${SLUG}{16,}\\.${SLUG}{30,}`],
  ['a Stripe key', '[sr]k_(?:live|test|prod)_|whsec_', `${ALNUM}{16,}`],
  ['a Shopify token', 'shp(?:at|ca|pa|ss)_', '[0-9a-fA-F]{32}'],
  ['a Figma token', 'figd_', `${SLUG}{30,}`],
  ['a Tailscale key', 'tskey-(?:auth|api|client|scim|webhook)-', `${SLUG}{16,}`],
  ['a Supabase token', 'sbp_', '[0-9a-f]{40,}'],
  ['a SonarQube token', 'sq[apu]_', '[0-9a-f]{40,}'],
  ['a Postman API key', 'PMAK-', '[-0-9a-f]{40,}'],
  ['a Pulumi token', 'pul-', '[0-9a-f]{40}'],
  ['a Linear API key', 'lin_api_', `${ALNUM}{32,}`],
  ['a Notion token', 'ntn_', `${ALNUM}{32,}`],
  ['a New Relic key', 'NRAK-', `${ALNUM}{20,}`],
  ['a Sentry token', 'sntry[su]_', '[A-Za-z0-9+/=_]{40,}'],
  ['an Artifactory token', 'AKCp|cmVmd', `${ALNUM}{50,}`],
  ['a Fly.io token', 'fm[12][ar]?_|fo1_', '[-_A-Za-z0-9+/]{40,}'],
  ['an OpenShift token', 'sha256~', `${SLUG}{40,}`],
  ['a 1Password token', 'ops_eyJ', '[A-Za-z0-9+/]{40,}'],
  ['an age key', 'AGE-SECRET-KEY-1', '[A-Z0-9]{40,}'],
  ['an Atlassian token', 'ATATT3|ATCTT3', '[-_=A-Za-z0-9]{40,}'],
  ['a Brevo API key', 'xkeysib-', '[-0-9a-zA-Z]{40,}'],
  ['a Mailgun key', 'key-', '[0-9a-f]{32}(?![0-9a-f])'],
  ['a PlanetScale token', 'pscale_(?:tkn|oauth|pw)_', '[-_.=A-Za-z0-9]{30,}'],
  ['a Prefect API key', 'pn[ub]_', `${ALNUM}{30,}`],
  ['a Sourcegraph token', 'sgp_', '[0-9a-fA-F_]{40,}'],
  ['a Telegram token', '\\d{8,10}:AA', `${SLUG}{32,}`],
  ['a Twilio key', 'SK', '[0-9a-f]{32}(?![0-9A-Za-z])'],
  ['a JSON web token', 'eyJ', `${SLUG}{10,}\\.eyJ${SLUG}{10,}\\.${SLUG}*`],
];

/** Those that are known by another part than how they begin. */
const OTHERS: readonly [is: string, trace: string, pattern: string][] = [
  ['an Airtable token', 'pat[A-Za-z0-9]{14}\\.', `(?<![A-Za-z0-9])pat${ALNUM}{14}\\.[0-9a-f]{40,}`],
  ['a Terraform token', '\\.atlasv1\\.', `${ALNUM}{10,14}\\.atlasv1\\.${SLUG}{40,}`],
  ['an Azure client secret', '\\dQ~', '(?<![A-Za-z0-9])[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{30,}'],
  ['a private key', 'PRIVATE KEY', '-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[^-]*'],
  ['an Azure account key or signature', 'AccountKey=|AccessKey=|[?&;]sig=', '(?:Shared)?(?:AccountKey=|AccessKey=|[?&;]sig=)([A-Za-z0-9%+/]{20,}=*)'],
  ['a signed URL', '-Signature=', '[?&]X-(?:Amz|Goog)-Signature=([0-9A-Za-z]+)'],
  ['a Slack webhook', 'hooks\\.slack', 'hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{16,})'],
  ['a Discord webhook', 'discord(?:app)?\\.com/api', 'discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/(\\d{4,}/[-_A-Za-z0-9]{16,})'],
  ['a Teams webhook', 'webhook\\.office\\.com', 'webhook\\.office\\.com/webhookb2/[-0-9a-f@]+/IncomingWebhook/([0-9a-f]{32})'],
  ['a Zapier webhook', 'hooks\\.zapier\\.com', 'hooks\\.zapier\\.com/hooks/catch/(\\d+/[a-z0-9]{5,})'],
  ['a Feishu webhook', '/open-apis/bot/', '(?:feishu\\.cn|larksuite\\.com)/open-apis/bot/v2/hook/([-0-9a-f]{30,})'],
];

const starts = (begins: string) => `(?:${begins})`;

/** Every form. `sk-` is how keys of OpenAI begin, and of many who speak its API; some have dashes, and so have names. */
export const TOKEN_FORMATS: readonly TokenFormat[] = [
  ...PREFIXES.map(([is, begins, ends]) => ({ is, trace: begins, pattern: new RegExp(`(?<![A-Za-z0-9])${starts(begins)}${ends}`, 'g'), wordy: false })),
  { is: 'an OpenAI style key', trace: 'sk-', pattern: new RegExp(`(?<![A-Za-z0-9])sk-${SLUG}{20,}`, 'g'), wordy: true },
  ...OTHERS.map(([is, trace, pattern]) => ({ is, trace, pattern: new RegExp(pattern, 'g'), wordy: false })),
];

/** Characters that a text has to have in it to hold one of them. */
export const TOKEN_TRACES = new RegExp(TOKEN_FORMATS.map(({ trace }) => trace).join('|'));
