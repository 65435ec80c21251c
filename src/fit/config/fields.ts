import { asObject, Json, JsonObject } from '../../ground/objects';

/** No model has more layers; each is an object of a plan. */
export const MOST_LAYERS = 10_000;

/** No number of a model is larger, whole or not. */
const MOST = 2 ** 40;
const MOST_FACTOR = 2 ** 20;

const isNothing = (value: Json): value is null | undefined => value === undefined || value === null;
const isText = (value: Json): value is string => typeof value === 'string';
const isWhole = (value: Json): value is number => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < MOST;
const isIndex = (value: Json): value is number => isWhole(value) && value >= 0;

/** Numbers of layers that are alike, in place of one number. */
const sameOfAll = (value: Json): Json => (Array.isArray(value) && value.length > 0 && value.every(item => item === value[0]) ? value[0] : value);

/**
 * The members of a configuration, read by the names that models give them. A value that is not of the kind that a name stands for is never passed
 * over: all that was found is in `wrong`, a sentence each, and such a model is not known.
 */
export class Fields {
  /** @param path where these members are in the configuration, with a dot behind it. */
  public constructor(
    public readonly name: string, public readonly json: JsonObject, private readonly path: string = '', private readonly found: Set<string> = new Set(),
  ) {}

  /** What was read and cannot be meant, of this part and of all others of the configuration. */
  public get wrong(): readonly string[] {
    return [...this.found];
  }

  /** Others in the same place. */
  public with(json: JsonObject): Fields {
    return new Fields(this.name, json, this.path, this.found);
  }

  /** Says that a member is not what it has to be. */
  public refuse(name: string, allowed: string): undefined {
    this.found.add(`its ${this.path}${name} is ${JSON.stringify(this.json[name]).slice(0, 40)}, and has to be ${allowed}`);
    return undefined;
  }

  /** A whole number from 1 on, by the first of its names that is there; throws without. */
  public count(...names: string[]): number {
    const found = this.tryCount(...names);
    if (found !== undefined) return found;
    const wrong = names.find(name => !isNothing(this.json[name]));
    if (wrong === undefined && this.found.size > 0) { // such as a part of which nothing was read
      throw new Error(`the configuration of ${this.name} cannot be read: ${this.wrong[0]}; take the config.json that the model brings`);
    }
    const got = wrong === undefined ? `no ${names.join(' or ')}` : `${wrong} ${JSON.stringify(this.json[wrong]).slice(0, 40)}`;
    throw new Error(`the configuration of ${this.name} has ${got}: it has to be a whole number from 1 on; take the config.json that the model brings`);
  }

  /** The same of layers, of which no model has very many. */
  public depth(...names: string[]): number {
    const layers = this.count(...names);
    if (layers <= MOST_LAYERS) return layers;
    throw new Error(`the configuration of ${this.name} has ${layers} layers, and at most ${MOST_LAYERS} are read: take the config.json that the model brings`);
  }

  /** A whole number from 1 on, by the first of its names that is there; undefined without, and where it is 0, which says that there is no such thing. */
  public tryCount(...names: string[]): number | undefined {
    for (const name of names) {
      const number = this.whole(name);
      if (number) return number;
    }
    return undefined;
  }

  /** The same of layers and other parts, of which no model has very many. */
  public tryDepth(...names: string[]): number | undefined {
    for (const name of names) {
      const number = this.whole(name);
      if (number) return number <= MOST_LAYERS ? number : this.refuse(name, `a whole number of at most ${MOST_LAYERS}`);
    }
    return undefined;
  }

  /** A whole number from another one on. */
  public whole(name: string, least: number = 0): number | undefined {
    const value = sameOfAll(this.json[name]);
    if (isNothing(value) || value === 'auto') return undefined;
    return isWhole(value) && value >= least ? value : this.refuse(name, `a whole number from ${least} on`);
  }

  /** A number above 0: a factor, or a ratio. */
  public factor(name: string): number | undefined {
    const value = this.json[name];
    if (isNothing(value)) return undefined;
    return typeof value === 'number' && value > 0 && value <= MOST_FACTOR ? value : this.refuse(name, `a number above 0, and not above ${MOST_FACTOR}`);
  }

  /** A text, by the first of its names that is there. */
  public text(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.json[name];
      if (isText(value)) return value;
      if (!isNothing(value)) this.refuse(name, 'a text');
    }
    return undefined;
  }

  /** A switch; Python takes 0 and 1 for one. */
  public is(name: string, otherwise: boolean = false): boolean {
    const value = this.json[name];
    if (isNothing(value)) return otherwise;
    return value === true || value === 1 || (value === false || value === 0 ? false : this.refuse(name, 'true or false') ?? otherwise);
  }

  /** A list of whole numbers. */
  public numbers(name: string): readonly number[] | undefined {
    return this.list(name, isIndex, 'a list of whole numbers from 0 on');
  }

  /** The same; undefined where one number stands for all. */
  public numbersOrOne(name: string): readonly number[] | undefined {
    return typeof this.json[name] === 'number' ? undefined : this.list(name, isWhole, 'a whole number, or a list of such');
  }

  /** A list of words. */
  public words(name: string): readonly string[] | undefined {
    return this.list(name, isText, 'a list of words');
  }

  /** A list of lists. */
  public lists(name: string): readonly Json[][] | undefined {
    return this.list(name, (value): value is Json[] => Array.isArray(value), 'a list of lists');
  }

  /** A list of parts. */
  public parts(name: string): readonly Fields[] | undefined {
    const isObject = (value: Json): value is JsonObject => asObject(value) !== undefined;
    return this.list(name, isObject, 'a list of objects')?.map((inner, index) => new Fields(this.name, inner, `${this.path}${name}.${index}.`, this.found));
  }

  /** A part of the configuration, with what it has; undefined where there is none. */
  public part(...names: string[]): Fields | undefined {
    for (const name of names) {
      const value = this.json[name];
      const inner = asObject(value);
      if (inner) return new Fields(this.name, inner, `${this.path}${name}.`, this.found);
      if (!isNothing(value)) this.refuse(name, 'an object');
    }
    return undefined;
  }

  /** All parts that it has, by name. */
  public get entries(): readonly (readonly [name: string, part: Fields | undefined])[] {
    return Object.keys(this.json).map(name => [name, this.part(name)] as const);
  }

  private list<T extends Json>(name: string, is: (value: Json) => value is T, allowed: string): readonly T[] | undefined {
    const value = this.json[name];
    if (isNothing(value)) return undefined;
    return Array.isArray(value) && value.every(is) ? value : this.refuse(name, allowed);
  }
}
