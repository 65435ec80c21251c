import { ModelSource, VllmEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { hub, RuleExamples, vllm } from '../rule-examples';

const FORMAT = '--load-format=tensorizer';
const PARTS = '--model-loader-extra-config={"tensorizer_uri":"/mnt/models/model-%03d.tensors"}';

const loading = (args: string[] = [], source = ModelSource.pvc('weights'), tensorParallelSize = 1) => (
  vllm({ source, profileProps: { engine: new VllmEngine({ version: '0.32.0', tensorParallelSize }), compute: gpuCompute(tensorParallelSize) }, args: [FORMAT, ...args] })
);

export const examples: RuleExamples = {
  fires: loading([], hub('Qwen/Qwen3-0.6B')),
  holds: loading(),
  spared: vllm({ source: hub('Qwen/Qwen3-0.6B') }),
  more: {
    fires: [loading(['--model-loader-extra-config={"tensorizer_uri":"/mnt/models/model.tensors"}'], undefined, 2), loading(['--model-loader-extra-config.tensorizer_config.verify_hash=true'])],
    holds: [loading(['--model-loader-extra-config={"tensorizer_dir":"s3://bucket/model"}'], hub('Qwen/Qwen3-0.6B')), loading(['--model-loader-extra-config.tensorizer_uri=/mnt/models/model-%03d.tensors'], undefined, 2)],
    spared: [loading(['--model-loader-extra-config=$(EXTRA)'], hub('Qwen/Qwen3-0.6B')), vllm({ args: ['--load-format=tensorizer', '--load-format=auto'], source: hub('Qwen/Qwen3-0.6B') })],
  },
  says: /tensorizer looks for model\.tensors in a folder called "Qwen\/Qwen3-0\.6B", which is the name of a repository/,
  fixes: [
    {
      fix: /bring the folder with model\.tensors to the Pod .*, or name the file as tensorizer_uri/,
      broken: loading([], hub('Qwen/Qwen3-0.6B')),
      mended: [
        loading([], ModelSource.s3('s3://bucket/model/')),
        loading(['--model-loader-extra-config={"tensorizer_uri":"s3://bucket/model.tensors"}'], hub('Qwen/Qwen3-0.6B')),
      ],
    },
    {
      fix: /give them without tensorizer_config around them/,
      broken: loading(['--model-loader-extra-config={"tensorizer_config":{"verify_hash":true}}']),
      mended: [loading(['--model-loader-extra-config={"verify_hash":true}'])],
    },
    {
      fix: /give tensorizer_uri in --model-loader-extra-config with %03d .*, or let tensorParallelSize be 1/,
      broken: loading([], undefined, 2),
      mended: [loading([PARTS], undefined, 2), loading()],
    },
  ],
};
