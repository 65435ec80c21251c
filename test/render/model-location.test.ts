import { ModelLocation } from '../../src';
import { chartIn, errorOfSynth, findingsOf, PlainEngine, plainModel, PlainSource } from '../fixtures';

/** A chart with a model whose source answers a location. */
function chartWith(model: ModelLocation) {
  const chart = chartIn();
  plainModel(chart, 'model', { source: new PlainSource({ binding: { model } }), profileProps: { engine: new PlainEngine({ hub: true }) } });
  return chart;
}

test.each<[ModelLocation]>([
  [{ path: '', hub: false }],
  [{ path: ' ', hub: false }],
  [{ path: 'models/llama', hub: false }],
  [{ path: './llama', hub: false }],
  [{ path: '/mnt/models/../secrets', hub: false }],
  [{ path: '/mnt/models/./a', hub: false }],
  [{ path: '/mnt/models/a\nb', hub: false }],
  [{ path: '/mnt/models/\u0000', hub: false }],
  [{ path: '', hub: true }],
  [{ path: '/mnt/models', hub: true }],
  [{ path: 'a b/c', hub: true }],
  [{ path: 'org/model\n', hub: true }],
  [{ path: 'org/model/main', hub: true }],
])('a source of a user is refused where it says %j', model => {
  expect(errorOfSynth(chartWith(model))).toMatch(/source-refuses: invalid model\.path in the answer of bind\(\): got ".*", allowed is /);
});

test.each([{ revision: '' }, { revision: 'a\nb' }, { file: ' ' }, { file: '\t' }])('and where it says %j beside it', more => {
  expect(errorOfSynth(chartWith({ path: 'org/model', hub: true, ...more }))).toMatch(/source-refuses: invalid model\.(revision|file) in the answer of bind\(\)/);
});

test.each<[ModelLocation]>([[{ path: 'a b', hub: false, scheme: 'x' }], [{ path: '', hub: false, scheme: 'x' }], [{ path: 'a', hub: true, scheme: 'x' }]])('and where the server fetches %j', model => {
  expect(errorOfSynth(chartWith(model))).toMatch(/source-refuses: invalid model in the answer of bind\(\): got "path \\?".*allowed is when scheme is given, the text that the server is told to fetch, without spaces, and hub: false/);
});

test('says what is allowed beside it, and what to do', () => {
  expect(errorOfSynth(chartWith({ path: 'org/model', hub: true, file: ' ' }))).toContain('got " ", allowed is one line that is not blank; leave it out where there is none');
});

test('a path where nothing is mounted is a warning: the image can have it', () => {
  expect(findingsOf(chartWith({ path: '/opt/model', hub: false }), 'path-not-mounted').map(({ what }) => what)).toEqual(['the source says that the model is at "/opt/model", where no volume is mounted']);
  expect(findingsOf(chartWith({ path: '/mnt/models-of-mine', hub: false }), 'path-not-mounted')).toHaveLength(1);
  for (const path of ['/mnt/models', '/mnt/models/', '/mnt/models/a b', '/mnt/models/..a']) {
    expect(findingsOf(chartWith({ path, hub: false }), 'path-not-mounted')).toEqual([]);
  }
});
