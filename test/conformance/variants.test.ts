import { Yaml } from 'cdk8s';
import { ENGINE_SAMPLES } from './engine-sample';
import { objectsOf, TAKES, VariantKind, variants } from './variants';
import { stderrOf } from '../fixtures';

const ALL = variants();

describe('what a model can have besides its engine and its source', () => {
  test.each(Object.keys(TAKES) as (keyof typeof TAKES)[])('is there for every engine that takes it: %s', kind => {
    const having = ALL.filter(one => one.kind === kind).map(({ engineClass }) => engineClass).sort();
    const taking = Object.entries(ENGINE_SAMPLES).filter(([, sample]) => TAKES[kind](sample.make())).map(([name]) => name).sort();
    expect(having).toEqual(taking);
    expect(having.length).toBeGreaterThan(1);
  });

  test('has names of its own', () => {
    const names = ALL.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(ALL.map(one => [one.name, one] as const))('synthesizes, to the same bytes twice: %s', (_name, one) => {
    const texts: string[] = [];
    stderrOf(() => { texts.push(...[0, 1].map(() => Yaml.stringify(...objectsOf(one)))); });
    const [first, second] = texts;
    expect(first).toBe(second);
    expect(first).toMatch(KIND_OF[one.kind]);
  });
});

/** What shows in the objects that the variant is there. */
const KIND_OF: { readonly [kind in VariantKind]: RegExp } = {
  'read-by-server': /- s3:\/\/models\/resnet|=s3:\/\/models\/resnet/,
  'projector': /mmproj\.gguf/,
  'adapters': /\/mnt\/adapters/,
  'draft-model': /\/mnt\/draft-model/,
  'several-models': /embedder|\/v2\/health\/ready/,
  'record': /kind: (AutoscalingPolicy|ModelInfer|ModelRoute)\n/,
};
