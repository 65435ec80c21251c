import { RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: vllm({}, { program: ['/opt/run.sh', '--port', '9000'] }),
  holds: vllm({}, { program: ['/opt/run.sh', '--portal', '9000'] }),
  spared: vllm(),
  says: /program of the engine has "--port 9000", and the arguments behind it have "--port 8000"/,
  fixes: [{
    fix: /remove it from program: use port of the engine; acknowledge the finding when the program takes the flag for itself/,
    broken: vllm({}, { program: ['/opt/run.sh', '--port=9000'] }),
    mended: [vllm({}, { program: ['/opt/run.sh'] }), vllm({}, { program: ['/opt/run.sh'], port: 9000 }), vllm({}, { program: ['/opt/run.sh', '--port=8000'] })],
  }],
};
