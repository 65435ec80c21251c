import { unreadableTexts } from '../../src/private/yaml-texts';

describe('a text', () => {
  test.each(['', 'a', 'größe', '日本', '😀', 'a\nb\tc', 'true', 'null', '1', '0', '0x1F', '0b1', '1e3', '~', '- a', '#', '"', '\u0000', '0o', 'x0o17'])('can be %j', text => {
    expect(unreadableTexts({ a: text, [`key ${text}`]: 'b' })).toEqual([]);
  });

  test.each(['\u007f', 'a\u0085b', '\u2028', '\u2029', '\ufffe', '\ud800', 'a\udc00', '0o17', '-0O7', '+0B1', '0X1f'])('cannot be %j, as a value anywhere or as a key', text => {
    const allowed = expect.stringContaining('text that YAML keeps as it is') as string;
    expect(unreadableTexts({ a: { b: ['x', text] } })).toEqual([{ path: '.a.b[1]', got: text, allowed }]);
    expect(unreadableTexts({ a: { [text]: 1 } })).toEqual([{ path: '.a', got: text, allowed }]);
    expect(unreadableTexts(text)).toEqual([{ path: '', got: text, allowed }]);
  });

  test('is looked for beside what is no text', () => {
    expect(unreadableTexts({ a: 1, b: null, c: undefined, d: [true, { e: '\u2028' }], f: [null] })).toMatchObject([{ path: '.d[1].e' }]);
  });
});
