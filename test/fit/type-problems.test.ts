import { knownArchitecture } from '../../src/fit/config/known-models';
import { typeProblem } from '../../src/fit/type-problems';

/* Types of weights that a device has no instructions for, by server. */

const onDevice = (name: string) => ({ device: { name, bytes: 16 * 1024 ** 3, resource: 'nvidia.com/gpu' }, count: 1 });
const problem = (model: string, engine: string, version: string, device: string, kind: 'refused' | 'emulated' = 'refused') => (
  typeProblem({ architecture: knownArchitecture(model), engine, version, ...onDevice(device) }, kind)
);

test.each([['vllm', '0.32.0'], ['sglang', '0.5.21']])('%s refuses MXFP4 on a T4', (engine, version) => {
  expect(problem('openai/gpt-oss-20b', engine, version, 'NVIDIA T4')).toContain('servers do without from 8.0 on');
});

// a GGUF file has types of its own: https://github.com/ggml-org/llama.cpp/pull/15091
test.each([['llama-cpp', 'b11434'], ['ollama', '0.32.15']])('%s loads a GGUF file, whatever the other checkpoint has', (engine, version) => {
  for (const device of ['NVIDIA T4', 'NVIDIA V100']) {
    for (const model of ['openai/gpt-oss-20b', 'deepseek-ai/DeepSeek-V3.2']) {
      expect(problem(model, engine, version, device)).toBeUndefined();
      expect(problem(model, engine, version, device, 'emulated')).toBeUndefined();
    }
  }
});

test('LMDeploy takes MXFP4 from a V100 on', () => {
  for (const device of ['NVIDIA T4', 'NVIDIA V100']) {
    expect(problem('openai/gpt-oss-20b', 'lmdeploy', '0.18.0', device)).toBeUndefined();
    expect(problem('openai/gpt-oss-20b', 'lmdeploy', '0.18.0', device, 'emulated')).toContain('no instructions');
  }
});
