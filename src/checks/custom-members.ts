import { CUSTOM_MEMBERS } from './custom-members.generated';
import { isObject } from '../ground/fields';
import { Json } from '../ground/objects';
import { remembered } from '../ground/remembered';

/** What may stand at a place: members of a struct, or of each struct of a list; values of a map; anything, where neither is said. */
interface Place {
  readonly members?: ReadonlyMap<string, Place>;
  readonly values?: Place;
}

/** A member that the CRD of its kind does not have, and those that it has there. */
export interface UnknownMember {
  readonly path: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** The members of an object that the CRD of its kind does not have; none of a kind that is not known. One that is null is left out. */
export function unknownMembers(kind: string, { spec }: { readonly [member: string]: Json }): UnknownMember[] {
  return Object.hasOwn(CUSTOM_MEMBERS, kind) ? unknownIn(placeOf(CUSTOM_MEMBERS[kind]), spec, 'spec') : [];
}

function unknownIn({ members, values }: Place, value: Json, path: string): UnknownMember[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownIn({ members, values }, item, `${path}[${index}]`));
  if (!isObject(value) || (members ?? values) === undefined) return [];
  return Object.entries(value).filter(([, member]) => member !== undefined && member !== null).flatMap(([name, member]) => {
    const place = values ?? members!.get(name);
    return place === undefined ? [{ path, name, known: [...members!.keys()] }] : unknownIn(place, member, `${path}.${name}`);
  });
}

/** Reads the members of a kind, as the generated table writes them. */
const placeOf = remembered((text: string): Place => new Reader(text).place());

class Reader {
  private at = 0;

  public constructor(private readonly text: string) {}

  public place(): Place {
    if (this.takes('%')) return { values: this.place() };
    if (!this.takes('{')) return {};
    const members = new Map<string, Place>();
    while (!this.takes('}')) {
      this.takes(' ');
      const [name] = /^[^ {}%]+/.exec(this.text.slice(this.at, this.at + LONGEST))!;
      this.at += name.length;
      members.set(name, this.place());
    }
    return { members };
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

/** No member has a longer name. */
const LONGEST = 100;
