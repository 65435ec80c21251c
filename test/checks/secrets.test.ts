import { JsonPatch } from 'cdk8s';
import { ModelSource, SecretKey } from '../../src';
import { checkSecrets } from '../../src/checks/secrets';
import { chartIn, findingsOf, ModelOverrides, PlainEngine, plainModel, PlainSource } from '../fixtures';

/** Put together, so that no scanner of repositories takes this file for a leak. */
const TOKENS: [string, string][] = [
  ['a Hugging Face token', `hf_${'a1B2'.repeat(8)}`],
  ['an AWS access key id', `AKIA${'A1B2'.repeat(4)}`],
  ['an AWS access key id', `ASIA${'A1B2'.repeat(4)}`],
  ['an NVIDIA API key', `nvapi-${'a1-_'.repeat(8)}`],
  ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
  ['a GitHub token', `github_pat_${'a1_B'.repeat(9)}`],
  ['a GitLab token', `glpat-${'a1-_'.repeat(6)}`],
  ['a Slack token', `xoxb-${'1234'.repeat(4)}`],
  ['an OpenAI style key', `sk-${'a1B2'.repeat(6)}`],
  ['a Google API key', `AIza${'a1B2-'.repeat(7)}`],
  ['a JSON web token', `eyJ${'a1B2'.repeat(4)}.eyJ${'a1B2'.repeat(4)}.sig`],
  ['a private key', ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')],
  ['a private key', ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')],
  ['an Azure account key or signature', `AccountKey=${'a1B+'.repeat(8)}==`],
  ['an Azure account key or signature', `https://a.blob.core.windows.net/c/m?sv=1&sig=${'a1B2'.repeat(6)}%3D`],
  ['a signed URL', 'https://b.s3.amazonaws.com/m?X-Amz-Signature=abc'],
  ['a signed URL', 'https://storage.googleapis.com/b/m?X-Goog-Signature=abc'],
  ['a password in a URL', 'https://user:swordfish@example.com/m'],
];

function rulesFor(name: string, value: string): string[] {
  return checkSecrets([{ where: 'env', name, value }]).map(remark => remark.rule);
}

describe('a credential', () => {
  test.each(TOKENS)('that looks like %s is found under any name, and never repeated', (what, token) => {
    const [remark] = checkSecrets([{ where: 'env GREETING', name: 'GREETING', value: `hello ${token}` }]);
    expect(remark).toMatchObject({ rule: 'secret-literal', what: expect.stringContaining(`env GREETING holds ${what}`) as string });
    expect(`${remark.what} ${remark.fix}`).not.toContain(token.slice(-12));
    expect(remark.fix).toContain('SecretKey.of(name, key)');
  });

  test.each(['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'VLLM_API_KEY', '--api-key', '--api_key', '--hf_token', '--hf-token', '--password'])('is found in %s, whatever it looks like', name => {
    expect(rulesFor(name, 'x')).toEqual(['secret-literal']);
  });

  test.each([
    'DBPASS', 'ADMINPASS', 'DBPWD', 'ROOTPW', 'JWT', 'APP_JWT', 'BEARER', 'SAS', 'AZURE_SAS', 'SASTOKEN', 'PASSPHRASE', 'PASSKEY', 'PRIVATE_KEY', 'TS_AUTHKEY', 'MNEMONIC', 'SEED_PHRASE', 'BACKUP_CODES', 'CONNSTR',
    'SQL_CONNECTION_STRING', 'KEYPASS', 'OPENAI_API_KEY_2', 'DB_PASSWORD_PROD', 'TOKEN1', 'DB_PASSWORT', '\u2014\u2014auth-token',
  ])('is suspected in %s, whatever it looks like', name => {
    expect(rulesFor(name, 'swordfish')).toEqual(['secret-suspicious']);
  });

  test.each(['PIN', 'CARD_PIN', 'OTP', 'LOGIN_OTP'])('can be a number in %s', name => {
    expect(rulesFor(name, '4711')).toEqual(['secret-suspicious']);
    expect(rulesFor(name, '17')).toEqual([]);
  });

  test.each(['https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/45', 'https://0123456789abcdef0123456789abcdef@glitchtip.example.com:8443/errors/7'])('is a guess in %s: the key of a DSN is public', dsn => {
    expect(rulesFor('SENTRY_DSN', dsn)).toEqual(['secret-suspicious']);
  });

  test.each(['mysql://app@db/models', 'app@tcp(db:3306)/models', 'sqlite:///data/models.db'])('is none in the DSN %s', dsn => {
    expect(rulesFor('DB_DSN', dsn)).toEqual([]);
  });

  test.each(['BYPASS', 'COMPASS', 'PIN_MEMORY', 'GPIO_PINS', 'STORAGE_SASL', 'JWT_ISSUER', 'SALTSTACK', 'STRIPE_PUBLISHABLE_KEY'])('is not suspected in %s', name => {
    expect(rulesFor(name, 'swordfish')).toEqual([]);
  });

  test('is a guess in an address without a scheme, when it is made of no words', () => {
    expect(rulesFor('', 'connect to app:Gx7pq2LmZr9t@db.example.com')).toEqual(['secret-suspicious']);
    for (const text of ['serviceAccount:reader@project.iam.gserviceaccount.com', 'mailto:team@example.com', 'image:v1@sha256:abc', `oci://image:v1@sha256:${'a'.repeat(64)}`, 'npm:left-pad@1.3.0', 'git@github.com:o/r.git', 'app:models@db']) expect(rulesFor('', text)).toEqual([]);
  });

  test.each(['MY_TOKEN', 'db-password', 'SESSION_SECRET', 'ApiKey', 'GOOGLE_APPLICATION_CREDENTIALS', 'SSH_PRIVATE_KEY'])('is suspected in %s', name => {
    expect(rulesFor(name, 'x')).toEqual(['secret-suspicious']);
  });

  test.each([
    ['MAX_TOTAL_TOKENS', '4096'], ['--max-num-batched-tokens', '8192'], ['TOKENIZER', 'o/m'], ['USE_AUTH_TOKEN', 'false'], ['AUTH_TOKEN_COUNT', '3'], ['BILLING_TOKEN', '7'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/key.json'], ['HF_TOKEN', ''], ['HF_TOKEN', '$(TOKEN)'], ['GREETING', 'sk-short'], ['MODEL', 'AKIA'], ['MODEL', 'hf_tiny'],
    ['URL', 'https://$(USER):$(PASSWORD)@example.com'], ['URL', 'https://example.com:8080/a@b'], ['--revision', 'a'.repeat(40)], ['', 'huggingface://o/hf_transfer'], ['constructor', 'x'],
  ])('is not found in %s=%j', (name, value) => {
    expect(rulesFor(name, value)).toEqual([]);
  });

  test('is found beside a reference that would hide it', () => {
    expect(rulesFor('HF_TOKEN', 'literal-$(SUFFIX)')).toEqual(['secret-literal']);
  });

  test.each([
    'HF_TOKEN=abc exec server', 'export HF_TOKEN="abc"; serve', 'serve --api-key abc', 'serve --api_key=abc', 'env -i AWS_SECRET_ACCESS_KEY=\'abc\' aws s3 cp',
  ])('is found in the script %j', script => {
    expect(rulesFor('', script)).toEqual(['secret-literal']);
  });

  test.each(['HF_TOKEN=$HF_TOKEN exec server', 'serve --api-key $(KEY)', 'serve --api-key "$KEY"', 'MODE=fast serve --max-tokens 5', 'export HF_TOKEN', 'serve --no-api-key abc', 'MY_HF_TOKENS=3'])(
    'is not found in the script %j', script => {
      expect(rulesFor('', script)).toEqual([]);
    },
  );
});

describe('a credential in a Pod', () => {
  const [, token] = TOKENS[0];

  test.each<[string, string, ModelOverrides]>([
    ['env', 'env A of the server', { env: { A: token } }],
    ['args', 'flag --x of the server', { args: ['--x', token] }],
    ['args with =', 'flag --x of the server', { args: [`--x=${token}`] }],
    ['a word of args', 'an argument of the server', { args: [token] }],
    ['the command of an engine', 'flag -c of the server', { profileProps: { engine: new PlainEngine({ container: { command: ['sh', '-c', `X=${token} serve`] } }) } }],
    ['the env of an engine', 'env B of the server', { profileProps: { engine: new PlainEngine({ container: { env: { B: token } } }) } }],
    ['the env of a source', 'env C of the server', { source: new PlainSource({ binding: { env: { C: token } } }) }],
    ['the args of an init container', 'flag --token of fetch', { source: new PlainSource({ initContainer: { args: ['--token', token] } }) }],
    ['the env of a sidecar', 'env D of log', { pod: { sidecars: [{ name: 'log', image: 'log:1', env: { D: token } }] } }],
    ['the URI', 'the source URI', { source: new PlainSource({ uri: `https://example.com/m?token=${token}` }) }],
    ['the URI of a Model that is only registered', 'the source URI', { registerOnly: true, source: ModelSource.fromUri(`git://${token}@example.com/m`) }],
  ])('is found in %s', (_what, where, overrides) => {
    const chart = chartIn();
    plainModel(chart, 'model', overrides);
    expect(findingsOf(chart, 'secret-literal').map(finding => finding.what)).toEqual([expect.stringContaining(where)]);
  });

  test.each([[['nc', '-z', 'mysql', '-p3306']], [['server', '--host', 'mysql', '-p3306']], [['server', '--host', 'redis-cli', '-a', 'all']], [['mysql', '-h', 'db', '-p', 'models']]])('is none in %j', args => {
    const chart = chartIn();
    plainModel(chart, 'model', { pod: { sidecars: [{ name: 'log', image: 'log:1', command: args }] } });
    expect([...findingsOf(chart, 'secret-literal'), ...findingsOf(chart, 'secret-suspicious')]).toEqual([]);
  });

  test.each<[string, string, ModelOverrides]>([
    ['args', 'flag -u of the server holds the password of curl -u', { args: ['curl', '-u', 'user:swordfish9'] }],
    ['args behind a command', 'flag -a of the server holds the password of redis-cli -a', { profileProps: { engine: new PlainEngine({ container: { command: ['redis-cli'], args: ['-a', 'swordfish9'] } }) } }],
    ['args of an image that starts the program', 'an argument of fetch holds the password of curl -u', { source: new PlainSource({ initContainer: { image: 'docker.io/curlimages/curl:8', args: ['-uuser:swordfish9', 'https://example.com'] } }) }],
    ['args of the image of a program', 'flag -u of log holds the password of curl -u', { pod: { sidecars: [{ name: 'log', image: 'registry.example.com/tools/curl:8', args: ['-u', 'user:swordfish9', 'https://example.com'] }] } }],
    ['a sidecar', 'flag -p of log holds the password of sshpass -p', { pod: { sidecars: [{ name: 'log', image: 'log:1', command: ['sshpass', '-p', 'swordfish9', 'ssh', 'host'] }] } }],
    ['a script of several lines', 'flag -c of log holds the password of mysql -p', { pod: { sidecars: [{ name: 'log', image: 'log:1', command: ['sh', '-c', 'set -e\nmysql \\\n  -uroot \\\n  -pswordfish9 models\n'] }] } }],
    ['a hook', 'holds the password of curl -u', {
      pod: { patches: [JsonPatch.add('/spec/containers/0/lifecycle', { postStart: { exec: { command: ['curl', '-u', 'user:swordfish9', 'https://example.com'] } } })] },
    }],
    ['a probe', 'holds the password of redis-cli -a', { pod: { patches: [JsonPatch.replace('/spec/containers/0/livenessProbe', { exec: { command: ['redis-cli', '-a', 'swordfish9', 'ping'] } })] } }],
  ])('is found in %s, in several words', (_what, said, overrides) => {
    const chart = chartIn();
    plainModel(chart, 'model', overrides);
    const found = findingsOf(chart, 'secret-literal').map(finding => finding.what);
    expect(found).toEqual([expect.stringContaining(said)]);
    expect(JSON.stringify(found)).not.toContain('swordfish9');
  });

  test('is fine as a reference to a Secret', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { secretEnv: { HF_TOKEN: SecretKey.of('hf', 'token') } });
    expect(findingsOf(chart, 'secret-literal')).toEqual([]);
  });

  test.each<[string, ModelOverrides]>([
    ['secretEnv', { secretEnv: { A: SecretKey.of('s', 'k', { namespace: 'other' }) } }],
    ['an engine', { profileProps: { engine: new PlainEngine({ container: { secretEnv: { A: SecretKey.of('s', 'k', { namespace: 'other' }) } } }) } }],
    ['a source', { source: new PlainSource({ secrets: [SecretKey.of('s', 'k', { namespace: 'other' })] }) }],
    ['an init container', { source: new PlainSource({ initContainer: { secretEnv: { A: SecretKey.of('s', 'k', { namespace: 'other' }) } } }) }],
    ['a sidecar', { pod: { sidecars: [{ name: 'log', image: 'log:1', secretEnv: { A: SecretKey.of('s', 'k', { namespace: 'other' }) } }] } }],
  ])('is refused from another namespace in %s', (_what, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model', overrides);
    expect(findingsOf(chart, 'secret-other-namespace').map(finding => finding.what)).toEqual(['the Secret other/s is used in namespace "ml"']);
  });

  test('of a known namespace is refused in a chart without one', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { secretEnv: { A: SecretKey.of('s', 'k', { namespace: 'other' }) } });
    expect(findingsOf(chart, 'secret-other-namespace')[0].what).toContain('in a chart without a namespace');
  });
});
