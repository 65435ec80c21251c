import { Size } from 'cdk8s';
import { ModelSource, OllamaEngine } from '../../../src';
import { smallCompute } from '../../fixtures';
import { model, RuleExamples, vllm } from '../rule-examples';

const fix = /leave scratch out to derive it, or give it in the unit that is meant/;
const copying = (scratch?: Size) => model({
  source: ModelSource.pvc('weights', { path: 'model.gguf', size: Size.gibibytes(4) }), scratch, profileProps: { engine: new OllamaEngine({ version: '0.32.15' }), compute: smallCompute() },
});

export const examples: RuleExamples = {
  fires: vllm({ scratch: Size.mebibytes(1) }),
  holds: vllm({ scratch: Size.mebibytes(200) }),
  spared: vllm(),
  says: /scratch holds 1 MiB, and caches and temporary files of vllm are given 10 GiB unless you say it/,
  fixes: [
    { fix, broken: vllm({ scratch: Size.mebibytes(10) }), mended: [vllm(), vllm({ scratch: Size.gibibytes(10) })] },
    { fix, broken: copying(Size.gibibytes(7)), mended: [copying(), copying(Size.gibibytes(10))] },
  ],
};
