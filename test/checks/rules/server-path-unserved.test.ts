import { KServeHuggingFaceEngine, ServingEngine, TritonEngine, VllmEngine } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { GATEWAY, serverOf } from '../traffic-examples';

function said(routing: { path?: string; rewrite?: string }, engine: ServingEngine = new VllmEngine({ version: '0.32.0' })): string[] {
  const chart = chartIn('ml');
  serverOf(chart, { gateway: GATEWAY, routing }, 'model', { profileProps: { engine } });
  return findingsOf(chart, 'server-path-unserved').map(({ what, fix }) => `${what}; ${fix}`);
}

test.each([{}, { path: '/' }, { path: '/v1' }, { path: '/v1/' }, { path: '/llama', rewrite: '/' }])('%j is answered', routing => {
  expect(said(routing)).toEqual([]);
});

test.each(['/llama', '/v2', '/v1/models', '/1'])('%s is a path below which nothing is answered', path => {
  expect(said({ path })).toEqual([
    `the server model-server takes requests at "${path}", and vLLM answers at "/v1"; give routing.path "/v1", or routing.rewrite: "/" for clients that call ${path}/v1`,
  ]);
});

test('a server without the API of OpenAI may answer anywhere', () => {
  expect(said({ path: '/llama' }, new TritonEngine({ version: '26.07' }))).toEqual([]);
});

test('a path is answered where the engine answers below it, and not where its end alone is the same', () => {
  const kserve = () => new KServeHuggingFaceEngine({ version: '0.20.0' });
  expect(said({ path: '/openai' }, kserve())).toEqual([]);
  expect(said({ path: '/v1' }, kserve())).toHaveLength(1);
});
