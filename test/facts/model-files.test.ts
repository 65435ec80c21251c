import { ModelSource } from '../../src';
import { insteadOf, loadsAlone, loneFileOf, MODEL_FILES, modelFileOf } from '../../src/facts/model-files';
import { combinations } from '../conformance/catalogue';

const ENGINES = [...new Set(combinations().map(({ engine }) => engine.name))];
const rows = MODEL_FILES.flatMap(row => row.endings.map(ending => [ending, row] as const));
const named = (ending: string) => (ending.startsWith('.') ? `net${ending}` : ending);

describe('the table of endings', () => {
  test('has each ending once, in lower case', () => {
    expect(new Set(rows.map(([ending]) => ending)).size).toBe(rows.length);
    expect(rows.filter(([ending]) => ending !== ending.toLowerCase())).toEqual([]);
  });

  test('names engines that there are', () => {
    expect(rows.flatMap(([, { engines }]) => engines).filter(engine => !ENGINES.includes(engine))).toEqual([]);
  });

  test.each(rows)('says of %s what it is, and what to do with it', (ending, row) => {
    expect(modelFileOf(named(ending))).toBe(row);
    expect(modelFileOf(named(ending).toUpperCase())).toBe(row);
    expect(loneFileOf(`/mnt/models/${named(ending)}`)).toEqual({ file: named(ending), kind: row });
    for (const engine of ENGINES) expect(insteadOf(engine, named(ending), row)).toMatch(/^(give|take|pack|store|export|it is loaded for) \w/);
  });

  test.each(['net', 'llama-3.1-8b', 'net.', '.onnx', 'onnx', 'v1.0', 'net.weights', 'my-model.py', 'a.onnx.d', ''])('does not know %j', name => {
    expect(modelFileOf(name)).toBeUndefined();
  });

  test('lets Triton find files by name only, and servers of repositories nothing in a folder beside it', () => {
    expect([loadsAlone('triton', 'model.onnx'), loadsAlone('triton', 'net.onnx'), loadsAlone('triton', 'model.py')]).toEqual([true, false, true]);
    expect([loadsAlone('openvino-model-server', 'net.onnx'), loadsAlone('openvino-model-server', 'onnx/net.onnx'), loadsAlone('llama-cpp', 'q4/net.gguf')]).toEqual([true, false, true]);
  });
});

describe('a source', () => {
  const anonymous = { anonymous: true };
  const factories: [string, (file: string) => ModelSource][] = [
    ['s3', file => ModelSource.s3(`s3://models/x/${file}`, anonymous)],
    ['gcs', file => ModelSource.gcs(`gs://models/x/${file}`, anonymous)],
    ['azureBlob', file => ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/x/${file}`, anonymous)],
    ['https', file => ModelSource.https(`https://files.example.com/x/${file}`)],
    ['pvc', file => ModelSource.pvc('weights', { path: `x/${file}` })],
  ];

  test.each(factories)('of %s knows its only file by every ending', (_, make) => {
    for (const [ending, { archive, name }] of rows) {
      if (archive) expect(() => make(named(ending))).toThrow('nothing unpacks it');
      else expect(make(named(ending)).onlyFile).toBe(name ?? named(ending));
    }
    expect(make('folder/').onlyFile).toBeUndefined();
  });

  test('that names it otherwise, on the hub or only records it, knows it too', () => {
    expect(ModelSource.s3('s3://models/churn', { fileName: 'churn.txt', ...anonymous }).onlyFile).toBe('churn.txt');
    expect(ModelSource.huggingFace('acme/llama', { file: 'q4/llama.gguf' }).onlyFile).toBe('q4/llama.gguf');
    expect(ModelSource.fromUri('git://models/net.onnx').onlyFile).toBe('net.onnx');
    expect(ModelSource.fromUri('git://models/net').onlyFile).toBeUndefined();
  });
});
