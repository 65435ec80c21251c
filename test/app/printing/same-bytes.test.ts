import { parse } from 'yaml';
import { EACH_CDK8S, loadedWith } from './each-cdk8s';
import { RandomDocuments } from './random-documents';

/** How many random documents are printed with each cdk8s: `npm run test:printing:full` takes 100,000. */
const DOCUMENTS = Number(process.env.PRINTED_DOCUMENTS ?? 1_500);

describe.each(EACH_CDK8S)('with %s, a manifest that prints itself', name => {
  const { cdk8s: { Yaml }, printing: { documentText, printable, selfPrinting, tryYamlText } } = loadedWith(name);

  /** What is printed in another way, or fails in another way, than cdk8s prints it. */
  function differenceOf(document: Record<string, unknown>): string | undefined {
    const attempt = (print: () => string) => { try { return print(); } catch (error) { return String(error); } };
    const expected = attempt(() => Yaml.stringify(printable({ ...document })));
    const marked = selfPrinting({ ...document });
    return [attempt(() => Yaml.stringify(marked)), attempt(() => documentText(marked))].find(text => text !== expected);
  }

  test(`has the bytes of cdk8s (${DOCUMENTS} random documents)`, () => {
    let own = 0;
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const document = new RandomDocuments(seed).next();
      const difference = differenceOf(document);
      if (difference !== undefined) expect({ seed, text: difference }).toEqual({ seed, text: Yaml.stringify(printable({ ...document })) });
      if (tryYamlText(document) !== undefined) own++;
    }
    expect(own).toBeGreaterThan(DOCUMENTS / 2); // and not because cdk8s has printed nearly all of them
  }, 600_000);

  test('is the data that it was to everybody else', () => {
    const data = { kind: 'Thing', spec: { a: [1, 'two'], b: '0o17' } };
    const marked = selfPrinting({ ...data });
    expect(marked).toStrictEqual(data);
    expect(JSON.stringify(marked)).toBe(JSON.stringify(data));
    expect(structuredClone(marked)).toStrictEqual(data);
    expect({ ...marked }).toStrictEqual(data);
  });

  test('prints what it has become', () => {
    const marked = selfPrinting({ spec: { a: 1 } as object });
    marked.spec = { b: 'yes', c: new Map([[1, 2]]) };
    expect(Yaml.stringify(marked)).toBe(Yaml.stringify({ ...marked }));
  });

  test('is the same data, and not the same bytes, where somebody has put it into another document', () => {
    const manifest = () => ({ kind: 'Thing', spec: { script: 'a\n\n  b\n', list: [{ a: 1, b: [] }], no: 'no', flow: '{[,' } });
    const around = (inside: () => object) => ({ first: inside(), items: [inside(), [inside()]] });
    const written = Yaml.stringify(around(() => selfPrinting(manifest())));
    expect(parse(written)).toEqual(around(manifest));
  });

  test('is printed by cdk8s when it has a member that yaml reads of its nodes', () => {
    for (const member of ['comment', 'commentBefore', 'spaceBefore', 'tag', 'anchor', 'toString']) {
      const data = { kind: 'Thing', [member]: 'said' };
      expect(Yaml.stringify(selfPrinting({ ...data }))).toBe(Yaml.stringify({ ...data }));
    }
  });
});
