import { combinations } from './catalogue';
import { CPU, GPU, render, Rendered } from './render';
import { EngineChoice, Framework, ModelSource, ServingEngine } from '../../src';
import { CHOICES } from '../../src/facts/choices';
import { loadsAlone, MODEL_FILES } from '../../src/facts/model-files';

/** Every ending that a source takes, as the file that it is stored as, and as it is seen by the server. */
const FILES = MODEL_FILES.filter(({ archive }) => !archive).flatMap(({ endings, name }) => endings.map(ending => {
  const stored = ending.startsWith('.') ? `net${ending}` : ending;
  return [stored, name ?? stored] as const;
}));

const ENGINES = new Map(combinations().map(one => [one.engine.name, one] as const));

/** Engines that are told where the file is, and make of it what they can. */
const TAKE_ANYTHING = ['container', 'matrixinfer-runtime'];

const s3 = (file: string) => ModelSource.s3(`s3://models/x/${file}`, { anonymous: true });

/** What is rendered, or why not. */
function outcome(engine: ServingEngine, framework: Framework, source: ModelSource, compute = CPU): Rendered | string {
  try {
    return render({ engine, framework, source, compute });
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each([...ENGINES.values()].map(one => [one.engine.name, one] as const))('%s', (name, { engine, compute }) => {
  test.each(FILES)('given %s alone, serves it or says why not', (stored, file) => {
    for (const framework of engine.frameworks.length === 0 ? [Framework.CUSTOM] : engine.frameworks) {
      // MLServer asks for settings in a folder where it does not know the framework.
      if (name === 'mlserver' && ['custom', 'mlflow', 'huggingface'].includes(framework.name)) continue;
      const got = outcome(engine, framework, s3(stored), compute);
      const loads = TAKE_ANYTHING.includes(name) || loadsAlone(name, file, framework.name);
      if (!loads) {
        expect(got).toMatch(/engine-refuses: /);
        expect(got).toContain(JSON.stringify(file));
      } else {
        expect(got).toMatchObject({ init: [{ args: ['copyto', `source:models/x/${stored}`, expect.stringMatching(new RegExp(`^/mnt/models/(.+/)?${file.replace('.', '\\.')}$`))] }] });
      }
    }
  });
});

describe.each([...new Set(CHOICES.flatMap(({ frameworks }) => frameworks))])('the engine that is chosen for %s', name => {
  const framework = Framework.of(name);
  const sources: (readonly [string, ModelSource])[] = FILES.flatMap(([file]) => [
    [`s3 ${file}`, s3(file)], [`pvc ${file}`, ModelSource.pvc('weights', { path: file })], [`hub ${file}`, ModelSource.huggingFace('acme/net', { file })],
    [`hub x/${file}`, ModelSource.huggingFace('acme/net', { file: `x/${file}` })],
  ] as const);

  test.each(sources)('and the lone file of %s serves it, or there is none', (_, source) => {
    let engine: ServingEngine;
    try {
      ({ engine } = EngineChoice.of(framework, source));
    } catch (error) {
      expect((error as Error).message).toMatch(/^no engine (serves the lone file|can be chosen)/);
      return;
    }
    expect(outcome(engine, framework, source, engine.name === 'vllm' ? GPU : CPU)).not.toEqual(expect.stringMatching('engine-refuses'));
  });
});
