import { Log } from '../../reporter/log';
import { clipped, printable } from '../../reporter/text';

describe('a printable text', () => {
  test.each<[string, string, string]>([
    ['a colour', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a bell and a null', 'a\u0007b\u0000c', 'a b c'],
    ['lines, and other kinds of space', ' a\r\nb\tc\u2028d\u2029e\u00a0f\u3000g ', 'a b c d e f g'],
    ['control characters of eight bits', 'a\u009b31mb\u0085c', 'a 31mb c'],
    ['overrides and isolates of direction', 'a\u202eb\u202dc\u2066d\u2069e\u200ff\u061cg', 'abcdefg'],
    ['characters without a width', 'a\u200bb\u200dc\ufeffd\u00ade\u2060f', 'abcdef'],
    ['tags', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['halves of characters, and what is none', 'a\ud83db\udca5c\uffffd\ue000e', 'abcde'],
    ['nothing of these', 'Größe → 💥 日本語 नमस्ते "\\\'', 'Größe → 💥 日本語 नमस्ते "\\\''],
  ])('has no more %s', (_what, value, expected) => {
    expect(printable(value)).toBe(expected);
    expect(printable(expected)).toBe(expected);
  });

  test('is cut at a whole character, and says so', () => {
    expect(clipped('short', 10)).toBe('short');
    expect(clipped('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(clipped('💥'.repeat(10), 10)).toBe('💥💥💥💥…');
    expect(clipped(`${' '.repeat(1_000)}late`, 10)).toBe('…');
  });
});

test('the log shows what it was given and acts upon nothing', () => {
  const lines: string[] = [];
  new Log('info', line => lines.push(line), () => 0).info('a', { error: '\u001b[31m\u202e\u009b\u007f\u2028\u{e0041}ü' });
  expect(lines[0]).toMatch(/^[\x20-\x7eü]+\n$/);
  expect((JSON.parse(lines[0]!) as { error: string }).error).toBe('\u001b[31m\u202e\u009b\u007f\u2028\u{e0041}ü');
});
