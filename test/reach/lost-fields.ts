/** Which member tells the items of a list apart, as the API server merges them; the first that all wanted items have. */
const KEYS = ['name', 'mountPath', 'containerPort', 'port', 'topologyKey', 'key', 'kind'];

type Json = unknown;
type Fields = { readonly [key: string]: Json };

const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wanted and is not there, or is something else: one line each, with its path. Objects and items may have more than is wanted. */
export function lostFields(wanted: Json, got: Json, path = ''): string[] {
  if (Array.isArray(wanted)) return Array.isArray(got) ? lostItems(wanted, got, path) : [`${path}: ${JSON.stringify(got)}`];
  if (isFields(wanted)) {
    if (!isFields(got)) return [`${path}: ${JSON.stringify(got)}`];
    return Object.entries(wanted).flatMap(([key, value]) => lostFields(value, got[key], path ? `${path}.${key}` : key));
  }
  return same(wanted, got) ? [] : [`${path}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`];
}

function lostItems(wanted: readonly Json[], got: readonly Json[], path: string): string[] {
  const key = KEYS.find(name => wanted.length && wanted.every(item => isFields(item) && item[name] !== undefined));
  if (key === undefined) {
    return wanted.every(item => !isFields(item)) ? lostTexts(wanted, got, path)
      : wanted.flatMap((item, index) => got.some(one => !lostFields(item, one).length) ? [] : [`${path}[${index}]: no item with ${JSON.stringify(item)}`]);
  }
  return (wanted as readonly Fields[]).flatMap(item => {
    const found = got.find(one => isFields(one) && same(one[key], item[key]));
    return lostFields(item, found, `${path}[${key}=${String(item[key])}]`);
  });
}

/** Texts of a list (arguments, capabilities, groups): each one has to be there; their order is the library's. */
function lostTexts(wanted: readonly Json[], got: readonly Json[], path: string): string[] {
  const [texts, all] = [joined(wanted), joined(got)];
  return texts.filter(text => !all.includes(text)).map(text => `${path}: no ${JSON.stringify(text)} in ${JSON.stringify(all)}`);
}

/** Texts, where a flag and its value are one of them: `--port`, `8000` and `--port=8000` are the same. */
function joined(items: readonly Json[]): string[] {
  const texts = items.map(String);
  return texts.flatMap((text, index) => {
    const takesNext = (flag: string | undefined, value: string | undefined) => /^--?[^=]+$/.test(flag ?? '') && value !== undefined && !value.startsWith('-');
    if (takesNext(texts[index - 1], text)) return [];
    return takesNext(text, texts[index + 1]) ? [`${text}=${texts[index + 1]}`] : [text];
  });
}

/** `1` and `"1"` are the same quantity, and the same integer or text of a port. */
const same = (wanted: Json, got: Json): boolean => wanted === got || (wanted !== undefined && got !== undefined && String(wanted) === String(got));
