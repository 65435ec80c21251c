import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { parse } from 'yaml';
import {
  Accelerator, Compute, Findings, Framework, MatrixInferRuntimeEngine, ModelConstruct, ModelSource, RuntimeProfile,
} from '../../src';

/** The two complete Models of the MatrixInfer documentation, word for word. */
const documented = (name: string): unknown => parse(readFileSync(join(__dirname, '..', 'valid', 'models.registry.matrixinfer.ai', `${name}.yaml`), 'utf8'));

const profile = (chart: Chart, image: string, compute: Compute) =>
  new RuntimeProfile(chart, 'profile', { engine: new MatrixInferRuntimeEngine({ image }), compute });

describe('the documented Models', () => {
  test('a model from Hugging Face comes out exactly, and nothing besides it', () => {
    // GIVEN
    const chart = new Chart(new App(), 'chart', { namespace: 'default' });

    // WHEN
    const { model } = new ModelConstruct(chart, 'llama-7b', {
      modelId: 'llama-7b-v1',
      framework: Framework.PYTORCH,
      version: '1.0.0',
      source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf'),
      profile: profile(chart, 'matrixinfer/pytorch-runtime:latest', Compute.cpu({
        cpu: Cpu.units(2), cpuLimit: Cpu.units(4), memory: Size.gibibytes(8), memoryLimit: Size.gibibytes(16),
      })),
      registerOnly: true,
    });
    model.addJsonPatch(JsonPatch.remove('/metadata/annotations')); // the mark of registerOnly, which the documentation has not
    Findings.acknowledge(chart, 'image-not-pinned', 'the documentation says so');

    // THEN
    expect(chart.toJson()).toEqual([documented('documented-basic')]);
  });

  test('a model from S3 with an accelerator comes out exactly, and nothing besides it', () => {
    // GIVEN
    const chart = new Chart(new App(), 'chart', { namespace: 'ml-models' });

    // WHEN
    const { model } = new ModelConstruct(chart, 'custom-model', {
      modelId: 'custom-model-v2',
      framework: Framework.ONNX,
      version: '2.0.0',
      source: ModelSource.s3('s3://my-models/custom-model-v2/'),
      profile: profile(chart, 'matrixinfer/onnx-runtime:latest', Compute.gpu(Accelerator.NVIDIA_T4, {
        cpu: Cpu.units(1), cpuLimit: Cpu.units(2), memory: Size.gibibytes(4), memoryLimit: Size.gibibytes(8),
      })),
      registerOnly: true,
    });
    model.addJsonPatch(JsonPatch.remove('/metadata/annotations')); // the mark of registerOnly, which the documentation has not
    Findings.acknowledge(chart, 'image-not-pinned', 'the documentation says so');

    // THEN
    expect(chart.toJson()).toEqual([documented('documented-s3')]);
  });
});
