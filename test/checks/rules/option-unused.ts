import { Size } from 'cdk8s';
import { Cpu, ModelSource, VllmEngine } from '../../../src';
import { COMMIT, gpuCompute, PlainSource, smallCompute } from '../../fixtures';
import { fitted } from '../fitted';
import { model, RuleExamples, vllm, vllmModel } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => vllmModel(chart, { profileProps: { engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.8 }), compute: smallCompute() } }),
  holds: chart => vllmModel(chart, { compute: gpuCompute(), profileProps: { engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.8 }) } }),
  says: /gpuMemoryUtilization of the engine has no effect without accelerators/,
  fixes: [{
    fix: /leave it out here, or use Compute\.gpu\(\) in compute/,
    broken: vllm({ compute: smallCompute() }, { gpuMemoryUtilization: 0.5 }),
    mended: [vllm({ compute: smallCompute() }), vllm({}, { gpuMemoryUtilization: 0.5 })],
  }, {
    fix: /leave downloads\.memory out here; compute has the resources of the server/,
    broken: vllm({ source: ModelSource.huggingFace('acme/m', { revision: COMMIT, size: Size.gibibytes(1) }), downloads: { memory: Size.gibibytes(4) } }),
    mended: [vllm({ source: ModelSource.huggingFace('acme/m', { revision: COMMIT, size: Size.gibibytes(1) }) })],
  }, {
    fix: /leave downloads\.cpu out here/,
    broken: vllm({ downloads: { cpu: Cpu.units(2) } }),
    mended: [vllm(), model({ source: new PlainSource({ initContainer: {} }), downloads: { cpu: Cpu.units(2), memory: Size.gibibytes(4) } })],
  }, {
    fix: /give the architecture of the model, or leave footprint out/,
    broken: vllm({ footprint: { concurrency: 4, fixedCache: true } }),
    mended: [vllm(), fitted({ more: { footprint: { concurrency: 4 } } }), vllm({ footprint: { deriveArguments: false } })],
  }],
};
