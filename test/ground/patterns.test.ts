import { readFileSync } from 'fs';
import { join, relative } from 'path';
import * as ts from 'typescript';
import { ROOT } from '../api/assembly';
import { timeOver } from '../yardstick';

/*
 * Every pattern in src/ sees text of users sooner or later. A pattern that goes back over what it has read takes seconds for a text of
 * 100,000 characters; here each reads long texts that nearly fit, made from what it names itself.
 */
interface Pattern {
  readonly where: string;
  readonly expression: RegExp;
}

function patternsOf(file: string): Pattern[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text)!;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ where: `${relative(ROOT, file)}:${line + 1} ${node.text}`, expression: new RegExp(body, flags.replace(/[gy]/g, '')) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const PATTERNS = ts.sys.readDirectory(join(ROOT, 'src'), ['.ts'])
  .filter(file => !/[/\\]imports[/\\]|\.generated\.ts$/.test(file))
  .flatMap(patternsOf);

/** What hostile texts are made from: letters of all kinds, and what patterns split by. */
const PARTS = ['a', 'A', '0', '-', '.', '_', '/', ':', '@', '?', '#', '=', '%', ' ', '\n', '$', '(', '"', '\'', '\\', '&', ',', '://', 'a.', 'a-', 'a/', 'a:', '.a', '-a', '/a', 'a\n', ' \n', '$(A', '--a', 'a=a', 'a:a@'];
const HEADS = ['', 'a', '/', 'a/a', 's3://a', 'https://a:', '-', ':', '?', '$('];
const TAILS = ['', '!', '\n!', 'a', ' '];

/** Milliseconds that a pattern may take for a text of that length; a linear one takes less than one. */
const LENGTHS: readonly (readonly [length: number, most: number])[] = [[500, 20], [12_000, 25]];

/** The first kind of text that a pattern takes too long for. */
function slowText({ expression }: Pattern): string | undefined {
  for (const [length, most] of LENGTHS) {
    for (const part of PARTS) {
      const middle = part.repeat(Math.ceil(length / part.length));
      for (const head of HEADS) {
        for (const tail of TAILS) {
          if (timeOver(most, () => expression.test(head + middle + tail)) !== undefined) return JSON.stringify(`${head}${part}…${tail}`);
        }
      }
    }
  }
  return undefined;
}

test('there are patterns', () => {
  expect(PATTERNS.length).toBeGreaterThan(50);
});

test.each(PATTERNS)('$where takes no longer than its text is long', pattern => {
  expect(slowText(pattern)).toBeUndefined();
});
