import { ContainerEngine } from '../../../src';
import { gpuCompute, plainModel, smallCompute } from '../../fixtures';
import { CONTAINER, model, on, RuleExamples, vllm } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { args: ['--port=9999'] }),
  holds: chart => plainModel(chart, 'model', { args: ['--portal=9999'] }),
  says: /"--port=9999", derived is "--port 8080"/,
  fixes: [
    { fix: /remove it from args: bind\(\) of the engine plain renders it/, broken: model({ args: ['--port=1'] }), mended: [on({ ports: { http: 1 } })] },
    { fix: /remove it from args: use maxModelLen of the engine/, broken: vllm({ args: ['--max-model-len=4096'] }), mended: [vllm({}, { maxModelLen: 4096 })] },
    { fix: /remove it from args: use count of the accelerators in compute/, broken: vllm({ args: ['-tp=2'] }), mended: [vllm({ compute: gpuCompute(2) })] },
    { fix: /remove it from args: the server has to listen/, broken: vllm({ args: ['--host=127.0.0.1'] }), mended: [vllm()] },
    {
      fix: /remove it from args: use args of the engine/,
      broken: model({ args: ['--x=2'], profileProps: { engine: new ContainerEngine({ ...CONTAINER, args: ['--x=1'] }), compute: smallCompute() } }),
      mended: [model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, args: ['--x=2'] }), compute: smallCompute() } })],
    },
  ],
};
