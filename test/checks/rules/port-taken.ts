import { ContainerPort } from '../../../src';
import { model, RuleExamples, vllm, vllmModel } from '../rule-examples';

const beside = (...ports: ContainerPort[]) => ({ pod: { containers: [{ name: 'front', image: 'example.com/front:1.0.0', ports }] } });

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--grpc-port', '8000'] }),
  holds: chart => vllmModel(chart, { args: ['--grpc-port', '8001'] }),
  more: {
    fires: [
      model(beside({ name: 'one', number: 8081 }, { name: 'two', number: 8081 })),
      model(beside({ name: 'one', number: 8081, protocol: 'UDP' }, { name: 'two', number: 8081, protocol: 'UDP' })),
      vllm({ args: ['--grpc-port', '8081'], ...beside({ name: 'one', number: 8081 }) }),
    ],
    holds: [model(beside({ name: 'one', number: 8080, protocol: 'UDP' })), vllm({ args: ['--grpc-port', '0', '--nixl-port', '0'] })],
  },
  says: /--grpc-port 8000.*the engine listens on/,
  fixes: [
    { fix: /use a port that nothing else in the Pod listens on/, broken: vllm({ args: ['--grpc-port=8000'] }), mended: [vllm({ args: ['--grpc-port=8001'] })] },
    { fix: /let it listen on a port that nothing else/, broken: model(beside({ name: 'own', number: 8080 })), mended: [model(beside({ name: 'own', number: 8081 }))] },
    {
      fix: /give it a name that no other port of the Pod has/,
      broken: model({ pod: { containers: [{ name: 'front', image: 'example.com/front:1.0.0', ports: [{ name: 'own', number: 8081 }] }, { name: 'back', image: 'example.com/back:1.0.0', ports: [{ name: 'own', number: 8082 }] }] } }),
      mended: [model({ pod: { containers: [{ name: 'front', image: 'example.com/front:1.0.0', ports: [{ name: 'own', number: 8081 }] }, { name: 'back', image: 'example.com/back:1.0.0', ports: [{ name: 'other', number: 8082 }] }] } })],
    },
    { fix: /give it a name that no other port of the Pod has/, broken: model(beside({ name: 'http', number: 8081 })), mended: [model(beside({ name: 'own', number: 8081 }))] },
  ],
};
