import { credentialsIn } from '../../src/ground/credentials';

const KEY = 'aB3dE6gH9kLmN0pQ7rStU2vW';
const found = (text: string) => credentialsIn(text).map(({ start, end }) => text.slice(start, end));

test.each([
  'token=$1; shift', 'token="$1"', 'TOKEN=$@', 'password=$*', 'token=${1:-x}', 'secret=${2}', 'token=$#', 'pass=$?', 'secret=$$', 'pwd=$!', 'TOKEN="$2" serve', 'token=$$1; shift', 'token=$$TOKEN',
  'API_KEY=$(echo $OTHER)', 'TOKEN=$(cat /run/token)', 'NAME=$(echo hello)', 'read LINE <<< hello', 'grep token <<< hello',
  'os.environ[\'API_KEY\'] = sys.argv[1]', 'os.environ[\'API_KEY\'] = open(\'/run/k\').read()', 'settings["max_tokens"] = "4096"', 'env.setdefault(\'MODEL\', \'llama-of-mine\')',
  'https://discord.com/api/webhooks/', 'https://hooks.slack.com/services/',
])('%s holds no credential', text => {
  expect(found(text)).toEqual([]);
});

test.each([
  `python -c "os.environ['API_KEY']='${KEY}'"`, `os.environ["API_KEY"] = "${KEY}"`, `process.env['API_KEY'] = '${KEY}'`, `ENV['API_KEY']='${KEY}'`,
  `os.environ.setdefault('API_KEY', '${KEY}')`, `os.putenv("API_KEY", "${KEY}")`, `System.setProperty("API_KEY", "${KEY}")`,
  `read TOKEN <<< ${KEY}`, `read -r TOKEN <<<"${KEY}"`, `IFS= read -r API_KEY <<< '${KEY}'`,
  `TOKEN=$(echo ${KEY})`, `export API_KEY="$(echo -n '${KEY}')"`, `API_KEY=$(printf '%s' ${KEY})`, `TOKEN=\`echo ${KEY}\``, `TOKEN=$(echo ${KEY} | base64 -d)`,
])('%s holds one, and nothing else is hidden', text => {
  expect(found(text)).toEqual([KEY]);
});

test.each([
  `https://discord.com/api/webhooks/123456789012345678/${KEY}${KEY}`, `https://discordapp.com/api/v10/webhooks/123456789012345678/${KEY}`, `https://hooks.slack.com/services/T0123ABCD/B0123ABCD/${KEY}`,
  `https://hooks.slack-gov.com/services/T0123ABCD/B0123ABCD/${KEY}`, `https://a.webhook.office.com/webhookb2/1a@2b/IncomingWebhook/${'0a'.repeat(16)}/3c`, 'https://hooks.zapier.com/hooks/catch/1234567/ab12cd3/',
  'https://open.feishu.cn/open-apis/bot/v2/hook/0f8fad5b-d9cb-469f-a165-70867728950e',
])('%s is one: whoever knows a webhook posts with it', text => {
  expect(credentialsIn(text)).toEqual([expect.objectContaining({ is: expect.stringMatching(/ webhook$/), certain: true })]);
});
