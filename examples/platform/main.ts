import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { LanguageModel } from './acme-models';

const app = new App();

// Team chat: a small model behind a public address.
const chat = new Chart(app, 'team-chat', { namespace: 'team-chat' });
new LanguageModel(chat, 'chat', {
  repository: 'Qwen/Qwen2.5-7B-Instruct',
  commit: 'a09a35458c702b33eeacc393d103063234e8bc28',
  version: '2.5.0',
  size: Size.gibibytes(15),
  replicas: 2,
}).publish('chat.example.com');

// Team support: an application that calls a gated model, and nobody else may.
const support = new Chart(app, 'team-support', { namespace: 'team-support' });
const assistant = new kplus.Deployment(support, 'assistant', {
  metadata: { name: 'assistant' },
  replicas: 2,
  securityContext: { user: 1000, ensureNonRoot: true },
  containers: [{
    image: 'registry.example.com/support/assistant:1.4.0',
    portNumber: 8080,
    readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }),
    resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) } },
    securityContext: { user: 1000 },
  }],
});
ApiObject.of(assistant).addJsonPatch(
  JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
  JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] }),
);
assistant.exposeViaService({ name: 'assistant', ports: [{ port: 80, targetPort: 8080 }] });
new LanguageModel(support, 'answers', {
  repository: 'meta-llama/Llama-3.1-8B-Instruct',
  commit: '0e9e39f249a16976918f6564b8830bc894c89659',
  version: '3.1.0',
  size: Size.gibibytes(15),
  hubToken: kplus.Secret.fromSecretName(support, 'hub', 'huggingface'),
  replicas: 2,
}).connect(assistant);

// Team research: a large model that scales with its queue.
const research = new Chart(app, 'team-research', { namespace: 'team-research' });
new LanguageModel(research, 'analyst', {
  repository: 'meta-llama/Llama-3.1-70B-Instruct',
  commit: '1605565b47bb9346c5515c34102e054115b4f98b',
  version: '3.1.0',
  size: Size.gibibytes(132),
  hubToken: kplus.Secret.fromSecretName(research, 'hub', 'huggingface'),
}).scale(2, 4);

app.synth();
