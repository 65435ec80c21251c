import { RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { args: ['--grpc-port', '8000'] }),
  holds: chart => vllmModel(chart, { args: ['--grpc-port', '8001'] }),
  says: /--grpc-port 8000.*the engine listens on/,
  fixes: [{ fix: /use a port that nothing else in the Pod listens on/, broken: vllm({ args: ['--grpc-port=8000'] }), mended: [vllm({ args: ['--grpc-port=8001'] })] }],
};
