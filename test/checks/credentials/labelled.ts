import { ALNUM, BASE64, Dice, FAMILIES, HEX } from './tokens';

/** A text of a manifest under a name, as it stands in a variable, a map, a header, or behind a flag; the name is empty for other texts. */
export type Labelled = readonly [name: string, value: string];

const dice = new Dice(20261126);
const hex = (length: number) => dice.some(HEX, length);
const word = (length: number) => dice.some(ALNUM, length);
const base64 = (length: number) => dice.some(BASE64, length);

/** Where a token that is known by its form can stand. */
const PLACES: readonly ((token: string) => Labelled)[] = [
  token => ['GREETING', token], token => ['example.com/note', `use ${token} for now`], token => ['', `curl -H "X-Auth: ${token}" https://example.com`], token => ['', `s3://bucket/${token}/model`],
];

const BY_FORM = FAMILIES.map(([, make], index) => PLACES[index % PLACES.length](make(dice)));

/** Whatever they hold is a credential. */
const BY_NAME: Labelled[] = [
  ['APP_SECRET_KEY', word(40)], ['DJANGO_SECRET_KEY', `django-insecure-${word(32)}`], ['S3_SECRET_KEY', base64(40)], ['MINIO_SECRET_KEY', 'minioadmin-7f2c'], ['MINIO_ROOT_PASSWORD', 'Tr0ub4dor&3'],
  ['PGPASSWORD', 'swordfish9'], ['MYSQL_PWD', 'hunter2hunter2'], ['DB_PASS', 'Gx7!pq2Lm'], ['SMTP_PASS', word(16)], ['REDIS_PASSWORD', hex(32)], ['MONGO_INITDB_ROOT_PASSWORD', 's3cr3tPassw0rd'],
  ['accessToken', word(32)], ['refreshToken', word(48)], ['clientSecret', word(40)], ['client_secret', hex(32)], ['apiKey', hex(32)], ['privateKey', base64(64)], ['dbPassword', 'w8tF0rIt!'], ['bearerToken', word(40)],
  ['authToken', word(24)], ['secretAccessKey', base64(40)], ['AWS_SECRET_ACCESS_KEY', base64(40)], ['AWS_SESSION_TOKEN', base64(200)], ['SIGNING_KEY', hex(64)], ['ENCRYPTION_KEY', base64(44)], ['JWT_SECRET', word(48)],
  ['NEXTAUTH_SECRET', base64(44)], ['WEBHOOK_SECRET', hex(40)], ['SESSION_SECRET', word(32)], ['COOKIE_SECRET', base64(24)], ['LDAP_BIND_PASSWD', 'Zx9-Qw3-Er7'], ['GRAFANA_ADMIN_PASSWORD', 'prom-operator-8'],
  ['ELASTIC_PASSWORD', word(20)], ['RABBITMQ_DEFAULT_PASS', 'rabbit-77-hole'], ['WANDB_API_KEY', hex(40)], ['COHERE_API_KEY', word(40)], ['MISTRAL_API_KEY', word(32)], ['LITELLM_MASTER_KEY', 'sk-1234'],
  ['AZURE_OPENAI_API_KEY', hex(32)], ['AZURE_CLIENT_SECRET', word(40)], ['AZURE_STORAGE_KEY', `${base64(86)}==`], ['DD_API_KEY', hex(32)], ['CLEARML_API_SECRET_KEY', word(48)], ['MLFLOW_TRACKING_PASSWORD', 'Fl0w-Fl0w'],
  ['KAGGLE_KEY', hex(32)], ['COMET_API_KEY', word(25)], ['HF_TOKEN', word(37)], ['RCLONE_CONFIG_PASS', 'obscured-Pa55'], ['SSH_PASSPHRASE', 'correct horse battery staple 4'], ['VLLM_API_KEY', 'token-abc123'],
  ['--api-key', word(24)], ['--password', 'pa55w0rd'], ['--hf-token', word(37)], ['--ssl-keyfile-password', 'k3yf1le'], ['--auth-token', hex(32)], ['--client-secret', word(30)], ['--token', word(36)], ['-password', 'g0flag5tyle'],
  ['Authorization', `Bearer ${word(40)}`], ['authorization', `Basic ${base64(24)}`], ['X-Api-Key', hex(32)], ['X-Auth-Token', word(40)], ['Private-Token', word(20)], ['Cookie', `session=${word(40)}`],
];

