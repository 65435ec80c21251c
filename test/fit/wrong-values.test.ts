import { CARDS, CONFIGURATIONS } from './data/read';
import { Fields } from '../../src/fit/config/fields';
import { readArchitecture } from '../../src/fit/config/read-config';
import { Json, JsonObject } from '../../src/ground/objects';

/** Members that may be a number or a text. */
const EITHER = /pattern 5$/;

/** How the reader asks for a member, and what cannot be meant by one. */
const WRONG: { readonly [method: string]: readonly Json[] } = {
  whole: ['256', -3, 1.5, NaN, 1e300, true, {}, [], [1, '2']],
  factor: ['4', -4, 0, NaN, 1e300, Infinity, true, {}, []],
  text: [5, true, {}, []],
  is: ['true', 2, NaN, {}, []],
  numbers: ['3', 3, true, {}, ['3'], [1.5], [-3]],
  numbersOrOne: ['3', true, {}, ['3'], [1.5]],
  words: ['word', 5, {}, [5], [null]],
  lists: ['list', 5, {}, [5]],
  parts: ['parts', 5, {}, [5]],
  part: ['part', 5, true, []],
};

interface Model {
  readonly name: string;
  readonly config: Json;
  readonly quantization?: Json;
}

/** A member with a value, in words: JSON has none for NaN. */
const questionOf = (path: string, value: Json): string => `${path} ${typeof value === 'number' ? value : JSON.stringify(value)}`;

/** What cannot be meant by each member that was read, by its path: what no way to read it takes. */
function readMembers({ name, config, quantization }: Model): Map<string, readonly Json[]> {
  const found = new Map<string, readonly Json[]>();
  const spies = Object.entries(WRONG).map(([method, wrong]) => {
    const real = Fields.prototype[method as 'part'];
    return jest.spyOn(Fields.prototype, method as 'part').mockImplementation(function (this: Fields, ...names: string[]) {
      const { path } = this as unknown as { readonly path: string };
      for (const member of ['text', 'part'].includes(method) ? names : names.slice(0, 1)) {
        const known = found.get(path + member);
        found.set(path + member, known === undefined ? wrong : known.filter(value => wrong.some(one => questionOf('', one) === questionOf('', value))));
        if (this.json[member] !== undefined && this.json[member] !== null) break;
      }
      return real.apply(this, names);
    });
  });
  readArchitecture(config, name, { quantization });
  spies.forEach(spy => { spy.mockRestore(); });
  return found;
}

/** A configuration with another value at a path. */
function withValue(json: Json, [first, ...rest]: readonly string[], value: Json): Json {
  if (first === undefined) return value;
  if (Array.isArray(json)) return json.map((item, index) => (index === Number(first) ? withValue(item, rest, value) : item));
  const object = (json ?? {}) as JsonObject;
  return { ...object, [first]: withValue(object[first], rest, value) };
}

/** Whether a model is refused, or called unknown. */
function isNotTaken(read: () => { readonly unknowns: readonly string[] }): boolean {
  try {
    return read().unknowns.length > 0;
  } catch (error) {
    return /has to be|is no object|are not known|has no model_type/.test((error as Error).message);
  }
}

/** The first known model of each kind; none whose quantization names thousands of modules, which takes long to read. */
const MODELS = [...new Map([...CONFIGURATIONS, ...CARDS.map(([name, { config }]) => ({ name, config }))].reverse()
  .filter((model: Model) => JSON.stringify(model).length < 20_000)
  .filter(({ config, name, quantization }: Model) => !isNotTaken(() => readArchitecture(config, name, { quantization })))
  .map((model: Model) => [JSON.stringify([(model.config as JsonObject).model_type, model.quantization !== undefined]), model] as const)).values()];

/** Wrong values of members that were taken: of each member every value once, in the first model of which it is read. */
function takenOf(model: Model, asked: Set<string>): string[] {
  const { name, config, quantization } = model;
  return [...readMembers(model)].flatMap(([path, wrong]) => wrong.flatMap(value => {
    const question = questionOf(path, value);
    if (asked.has(question) || EITHER.test(question)) return [];
    asked.add(question);
    const [first, ...rest] = path.split('.');
    const isBeside = first === 'hf_quant_config';
    const changed = isBeside ? config : withValue(config, [first, ...rest], value);
    const beside = isBeside ? withValue(quantization, rest, value) : quantization;
    return isNotTaken(() => readArchitecture(changed, 'it', { quantization: beside })) ? [] : [`${name}: ${question}`];
  }));
}

test('no member of a configuration is passed over where its value cannot be meant', () => {
  const asked = new Set<string>();
  expect(MODELS.flatMap(model => takenOf(model, asked))).toEqual([]);
  expect(MODELS.length).toBeGreaterThan(60);
  expect(new Set([...asked].map(question => question.split(' ')[0])).size).toBeGreaterThan(150);
}, 120_000);
