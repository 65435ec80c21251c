import { loadAssembly, membersOf } from './assembly';
import { apiPage } from '../../scripts/api-page';

const assembly = loadAssembly();
const page = apiPage(assembly.types as unknown as Parameters<typeof apiPage>[0]);

/** The part of the page about one type. */
const partOf = (name: string) => page.split(/^(?=### )/m).find(part => part.startsWith(`### ${name} `))!;

describe('API.md', () => {
  test('describes every type once', () => {
    const headings = [...page.matchAll(/^### (\w+) /gm)].map(([, name]) => name).sort();
    expect(headings).toEqual(Object.values(assembly.types).map(({ name }) => name).sort());
  });

  test('has every member at the type that has it', () => {
    const missing = membersOf(assembly).filter(({ fqn, name }) => !new RegExp(`^\\* \\*\\*\`(?:static |protected )*${name}[?(\`]`, 'm').test(partOf(fqn.split('.')[1])));
    expect(missing.map(({ fqn }) => fqn)).toEqual([]);
  });

  test('names what a type has from another one, and describes it there only', () => {
    const part = partOf('ModelConstructProps');
    expect(part).toMatch(/^From \[RuntimeSettings\]\(#cdk8s-matrixinfer\.RuntimeSettings\): .*`cache`/m);
    expect(part).not.toContain('**`cache?`**');
  });

  test('leads only to what is there', () => {
    const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
    expect([...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id).filter(id => !anchors.has(id))).toEqual([]);
  });

  test('can be read: it is smaller than 400 kB', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
  });
});
