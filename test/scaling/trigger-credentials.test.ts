import { Testing } from 'cdk8s';
import { Findings, Scaler, Scaling } from '../../src';
import { policy } from '../checks/scaling-examples';

const trigger = (type: string, metadata: { [name: string]: string }) => Scaling.byTrigger({ type, metadata });

test.each([
  ['redis', 'password', 'hunter2'], ['redis-sentinel', 'sentinelPassword', 'hunter2'], ['kafka', 'password', 'hunter2'], ['kafka', 'keyPassword', 'changeme'],
  ['kafka', 'Password', 'hunter2'], ['kafka', 'key', 'MIIEvQ'], ['datadog', 'apiKey', '12ab'], ['datadog', 'appKey', '12ab'], ['new-relic', 'queryKey', 'NRIQ-1'],
  ['azure-pipelines', 'personalAccessToken', 'hunter2'], ['azure-log-analytics', 'clientSecret', 'hunter2'], ['openstack-swift', 'appCredentialSecret', 'hunter2'],
  ['splunk', 'apiToken', 'hunter2'], ['aws-sqs-queue', 'awsSecretAccessKey', 'hunter2'], ['gcp-pubsub', 'credentials', '{"type":"service_account"}'],
  ['selenium-grid', 'accessToken', 'hunter2'], ['opensearch', 'clientKey', 'hunter2'], ['graphite', 'password', '123456'],
  ['mssql', 'connectionString', 'Server=tcp:sql,1433;Database=jobs;User ID=keda;Password=hunter2;'],
  ['postgresql', 'connection', 'host=db user=keda password=hunter2 dbname=jobs sslmode=disable'],
  ['mongodb', 'connectionString', 'mongodb://keda:guest@mongo:27017/jobs'], ['rabbitmq', 'host', 'amqp://guest:guest@rabbit:5672/'],
  ['prometheus', 'serverAddress', 'https://prometheus.example.com/api?token=hunter2'], ['azure-blob', 'connection', 'AccountName=jobs;AccountKey=hunter2'],
])('fails on a credential of %s in %s', (type, name, value) => {
  expect(() => trigger(type, { [name]: value })).toThrow(
    `invalid metadata of the trigger ${type}: got "${name}", allowed is no credential; put it into a Secret that a TriggerAuthentication reads, and give authentication: KedaAuthentication.existing(…)`,
  );
});

test.each([
  ['redis', { passwordFromEnv: 'REDIS_PASSWORD', username: 'keda', address: 'redis:6379', enableTLS: 'true' }],
  ['redis', { password: '$(REDIS_PASSWORD)' }],
  ['redis', { password: '' }],
  ['kafka', { bootstrapServers: 'kafka:9092', topic: 'tokens', consumerGroup: 'secrets', sasl: 'scram_sha512' }],
  ['azure-queue', { connectionFromEnv: 'STORAGE_CONNECTION', queueName: 'keys' }],
  ['mongodb', { connectionString: 'mongodb://mongo:27017/jobs', query: '{"token": "waiting"}' }],
  ['mssql', { connectionString: 'Server=tcp:sql,1433;Authentication=ActiveDirectoryMsi' }],
  ['kubernetes-resource', { key: 'replicas' }],
  ['metrics-api', { url: 'http://jobs:8080/depth', keyParamName: 'X-Api-Key', authMode: 'apiKey' }],
  ['external', { scalerAddress: 'scaler:9090', key: 'depth', token: 'round' }],
  ['solace-event-queue', { solaceSempBaseURL: 'http://solace:8080', messageVpn: 'jobs' }],
])('takes what is no credential of %s', (type, metadata) => {
  expect(() => trigger(type, metadata)).not.toThrow();
});

test('says how KEDA gets a credential, where only its name tells that it is one', () => {
  const chart = Testing.chart();
  policy({ scaling: [trigger('external', { scalerAddress: 'scaler:9090', dbPassword: 'kjh34kjhf2' })], scaler: Scaler.keda() })(chart);
  const found = Findings.of(chart).filter(({ rule }) => rule === 'secret-suspicious');
  expect(found.map(({ fix }) => fix)).toEqual([
    'put it into a Secret that a TriggerAuthentication reads, and give authentication: KedaAuthentication.existing(name); a scaler of your own reads it where it runs; acknowledge the finding when it is none',
  ]);
});

test.each(['http://prometheus:9090?token=hunter2', 'https://prometheus.example.com/api?tenant=a', 'https://prometheus.example.com/#top'])('fails on an address to whose end nothing can be added: %s', serverAddress => {
  expect(() => Scaler.keda({ serverAddress })).toThrow(/serverAddress of KEDA: got .*, allowed is an address that begins with http:\/\/ or https:\/\/, without credentials, "\?" and "#"/);
  expect(() => Scaler.keda({ serverAddress })).not.toThrow(/hunter2/);
});