/** Credentials inside of longer texts. */
const INSIDE: Labelled[] = [
  ['DATABASE_URL', `postgres://app:${word(12)}@db:5432/models`], ['DATABASE_URL', `postgresql+asyncpg://app:p%40ss${word(6)}@db/models`], ['REDIS_URL', `redis://:${word(16)}@cache:6379/0`], ['CELERY_BROKER_URL', `amqp://celery:${word(10)}@mq//`],
  ['MONGO_URI', `mongodb+srv://app:${word(14)}@cluster0.example.net/?retryWrites=true`], ['JDBC', `jdbc:mysql://db/models?user=app&password=${word(12)}`], ['DSN', `app:${word(12)}@tcp(db:3306)/models`], ['HTTPS_PROXY', `http://proxy:${word(10)}@proxy.corp:3128`],
  ['ADO', `Server=db;Database=models;User Id=app;Password=${word(12)};`], ['LIBPQ', `host=db user=app password=${word(12)} dbname=models`], ['', `https://example.com/m?token=${word(32)}`], ['', `https://example.com/m?access_token=${word(32)}`], ['', `https://b.s3.amazonaws.com/m?X-Amz-Signature=${hex(64)}`],
  ['', `https://storage.googleapis.com/b/m?X-Goog-Signature=${hex(64)}`], ['SENTRY_DSN', `https://${hex(32)}:${hex(32)}@sentry.example.com/2`], ['GIT_URL', `https://oauth2:${word(20)}@git.example.com/o/r.git`], ['GIT_URL', `https://${word(40)}@github.com/o/r.git`],
  ['', `curl -H "Authorization: Bearer ${word(40)}" https://example.com`], ['', `curl -u admin:${word(12)} https://example.com`], ['', `wget --header='Authorization: Basic ${base64(24)}' https://example.com`], ['', `wget --http-password=${word(12)} https://example.com`],
  ['', `export PGPASSWORD=${word(12)}; psql`], ['', `HF_TOKEN=${word(37)} exec serve`], ['', `AWS_SECRET_ACCESS_KEY='${base64(40)}' aws s3 cp s3://a b`], ['', `serve --api-key ${word(24)} --port 80`], ['', `serve --api-key="${word(24)}"`], ['', `huggingface-cli login --token ${word(37)}`],
  ['', `docker login -u robot -p ${word(20)} registry.example.com`], ['', `sshpass -p ${word(12)} scp host:/m .`], ['', `mc alias set s3 https://minio ${word(20)} ${word(40)} --api-key ${word(20)}`], ['', `echo "machine hf.co login u password ${word(20)}" > ~/.netrc`],
  ['config.json', `{"model":"m","api_key":"${word(32)}"}`], ['config.json', `{"db":{"password": "${word(12)}"}}`], ['--config', `{"clientSecret":"${word(32)}","id":"x"}`], ['.dockerconfigjson', `{"auths":{"ghcr.io":{"auth":"${base64(40)}"}}}`],
  ['config.yaml', `model: m\napi_key: ${word(32)}\nport: 80\n`], ['config.yaml', `database:\n  password: "${word(12)}"\n`], ['.npmrc', `//registry.example.com/:_authToken=${word(36)}`], ['credentials', `[default]\naws_secret_access_key = ${base64(40)}\n`], ['pip.conf', `[global]\nindex-url = https://user:${word(16)}@pypi.example.com/simple\n`],
  ['key.json', `{"type":"service_account","private_key_id":"${hex(40)}","private_key":"-----BEGIN ${'PRIVATE'} KEY-----\\n${base64(64)}\\n-----END ${'PRIVATE'} KEY-----\\n"}`], ['kubeconfig', `users:\n- name: a\n  user:\n    token: ${word(60)}\n`], ['rclone.conf', `[minio]\ntype = s3\naccess_key_id = a\nsecret_access_key = ${base64(40)}\n`],
  ['JAVA_OPTS', `-Xmx4g -Djavax.net.ssl.keyStorePassword=${word(10)}`], ['EXTRA', `--set-env OPENAI_API_KEY=${word(48)}`], ['NATS_URL', `nats://app:${word(12)}@nats:4222`], ['SMTP', `smtps://mailer:${word(12)}@mail.example.com:465`], ['note', `the password is: ${word(14)}`], ['SPLUNK', `Authorization: Splunk ${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`],
  ['', `Bearer ${word(64)}`], ['KAFKA', `org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${word(14)}";`], ['AZURE', `Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${base64(43)}=`], ['FTP', `ftp://anonymous:${word(10)}@ftp.example.com/m`],
  ['', `python -m server --served-name m --admin-api-key=${word(20)}`], ['', `HUGGING_FACE_HUB_TOKEN=${word(37)} text-generation-launcher`], ['values', `{"env":[{"name":"X","value":"${word(4)}"}],"accessToken":"${word(40)}"}`],
  ['INI', `[s3]\nsecret_key=${base64(40)}\n`], ['TOML', `api_token = "${word(40)}"\n`], ['headers', `{"Authorization": "Bearer ${word(40)}"}`], ['ODBC', `Driver={x};Server=db;Uid=app;Pwd=${word(12)};`], ['MONGO', `mongodb://app:${word(12)}@m1,m2,m3/models?replicaSet=rs0`],
];

/** Found missing by a second set of 85 that was written when the rules were done; the others of it were found. */
const LATER: Labelled[] = [
  ['MYSECRET', word(20)], ['ROOT_PW', 'x9x9x9'], ['X', `Authorization: Basic ${Buffer.from('admin:admin').toString('base64')}`], ['X', 'Authorization: Bearer abc123'],
  ['', `mysql -uroot -p${word(10)} db`], ['', `aws configure set aws_secret_access_key ${word(40)}`], ['TWILIO', `SK${hex(32)}`],
];

/** Two hundred texts that hold a credential. */
export const CREDENTIALS: readonly Labelled[] = [...BY_FORM, ...BY_NAME, ...INSIDE, ...LATER];
