import { LOCK_COMMAND, LOCK_FILE, LockContent, readLock } from '../facts/lock-file';
import { show } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * The commits, digests and sizes of sources and images at one time, from the file that `npx cdk8s-matrixinfer lock` writes. Synth reads the file and
 * no network. A source or image that may move and is not in the file is an error (`lock-outdated`), which names the command to run.
 *
 * @example
 * const locked = new RuntimeProfile(chart, 'locked', { base: profile, lock: ModelLock.fromFile('matrixinfer.lock.json') });
 */
export class ModelLock {
  static { brand(this, 'ModelLock'); }

  /**
   * The lock in a file.
   *
   * @param path path of the file, relative to the folder that the app runs in; throws when the file does not exist, or is no lock.
   *
   * @example
   * const lock = ModelLock.fromFile('matrixinfer.lock.json');
   */
  public static fromFile(path: string): ModelLock {
    [path] = judged('ModelLock.fromFile', [path], arguments);
    return new ModelLock(path, contentOf(path));
  }

  private constructor(
    /** Path of the file. */
    public readonly path: string,
    private readonly content: LockContent,
  ) {}

  /**
   * The facts of a source, by the URI that it is asked for with.
   * @internal
   */
  public _sourceOf(uri: string): LockedSource | undefined {
    const { sources } = this.content;
    return Object.hasOwn(sources, uri) ? sources[uri] : undefined;
  }

  /**
   * The digest of an image, by its name with registry and tag.
   * @internal
   */
  public _digestOf(image: string): string | undefined {
    const { images } = this.content;
    return Object.hasOwn(images, image) ? images[image] : undefined;
  }

  /**
   * Other revisions of a source that it knows.
   * @internal
   */
  public _othersOf(uri: string): string[] {
    const [place] = uri.split('@');
    return Object.keys(this.content.sources).filter(known => known !== uri && known.split('@')[0] === place);
  }

  /**
   * The command that adds what is missing.
   * @internal
   */
  public _commandFor(what: string): string {
    return `${LOCK_COMMAND} ${this.path === LOCK_FILE ? '' : `--file ${this.path} `}${what}`;
  }
}

/** The facts of a source. */
interface LockedSource {
  readonly commit?: string;
  readonly digest?: string;
  readonly bytes?: number;
  readonly files?: { readonly [path: string]: { readonly bytes?: number } };
}

function contentOf(path: string): LockContent {
  return readLock(path, `write it with: ${path === LOCK_FILE ? LOCK_COMMAND : `${LOCK_COMMAND} --file ${show(path)}`}`);
}
