import { keyOf, projectStatus, projectSubject } from './projections';
import { copyOf, Shelf } from './shelf';
import { StoredStatus, SubjectView } from './views';
import { KINDS, Plural, pluralIn, subjectKey } from '../kinds';
import { at, Raw, text } from '../kube/raw';
import { Sink } from '../kube/watcher';

/** What we wrote last and what the watch has not yet told us. */
interface Written {
  readonly resourceVersion: string;
  readonly status: StoredStatus;
  /** A list has been begun since: it has what we wrote, or something newer. */
  listed?: boolean;
}

/** The objects whose status is written, of every kind, with the status that they have: the one that we wrote, until the watch tells us of it. */
export class Subjects {
  private readonly shelves: ReadonlyMap<Plural, Shelf<SubjectView>>;
  private readonly written = new Map<string, Written>();

  /** @param touched is told of every one for which something changed. */
  public constructor(touched: (key: string) => void) {
    this.shelves = new Map(Object.values(KINDS).map(({ plural }) => (
      [plural, new Shelf(object => subjectKey(plural, keyOf(object)), object => projectSubject(plural, object), touched)]
    )));
  }

  /** Keys of all of them. */
  public get keys(): string[] {
    return [...this.shelves].flatMap(([plural, shelf]) => shelf.keys.map(key => subjectKey(plural, key)));
  }

  /** How many of a kind there are. */
  public count(plural: Plural): number {
    return this.shelves.get(plural)!.size;
  }

  /** Those whose status is known here and not yet by the watch; for tests. */
  public get unseen(): number {
    return this.written.size;
  }

  /** One of them; undefined when there is none of that key. */
  public tryGet(key: string): SubjectView | undefined {
    const [subject] = this.shelves.get(pluralIn(key))?.of(key) ?? [];
    return subject && { ...subject, status: this.written.get(key)?.status ?? subject.status };
  }

  /** A status was written: until the watch tells us of it, it is what the object has. */
  public wrote(key: string, answer: Raw): StoredStatus {
    const status = copyOf(projectStatus(answer.status));
    const resourceVersion = text(at(answer, 'metadata', 'resourceVersion')) ?? '';
    const [subject] = this.shelves.get(pluralIn(key))?.of(key) ?? [];
    if (subject !== undefined && !(Number(subject.resourceVersion) >= Number(resourceVersion))) this.written.set(key, { resourceVersion, status });
    return status;
  }

  /** Where the objects of a kind come in. */
  public sinkOf(plural: Plural): Sink & { readonly size: number } {
    const { written } = this;
    const shelf = this.shelves.get(plural)!;
    const ownKey = (object: Raw) => subjectKey(plural, keyOf(object));
    const arrived = (object: Raw) => {
      const key = ownKey(object);
      const { listed, resourceVersion } = written.get(key) ?? {};
      if (listed || resourceVersion === text(at(object, 'metadata', 'resourceVersion'))) written.delete(key);
    };
    const own = () => [...written].filter(([key]) => pluralIn(key) === plural);
    return {
      get size() { return shelf.size; },
      put: object => { arrived(object); shelf.put(object); },
      remove: object => { written.delete(ownKey(object)); shelf.remove(object); },
      restarted: () => {
        for (const [, one] of own()) one.listed = true;
        shelf.restarted();
      },
      listed: () => {
        for (const [key, { listed }] of own()) if (listed) written.delete(key); // they are gone
        shelf.listed();
      },
    };
  }
}
