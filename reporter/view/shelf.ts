import { keyOf } from './projections';
import { Raw } from '../kube/raw';
import { Sink } from '../kube/watcher';

/** Objects of one kind by their own key, and by that of the Model that they belong to. */
export class Shelf<View> implements Sink {
  private readonly views = new Map<string, { readonly owner: string; readonly view: View }>();
  private readonly byOwner = new Map<string, Set<string>>();
  private readonly byNamespace = new Map<string, Set<string>>();
  private seen?: Set<string>;

  /**
   * @param ownerOf the key of the Model that an object belongs to; undefined when it belongs to none.
   * @param project what is kept of an object.
   * @param touched is told of every Model for which something changed.
   * @param most how many objects of one namespace are kept; those that were put first go first.
   */
  public constructor(
    private readonly ownerOf: (object: Raw) => string | undefined,
    private readonly project: (object: Raw, before?: View) => View | undefined,
    private readonly touched: (owner: string) => void,
    private readonly most = Infinity,
  ) {}

  public get keys(): string[] {
    return [...this.views.keys()];
  }

  public get size(): number {
    return this.views.size;
  }

  public ownerAt(key: string): string | undefined {
    return this.views.get(key)?.owner;
  }

  public of(owner: string): View[] {
    return [...this.byOwner.get(owner) ?? []].map(key => this.views.get(key)!.view);
  }

  public put(object: Raw): void {
    const key = keyOf(object);
    this.seen?.add(key);
    const owner = this.ownerOf(object);
    const known = this.views.get(key);
    const view = owner === undefined ? undefined : this.project(object, known?.view);
    if (known !== undefined && (view === undefined || known.owner !== owner)) this.drop(key);
    if (owner === undefined || view === undefined) return;
    if (known?.owner === owner && JSON.stringify(known.view) === JSON.stringify(view)) return;
    this.views.set(key, { owner, view: copyOf(view) });
    const keys = this.byOwner.get(owner);
    if (keys) keys.add(key);
    else this.byOwner.set(owner, new Set([key]));
    this.makeRoom(key);
    this.touched(owner);
  }

  public remove(object: Raw): void {
    this.drop(keyOf(object));
  }

  public restarted(): void {
    this.seen = new Set();
  }

  public listed(): void {
    const { seen } = this;
    this.seen = undefined;
    if (seen) for (const key of [...this.views.keys()].filter(known => !seen.has(known))) this.drop(key);
  }

  private makeRoom(key: string): void {
    if (this.most === Infinity) return;
    const namespace = namespaceIn(key);
    const keys = this.byNamespace.get(namespace) ?? new Set();
    this.byNamespace.set(namespace, keys.add(key));
    if (keys.size > this.most) this.drop(keys.values().next().value!);
  }

  private drop(key: string): void {
    const known = this.views.get(key);
    if (known === undefined) return;
    this.views.delete(key);
    this.byNamespace.get(namespaceIn(key))?.delete(key);
    const keys = this.byOwner.get(known.owner)!;
    keys.delete(key);
    if (keys.size === 0) this.byOwner.delete(known.owner);
    this.touched(known.owner);
  }
}

function namespaceIn(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** A view whose texts are its own: JavaScript cuts a text by pointing into it, and 300 characters would keep the megabyte that they are of. */
export function copyOf<View>(view: View): View {
  return JSON.parse(JSON.stringify(view)) as View;
}
