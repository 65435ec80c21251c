import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as ts from 'typescript';
import { CodeBlock, codeBlocks, missingPart, originOf } from './code-blocks';
import { ROOT } from './synthesis';

/*
 * What a page shows is what the files say and what the code prints. A page never updates by itself: the failure names the lines
 * that are no longer there. (That TypeScript in README.md and docs/ compiles is checked by `npm run rosetta`.)
 */
const pages = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs'), ...pagesIn('examples')];

function pagesIn(folder: string): string[] {
  return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter(file => file.endsWith('.md') && !/(^|\/)(dist|node_modules)\//.test(file))
    .map(file => join(folder, file)).sort();
}

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** Languages whose blocks, in the pages that people start from, have to be from somewhere. */
const SHOWN = ['ts', 'yaml', 'python'];
const mustSayItsOrigin = (page: string, block: CodeBlock) =>
  SHOWN.includes(block.language) && (page.startsWith('examples/') || (page === 'README.md' && block.language !== 'ts'));

describe.each(pages)('%s', page => {
  const blocks = codeBlocks(read(page));

  test('shows lines of files as they are in the files', () => {
    const wrong = blocks.flatMap(block => {
      const origin = originOf(block);
      const missing = origin && missingPart(block.text, readFileSync(join(ROOT, dirname(page), origin), 'utf8'));
      return missing === undefined ? [] : [`${page}:${block.line}: ${origin} does not have:\n${missing}`];
    });
    expect(wrong).toEqual([]);
  });

  test('says of what it shows where it is from', () => {
    const silent = blocks.filter(block => mustSayItsOrigin(page, block) && originOf(block) === undefined);
    expect(silent.map(block => `${page}:${block.line}`)).toEqual([]);
  });

  test('shows what its snippets print', () => {
    const wrong = blocks.flatMap((block, index) => {
      if (block.marker !== 'printed by the snippet above') return [];
      const printed = run(blocks.slice(0, index).reverse().find(({ language }) => language === 'ts')!);
      return missingPart(block.text, printed) === undefined ? [] : [`${page}:${block.line}: what is printed is\n${printed}`];
    });
    expect(wrong).toEqual([]);
  });

  test('links to files that exist', () => {
    const prose = read(page).replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`(?!\])/g, '');
    const links = [...prose.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)]*)?\)/g)].map(match => match[1]);
    expect(links.filter(link => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });
});

/** Runs a snippet, with what jsii-rosetta puts around it; what it prints, and the error that ends it. */
function run({ text, nofixture }: CodeBlock): string {
  const snippet = nofixture ? text : read('rosetta/default.ts-fixture').replace('/// here', () => text);
  const output = mkdtempSync(join(tmpdir(), 'snippet-'));
  const outdir = process.env.CDK8S_OUTDIR;
  const printed: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(chunk => printed.push(String(chunk)) > 0);
  const stdout = jest.spyOn(console, 'log').mockImplementation(line => { printed.push(`${String(line)}\n`); });
  try {
    process.env.CDK8S_OUTDIR = output;
    const { outputText } = ts.transpileModule(snippet, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    new Function('require', 'exports', outputText)(jest.requireActual, {});
  } catch (error) {
    printed.push(String(error));
  } finally {
    stderr.mockRestore();
    stdout.mockRestore();
    if (outdir === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = outdir;
    rmSync(output, { recursive: true, force: true });
  }
  return printed.join('');
}

describe('an excerpt', () => {
  const whole = 'a:\n  b: 1\n  c: 2\nd:\n  b: 3\n';

  test.each([
    ['all of it', whole.trimEnd()],
    ['some lines', '  b: 1\n  c: 2'],
    ['some lines, others left out', 'a:\n  # …\nd:\n  b: 3'],
    ['its end left out', 'a:\n…'],
  ])('is in the file: %s', (_, excerpt) => {
    expect(missingPart(excerpt, whole)).toBeUndefined();
  });

  test.each([
    ['another value', '  b: 2'],
    ['lines that do not follow each other', 'a:\n  c: 2'],
    ['nothing left out', '  b: 1\n  # …\n  c: 2'],
    ['another order', 'd:\n  # …\n  c: 2'],
    ['another indentation', 'b: 1'],
    ['half a line', '  b'],
  ])('fails with %s', (_, excerpt) => {
    expect(missingPart(excerpt, whole)).toBeDefined();
  });
});
