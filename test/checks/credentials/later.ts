import { Labelled } from './labelled';
import { ALNUM, BASE64, Dice, HEX } from './tokens';

/*
 * Written when the rules of November 2026 for commands, names and addresses were done. Of these, as they were written, 39 of 40 were found, and 1 of 40 was
 * flagged, as an error (`vault login` with a role): that one was mended, the line of a .pgpass was not.
 */
const dice = new Dice(261126);
const hex = (length: number) => dice.some(HEX, length);
const word = (length: number) => dice.some(ALNUM, length);
const base64 = (length: number) => dice.some(BASE64, length);

/** Forty that hold a credential. */
export const LATER_CREDENTIALS: readonly Labelled[] = [
  ['', `curl -sS -u deploy:${word(12)} -T model.bin https://nexus.example.com/`], ['', `curl --proxy-user corp:${word(9)} -x proxy:3128 https://hf.co`], ['', `mysqladmin -h db -uroot -p${word(10)} ping`], ['', `redis-cli -h cache -a ${word(16)} --no-auth-warning ping`],
  ['', `mongodump --host db -u backup -p ${word(14)} --archive`], ['', `echo ${word(20)} | docker login -u ci --password-stdin ghcr.io`], ['', `set -e\naz login --service-principal \\\n  -u app \\\n  -p ${word(34)} \\\n  --tenant t\n`], ['', `unzip -P ${word(10)} weights.zip -d /mnt/models`],
  ['', `7z x -p${word(12)} weights.7z`], ['', `ldapsearch -x -D cn=reader,dc=example -w ${word(11)} uid=a`], ['', `sh -c "sshpass -p ${word(10)} rsync -a host:/models /mnt"`], ['', `mc alias set minio http://minio:9000 admin ${word(20)}`],
  ['', `["redis-cli", "-a", "${word(16)}", "ping"]`], ['', `wandb login ${hex(40)}`], ['', `sqlcmd -S db -U sa -P ${word(12)} -Q "select 1"`], ['', `smbclient //nas/models -U svc%${word(12)}`], ['', `git clone https://ci:${word(20)}@git.example.com/o/r`],
  ['', `lftp -u svc,${word(12)} sftp://host -e "mirror /models"`], ['MYSQLPASS', word(10)], ['LDAPPWD', 'swordfish'], ['SERVICE_JWT', word(60)], ['BLOB_SAS', `?sv=2024&sig=${word(44)}`], ['DOOR_PIN', '482913'], ['WALLET_MNEMONIC', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  ['OPENAI_API_KEY_BACKUP', word(32)], ['ADMIN_PASSWORD_2', 'Sommer2026!'], ['TS_AUTHKEY', word(30)], ['SQL_CONN_STR', `Server=db;User Id=sa;Password=${word(12)};`], ['FLASK_SECRET', word(24)], ['X-Goog-Api-Key', word(39)], ['STORE_SIGNING_KEY', base64(44)],
  ['PROXY', `corp:${word(12)}@proxy.corp:3128`], ['REGISTRY', `robot:${word(16)}@registry.example.com/m`], ['SENTRY_DSN', `https://${hex(32)}@o4501.ingest.de.sentry.io/4502`], ['--auth', `admin:${word(12)}`], ['\u2013\u2013api-key', word(24)], ['UNSEAL_KEY_1', base64(44)],
  ['values.yaml', `redis:\n  auth:\n    password: ${word(14)}\n`], ['.env', `DEBUG=1\nADMIN_PASS=${word(12)}\n`], ['pg.conf', `db:5432:models:app:${word(12)}\n`],
];

/** Forty that hold none. */
export const LATER_LOOK_ALIKES: readonly Labelled[] = [
  ['', 'curl -fsSL -o /mnt/models/a.bin https://example.com/a.bin'], ['', 'curl -u "$USER:$PASS" https://example.com'], ['', 'mysql -h db -u app -p models'], ['', 'mysqladmin ping -h 127.0.0.1'], ['', 'redis-cli -h cache -p 6379 ping'], ['', 'mongosh --port 27017 --eval "db.ping()"'],
  ['', 'docker run -p 8080:80 -u 1000:1000 nginx'], ['', 'docker login -u ci --password-stdin ghcr.io'], ['', 'az login --identity'], ['', 'unzip -o weights.zip -d /mnt/models'], ['', '7z x weights.7z -o/mnt/models'], ['', 'mkdir -p /data/mysql'], ['', 'openssl enc -d -aes-256-cbc -pass file:/run/secrets/pw -in a'],
  ['', 'openssl rand -hex 32'], ['', 'ssh -p 2222 -i /keys/id host'], ['', 'vault login -method=kubernetes role=reader'], ['', 'sshpass -f /run/secrets/pw ssh host'], ['', 'sshpass -e ssh host'], ['', 'mc alias list'], ['', 'wandb login --relogin "$WANDB_API_KEY"'], ['', 'gpg --batch --passphrase-file /run/pw -d a.gpg'],
  ['BYPASS', 'on'], ['PIN_MEMORY', 'true'], ['CPU_PIN', '0-3'], ['JWT_ISSUER', 'https://sso.example.com'], ['JWT_ALGORITHM', 'HS256'], ['JWKS_URL', 'https://sso.example.com/jwks'], ['DISK_TYPE_SAS', 'true'], ['SASL_MECHANISM', 'PLAIN'], ['OTP_ENABLED', 'false'], ['TOKENS_PER_SECOND', '120'], ['DB_DSN', 'postgresql://db/models'],
  ['SALT_MASTER', 'salt.example.com'], ['STRIPE_PUBLISHABLE_KEY', `pk_live_${word(24)}`], ['member', 'serviceAccount:reader@project-7.iam.gserviceaccount.com'], ['contact', 'mailto:ml-team@example.com'], ['image', `registry.example.com/m:1.2@sha256:${hex(64)}`], ['npm', 'npm:left-pad@1.3.0'], ['PASSPORT_COUNTRY', 'DE'], ['note', 'login with your password; the pin is sent by mail'],
];
