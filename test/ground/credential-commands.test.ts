import { secretsOfScript, secretWords } from '../../src/ground/credential-commands';
import { timeOver } from '../yardstick';

const PASSWORD = 'Gx7pq2LmZr9t';

/** Commands with their password as `<…>`, word by word. */
const HOLD = [
  'curl -u user:<> https://example.com', 'curl -fsSLu user:<> https://example.com', 'curl --user=user:<> https://example.com', 'curl -uuser:<> https://example.com', 'curl --proxy-user u:<> https://example.com',
  'curl --oauth2-bearer <> https://example.com', '/usr/bin/curl -U u:<> https://example.com', 'http -a u:<> https://example.com', 'mysql -uroot -p<> models', 'mysqldump --password=<> models', 'mariadb -h db -p<>',
  'redis-cli -h cache -a <> ping', 'redis-cli -a<> ping', 'mongosh -u app -p <> models', 'sshpass -p <> ssh host', 'sshpass -p<> ssh host', 'wget --password <> https://example.com', 'wget --user=a --http-password=<> https://example.com',
  'docker login -u robot -p <> registry.example.com', 'az login --service-principal -u id -p <> --tenant t', 'helm registry login -u a -p <> ghcr.io', 'skopeo copy --src-creds u:<> docker://a docker://b', 'ldapsearch -D cn=admin -w <>',
  'smbclient //host/share -U user%<>', 'lftp -u user,<> sftp://host', 'openssl enc -d -aes-256-cbc -pass pass:<> -in a', 'openssl pkcs12 -passin pass:<> -in a', 'openssl enc -aes-256-cbc -k <>', 'unzip -P <> model.zip', '7z x -p<> model.7z',
  'sqlcmd -S db -U sa -P <>', 'etcdctl --user root:<> get a', 'vault login <>', 'wandb login --relogin <>', 'mc alias set s3 https://minio AKAKAK <>', 'htpasswd -b file user <>', 'rclone obscure <>', 'redis-server --port 6379 --requirepass <>', 'redis-server --masterauth <>', 'aws configure set aws_secret_access_key <>', 'ssh-keygen -t ed25519 -N <>',
  'sudo -E curl -u user:<> https://example.com', 'timeout 5 redis-cli -a <> ping', 'A=b sshpass -p <> ssh host', 'if curl -u user:<> https://example.com ; then', 'tini -- curl -u user:<> https://example.com',
];

const HOLD_NONE = [
  'curl -u user: https://example.com', 'curl -u user https://example.com', 'curl -fsSL https://example.com:443/a', 'docker run -p 80:80 -u 1000:1000 image', 'docker run -p 8080 image', 'mkdir -p /data/curl',
  'redis-cli -u redis://cache', 'psql -p 5432 -U app', 'openssl enc -pass env:PASSWORD -in a', 'openssl enc -pass file:/run/secrets/p -in a', 'unzip -o model.zip', 'az account show -p x', 'mongo', 'curl', 'vault login', 'sqlcmd -U sa', 'tar -a -u user:name', 'ssh -p 2222 host',
  'docker build -p x . ; docker login --password-stdin', 'cp -u user:name /data',
];

const bare = (command: string) => command.replace('<>', PASSWORD);

test.each(HOLD)('%s holds a password', command => {
  const words = bare(command).split(' ');
  expect(secretWords(words).map(({ word, start, end }) => words[word].slice(start, end))).toEqual([PASSWORD]);
});

test.each(HOLD.flatMap(command => [
  command, `set -e\n${command.replace(/ -/g, ' \\\n  -')} \n`, command.replace('<>', '"<>"'), command.replace(/([^ ]*<>)/, '\'$1\''), `true && ${command} | cat`, `sh -c "${command}"`, `["${command.replace(/ /g, '", "')}"]`,
]))('%j holds it as a script, and its place is told', script => {
  const text = bare(script);
  expect(secretsOfScript(text).map(({ start, end }) => text.slice(start, end).replace(/['"]/g, ''))).toContain(PASSWORD);
});

test.each(HOLD_NONE)('%s holds none', command => {
  expect(secretWords(command.split(' '))).toEqual([]);
  expect(secretsOfScript(`${command}\nls -la\n`)).toEqual([]);
});

test('what can be meant in another way is told so', () => {
  expect(secretWords(['mysql', '-u', 'root', '-p', 'models'])).toEqual([{ word: 4, start: 0, end: 6, option: 'mysql -p', doubt: 'much' }]);
});

test.each<[string, string]>([['curl -p x -u a:b', 'none'], ['serve curl -u a:b', 'none'], ['serve --host curl -u a:b', 'some'], ['nc redis-cli -a x', 'some'], ['nc --host redis-cli -a x', 'much']])('where it stands in %s, there is doubt: %s', (command, doubt) => {
  expect(secretWords(command.split(' '))).toMatchObject([{ doubt }]);
});

test('a long text that only looks like a script takes no time', () => {
  expect(timeOver(2000, () => {
    for (const piece of ['curl "', 'curl \'', 'curl -u ', 'mysql -p\\\n', 'curl "a b" ']) secretsOfScript(piece.repeat(5000));
  })).toBeUndefined();
});
