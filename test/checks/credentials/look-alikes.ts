import { Labelled } from './labelled';
import { ALNUM, BASE64, Dice, HEX } from './tokens';

const dice = new Dice(2611);
const hex = (length: number) => dice.some(HEX, length);
const uuid = () => [8, 4, 4, 4, 12].map(hex).join('-');
const under = (name: string, ...values: string[]): Labelled[] => values.map(value => [name, value]);

/** Names of models, files and packages that begin as a token does. */
const WORDS = under('', 's3://models/sk-learn-random-forest-classifier-v2/', 's3://models/sk-image-segmentation-unet-large', 'gs://b/hf_text_generation_inference_cache/', 'huggingface://o/hf_transfer', 'sk-gpu-operator-validated-nodes', 'npm_config_cache_directory_is_read_only',
  'https://example.com/sk-sales-forecast-2024-06-30.onnx', 'AKIA', 'ASIA-PACIFIC-SOUTHEAST-1', 'task-management-service-account-name', 'disk-encryption-at-rest-enabled-by-default', 'risk-assessment-model-for-loans-v3', 'ghp_notes', 'glpat-docs', 'xoxb-example', 'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'sk-...', 'hf_********************************', 'pat-Sajak', 'dapi-server', 'pypi-mirror.example.com', 'r8_int8_quantized', 'gsk_vaccine_adverse_events', 'hvs.example.com', 'xai-org/grok-1', 'fw_bge_small', 'eyJhbGciOiJIUzI1NiJ9', 'SG.Nodes.Count', 'sha256~', 'AIzawa-Shota');

/** What says that there is no credential, or where it comes from. */
const REFERENCES: Labelled[] = [
  ...under('OPENAI_API_KEY', 'EMPTY', 'none', 'None', 'null', '', 'dummy', 'fake', 'not-needed', 'no-key', 'sk-no-key-required', 'NA', 'n/a', 'unused', '-', '*', 'ollama', 'lm-studio', 'false', 'placeholder'),
  ...under('HF_TOKEN', '$(TOKEN)', '${HF_TOKEN}', '$HF_TOKEN', '$(cat /run/secrets/hf)', '{{ .Values.hfToken }}', '<your-token>', '<HF_TOKEN>', '/run/secrets/hf', '/var/run/secrets/tokens/hf-token', 'vault:secret/data/hf#token', 'op://vault/hf/token', 'file:///run/secrets/hf', '${{ secrets.HF_TOKEN }}', '%HF_TOKEN%', '@/run/secrets/hf', 'REDACTED', '********', '[hidden]', 'xxxxxxxx'),
  ...under('DATABASE_URL', 'postgres://$(DB_USER):$(DB_PASS)@db/models', 'postgres://${DB_USER}:${DB_PASS}@db/models', 'postgres://app@db/models', 'postgres://db:5432/models', 'postgres://{{ user }}:{{ password }}@db/models', 'postgres://<user>:<password>@db/models', 'postgres://app:****@db/models', 'sqlite:////data/models.db', 'jdbc:mysql://db/models?user=app&password=${DB_PASS}', 'postgres://app:$DB_PASS@db/models'),
  ...under('', 'HF_TOKEN=$(cat /run/secrets/hf)', 'HF_TOKEN=$HF_TOKEN exec server', 'export HF_TOKEN="${HF_TOKEN:?}"; serve', 'HF_TOKEN="$(< /run/secrets/hf)" serve', 'export PGPASSWORD=`cat /run/secrets/pg`', 'serve --api-key "$KEY"', 'serve --api-key $(KEY)', 'serve --api-key-file /run/key', 'curl -H "Authorization: Bearer $TOKEN" https://example.com', 'curl -u "$USER:$PASSWORD" https://example.com',
    'serve --api-key=', 'unset HF_TOKEN', 'test -n "$HF_TOKEN"', 'export HF_TOKEN', 'read -r HF_TOKEN < /run/secrets/hf', 'HF_TOKEN= serve', 'serve --no-api-key', 'docker login --password-stdin', 'aws configure set aws_secret_access_key $(SECRET)', '{"api_key": "${API_KEY}"}', 'api_key: {{ env.API_KEY }}', 'Authorization: Bearer <token>', 'password=****', 'https://$(USER):$(PASSWORD)@example.com', 'OPENAI_API_KEY=EMPTY python serve.py', 'if [ "$TOKEN" = "x" ]; then exit 1; fi'),
];

/** Names with a word of secrets in them that hold none. */
const NAMES: Labelled[] = [
  ['MAX_TOTAL_TOKENS', '4096'], ['--max-num-batched-tokens', '8192'], ['TOKENIZER', 'meta-llama/Llama-2-7b-hf'], ['TOKENIZERS_PARALLELISM', 'false'], ['PAD_TOKEN', '<pad>'], ['eos_token', '</s>'], ['BOS_TOKEN', '<|begin_of_text|>'], ['--stop-token', '<|im_end|>'], ['IMAGE_TOKEN', '<image>'], ['TOKEN_LIMIT', '512'],
  ['TOKEN_FILE', '/run/secrets/token'], ['PASSWORD_FILE', '/run/secrets/pw'], ['AWS_WEB_IDENTITY_TOKEN_FILE', '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'], ['GOOGLE_APPLICATION_CREDENTIALS', '/var/run/key.json'], ['AWS_SHARED_CREDENTIALS_FILE', '/aws/credentials'], ['SECRET_NAME', 'hf'], ['SECRETS_DIR', '/run/secrets'], ['SECRET_NAMESPACE', 'ml'], ['secretName', 'hub-credentials'], ['secret-store', 'vault-prod'],
  ['TOKEN_URL', 'https://login.example.com/oauth2/token'], ['OAUTH_TOKEN_ENDPOINT', 'https://login.example.com/token'], ['PASSWORD_MIN_LENGTH', '12'], ['PASSWORD_POLICY', 'strict'], ['API_KEY_HEADER', 'X-Api-Key'], ['API_KEY_NAME', 'default'], ['API_KEY_ENABLED', 'true'], ['REQUIRE_API_KEY', 'false'], ['USE_AUTH_TOKEN', 'true'], ['TOKEN_TTL', '3600'], ['AUTH_TOKEN_COUNT', '3'], ['TOKEN_TYPE', 'Bearer'],
  ['PASS_THROUGH', 'true'], ['BYPASS', '1'], ['COMPASS', 'north'], ['--passthrough', 'a'], ['PASSES', '3'], ['NUM_PASS', '2'], ['KEYCLOAK_URL', 'https://sso.example.com'], ['KEY_PREFIX', 'models/'], ['PRIMARY_KEY', 'id'], ['PARTITION_KEY', 'tenant'], ['SORT_KEY', 'created_at'], ['CACHE_KEY', 'llama-7b'], ['ROUTING_KEY', 'models.inference'], ['S3_KEY', 'models/llama/model.onnx'], ['OBJECT_KEY', 'llama/7b/weights.bin'],
  ['PUBLIC_KEY', `ssh-ed25519 ${dice.some(BASE64, 68)}`], ['SSH_KEY_PATH', '/root/.ssh/id_rsa'], ['TLS_KEY', '/etc/tls/tls.key'], ['--ssl-keyfile', '/etc/tls/tls.key'], ['SSL_KEY_PASSWORD_FILE', '/etc/tls/pw'], ['AUTH_TYPE', 'basic'], ['AUTHOR', 'Jane Doe'], ['AUTHORIZATION_MODE', 'RBAC'], ['SECRETARY', 'Jane'], ['--kv-cache-dtype', 'fp8'], ['topologyKey', 'kubernetes.io/hostname'], ['key', 'nvidia.com/gpu'], ['tokenizer_mode', 'auto'],
  ['serviceAccountToken', 'model-reader'], ['ACCESS_TOKEN_EXPIRE_MINUTES', '30'], ['GITHUB_TOKEN_PERMISSIONS', 'read-all'], ['PASSWORD_HASH_ALGORITHM', 'argon2id'], ['KEYSTORE', '/etc/keystore.jks'], ['FOREIGN_KEY', 'model_id'], ['IDEMPOTENCY_KEY', 'request-id'], ['HOTKEY', 'ctrl-c'], ['monkey', 'george'], ['TOKEN_CLASSIFICATION_MODEL', 'dslim/bert-base-NER'], ['LANGUAGE_TOKEN', 'en'], ['SPECIAL_TOKENS', '["<s>","</s>"]'], ['SECRET_SANTA', 'yes'], ['CREDENTIAL_PROVIDER', 'ecr'], ['CREDENTIALS_SOURCE', 'EcsContainer'],
];

/** Long texts without meaning that everybody may read. */
const HASHES: Labelled[] = [
  ['checksum/config', hex(64)], ['--revision', hex(40)], ['GIT_COMMIT', hex(40)], ['image', `registry.example.com/m@sha256:${hex(64)}`], ['SOURCE_SHA256', hex(64)], ['uid', uuid()], ['TENANT_ID', uuid()], ['AZURE_CLIENT_ID', uuid()], ['', `s3://bucket/runs/${hex(32)}/artifacts/model/`], ['ETAG', `"${hex(32)}"`], ['TRACE_ID', hex(32)], ['', `mlflow-artifacts:/${hex(32)}/models`],
  ['template', '{{ bos_token }}{% for m in messages %}{{ m[\'content\'] }}{% endfor %}{{ eos_token }}'], ['cert', `-----BEGIN CERTIFICATE-----\n${dice.some(BASE64, 64)}\n-----END CERTIFICATE-----`], ['pub', `-----BEGIN PUBLIC KEY-----\n${dice.some(BASE64, 64)}\n-----END PUBLIC KEY-----`], ['caBundle', dice.some(BASE64, 200)], ['integrity', `sha512-${dice.some(BASE64, 86)}==`], ['arn', 'arn:aws:iam::123456789012:role/model-reader'], ['account', 'reader@project-123.iam.gserviceaccount.com'], ['CONFIG', JSON.stringify({ model: 'm', max_tokens: 5, tokenizer: 'o/m' })],
  ['git', 'git@github.com:org/repo.git'], ['mail', 'mailto:team@example.com'], ['URL', 'https://example.com:8080/a@b'], ['URL', 'https://example.com/@scope/package'], ['PKG', 'git+https://github.com/o/r@v1.2.3'], ['IMAGE', 'docker://user@sha256:abc'], ['RUN', 'pip install vllm==0.32.0 --index-url https://pypi.example.com/simple'], ['description', 'The password is read from a Secret; see the page on tokens.'], ['description', 'Bearer tokens are checked by the gateway'], ['description', 'Basic authentication is off'],
  ['note', 'token: see the vault'], ['note', 'Ask the platform team for the api key.'], ['AWS_ACCESS_KEY_ID', `AKIA${'IOSFODNN7'}EXAMPLE`], ['prompt', 'You are a helpful assistant. Never reveal the secret key or password.'], ['ID', dice.some(ALNUM, 22)], ['kubectl.kubernetes.io/last-applied', '{"spec":{"secretName":"hf","key":"token"}}'], ['nodeName', 'ip-10-0-12-34.eu-west-1.compute.internal'], ['LD_PRELOAD', '/usr/lib/libtcmalloc.so.4'], ['PATH', '/usr/local/bin:/usr/bin'],
];

/** Flagged of a second set of 96 that was written when the rules were done; the others of it were not. */
const LATER: Labelled[] = [
  ['', 'sed -i s/API_KEY=.*/API_KEY=$KEY/ f'], ['apiKey', 'REPLACE_WITH_YOUR_KEY'], ['secret', 'my-secret'], ['existingSecret', 'hf-token'], ['tokenSecret', 'hf-token'], ['passwordSecretKey', 'password'],
  ['', 'do {\n  token = text(at(page, "continue"));\n} while (token)'], ['', 'token = page.metadata.next;'],
  ...under('SECRET_ARN', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hf-AbCdEf'),
];

/** Two hundred texts that hold none. */
export const LOOK_ALIKES: readonly Labelled[] = [...WORDS, ...REFERENCES, ...NAMES, ...HASHES, ...LATER];
