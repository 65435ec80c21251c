import { Framework } from '../../../src';
import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { framework: Framework.ONNX, profileProps: { engine: new PlainEngine({ frameworks: [Framework.PYTORCH] }) } }),
  holds: chart => plainModel(chart, 'model', { framework: Framework.PYTORCH, profileProps: { engine: new PlainEngine({ frameworks: [Framework.PYTORCH] }) } }),
  more: {
    fires: [on({ frameworks: [Framework.PYTORCH, Framework.HUGGINGFACE] }, { framework: Framework.of('own') })],
    spared: [on({ frameworks: [] }, { framework: Framework.ONNX })],
  },
  says: /"onnx".*plain serves pytorch/,
  fixes: [{
    fix: /use TritonEngine/,
    broken: on({ frameworks: [Framework.PYTORCH] }, { framework: Framework.ONNX }),
    mended: [on({ frameworks: [Framework.ONNX] }, { framework: Framework.ONNX })],
  }],
};
