import { asObject, Json, JsonObject } from '../../ground/objects';

/** No model has more layers; each is an object of a plan. */
export const MOST_LAYERS = 10_000;

/** The members of a configuration, read by the names that models give them. */
export class Fields {
  public constructor(public readonly name: string, public readonly json: JsonObject) {}

  /** A whole number from 1 on, by the first of its names that is there; throws without. */
  public count(...names: string[]): number {
    const found = this.tryCount(...names);
    if (found !== undefined) return found;
    const wrong = names.find(name => this.json[name] !== undefined && this.json[name] !== null);
    const got = wrong === undefined ? `no ${names.join(' or ')}` : `${wrong} ${JSON.stringify(this.json[wrong]).slice(0, 40)}`;
    throw new Error(`the configuration of ${this.name} has ${got}: it has to be a whole number from 1 on; take the config.json that the model brings`);
  }

  /** The same of layers, of which no model has very many. */
  public depth(...names: string[]): number {
    const layers = this.count(...names);
    if (layers <= MOST_LAYERS) return layers;
    throw new Error(`the configuration of ${this.name} has ${layers} layers, and at most ${MOST_LAYERS} are read: take the config.json that the model brings`);
  }

  /** A whole number from 1 on, by the first of its names that is there; undefined without. */
  public tryCount(...names: string[]): number | undefined {
    for (const name of names) {
      const value = this.json[name];
      if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 40) return value;
    }
    return undefined;
  }

  /** A text, by the first of its names that is there. */
  public text(...names: string[]): string | undefined {
    for (const name of names) {
      if (typeof this.json[name] === 'string') return this.json[name];
    }
    return undefined;
  }

  /** A switch. */
  public is(name: string, otherwise: boolean = false): boolean {
    return typeof this.json[name] === 'boolean' ? this.json[name] : otherwise;
  }

  /** A list; undefined for anything else. */
  public list(name: string): readonly Json[] | undefined {
    return Array.isArray(this.json[name]) ? this.json[name] : undefined;
  }

  /** A part of the configuration, with what it has; undefined where there is none. */
  public part(...names: string[]): Fields | undefined {
    for (const name of names) {
      const inner = asObject(this.json[name]);
      if (inner) return new Fields(this.name, inner);
    }
    return undefined;
  }
}
