import { ServingEngine, SglangEngine, VllmEngine } from '../../../src';
import { chartIn, findingsOf, gpuCompute, plainModel } from '../../fixtures';

const saidOf = (engine: ServingEngine): string[] => {
  const chart = chartIn();
  plainModel(chart, 'model', { profileProps: { engine, compute: gpuCompute() } });
  return findingsOf(chart, 'program-has-flag').map(({ what }) => what);
};
const vllm = (...program: string[]) => new VllmEngine({ version: '0.32.0', program });

test.each<[string, ServingEngine, RegExp]>([
  ['the name of the model', vllm('/x', '--served-model-name', 'foo'), /"--served-model-name foo", and .* "--served-model-name model"/],
  ['another spelling', vllm('/x', 'serve', '-tp', '8'), /"-tp 8", and .* "--tensor-parallel-size 1"/],
  ['an address', vllm('python', '-m', 'x', '--host=127.0.0.1'), /"--host=127\.0\.0\.1"/],
  ['the port of another server', new SglangEngine({ version: '0.5.23', program: ['/x', '--port', '1'] }), /"--port 1", and/],
])('is said of %s', (_what, engine, words) => expect(saidOf(engine)).toEqual([expect.stringMatching(words)]));

test.each<[string, ServingEngine]>([
  ['words without flags', vllm('/opt/venv/bin/vllm', 'serve')],
  ['a flag that nothing derives', vllm('/x', '--enforce-eager')],
  ['flags of a shell and its script', vllm('sh', '-c', 'exec vllm serve --port 9000 "$@"', 'vllm')],
  ['the same value', vllm('/x', '--port', '8000')],
])('is not said of %s', (_what, engine) => expect(saidOf(engine)).toEqual([]));
