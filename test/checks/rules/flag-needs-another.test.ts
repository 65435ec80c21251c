import { Findings, Framework, LmdeployEngine, ModelSource, ServingEngine, SglangEngine, TensorFlowServingEngine, TextGenerationInferenceEngine, VllmEngine } from '../../../src';
import { FlagTable } from '../../../src/flags/flag-table';
import { canonicalFlag } from '../../../src/flags/flags';
import { SHARED_OPTIONS } from '../../../src/flags/options/shared-options';
import { chartIn, gpuCompute, ModelOverrides, plainModel } from '../../fixtures';

const vllm = (version = '0.32.0', props: object = {}) => new VllmEngine({ version, ...props });
const sglang = (version = '0.5.21') => new SglangEngine({ version });
const lmdeploy = () => new LmdeployEngine({ version: '0.18.0' });
const tensorFlow = () => new TensorFlowServingEngine({ version: '2.19.1' });

/** What is found of flags that want another one. */
function found(engine: ServingEngine, overrides: ModelOverrides): string[] {
  const chart = chartIn();
  const source = ModelSource.pvc('weights');
  plainModel(chart, 'model', { replicas: 2, framework: engine.frameworks[0] ?? Framework.CUSTOM, source, profileProps: { engine, compute: gpuCompute(2) }, ...overrides });
  return Findings.of(chart).filter(({ rule }) => rule === 'flag-needs-another').map(({ what }) => what);
}

test.each<[ServingEngine, string[], string[]]>([
  [vllm(), ['--enable-auto-tool-choice'], ['--tool-call-parser', 'hermes']],
  [vllm('0.8.5'), ['--enable_auto_tool_choice'], ['--tool-call-parser=hermes']],
  [vllm('0.8.5'), ['--enable-reasoning'], ['--reasoning-parser', 'deepseek_r1']],
  [vllm(), ['--enable-log-outputs'], ['--enable-log-requests']],
  [vllm(), ['--collect-detailed-traces', 'model'], ['--otlp-traces-endpoint=http://otel:4317']],
  [vllm(), ['--lora-modules', 'a=/mnt/models/a'], ['--enable-lora']],
  [sglang(), ['--enable-lora'], ['--lora-paths', '/mnt/models/a']],
  [sglang(), ['--enable-lora'], ['--lora-target-modules', 'all', '--max-lora-rank=8']],
  [sglang(), ['--max-ep-size', '4'], ['--elastic-ep-backend', 'nixl']],
  [sglang(), ['--dcp-replicate-q-proj'], ['--dcp-size=2']],
  [sglang(), ['--enable-prefix-mm-cache'], ['--encoder-only']],
  [lmdeploy(), ['--speculative-dflash-block-size', '4'], ['--speculative-algorithm=dflash']],
  [tensorFlow(), ['--batching_parameters_file=/mnt/models/batching.txt'], ['--enable_batching']],
])('%#: a flag without a meaning of its own is refused, and taken with the other', (engine, args, other) => {
  expect(found(engine, { args })).toEqual([expect.stringContaining(` without ${other[0].split('=')[0].replace(/_/g, '-').slice(0, 5)}`)]);
  expect(found(engine, { args: [...args, ...other] })).toEqual([]);
});

test('the other one may be what a property renders, or stand in a file of settings', () => {
  expect(found(vllm('0.32.0', { toolCallParser: 'hermes' }), { args: ['--enable-auto-tool-choice'] })).toEqual([]);
  expect(found(vllm(), { args: ['--enable-auto-tool-choice', '--config', '/mnt/models/settings.yaml'] })).toEqual([]);
});

test('nothing is said of a flag that the server does not have, of its negation, or of an engine without such flags', () => {
  expect(found(vllm(), { args: ['--enable-reasoning'] })).toEqual([]);
  expect(found(vllm(), { args: ['--no-enable-auto-tool-choice'] })).toEqual([]);
  expect(found(new TextGenerationInferenceEngine({ version: '3.3.7' }), { args: ['--enable-auto-tool-choice'] })).toEqual([]);
});

test.each([vllm(), sglang(), lmdeploy()])('%#: every flag that is wanted is one that some version has', engine => {
  const table = FlagTable.read(engine._facts.flagsFile!);
  const wanted = [...SHARED_OPTIONS, ...engine._options].flatMap(({ flags, needs = [] }) => (needs.length === 0 ? [] : [...flags, ...needs]));
  expect(wanted.filter(flag => table.history(canonicalFlag(flag, {})) === undefined)).toEqual([]);
});
