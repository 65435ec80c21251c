import { readFileSync } from 'fs';
import { show } from '../ground/errors';
import { messageOf } from '../ground/input/answers';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { asObject, Json, JsonObject } from '../ground/objects';

/** The command that writes a lock, for messages. */
const COMMAND = 'npx cdk8s-matrixinfer lock';

/**
 * What sources and images were when somebody looked, from the file that `npx cdk8s-matrixinfer lock` writes: commits, digests and sizes. Synth reads the
 * file and no network; what the file does not know is an error (`lock-outdated`) that names the command to run.
 *
 * @example
 * const locked = new RuntimeProfile(chart, 'locked', { base: profile, lock: ModelLock.fromFile('matrixinfer.lock.json') });
 */
export class ModelLock {
  static { brand(this, 'ModelLock'); }

  /**
   * The lock in a file.
   *
   * @param path path of the file, from the folder that the app is run in; throws when it is not there, or is no lock.
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
    private readonly content: JsonObject,
  ) {}

  /**
   * What is known of a source, by the URI that it is asked for with.
   * @internal
   */
  public _sourceOf(uri: string): LockedSource | undefined {
    const sources = asObject(this.content.sources) ?? {};
    return Object.hasOwn(sources, uri) ? asObject(sources[uri]) as LockedSource | undefined : undefined;
  }

  /**
   * The digest of an image, by its name with registry and tag.
   * @internal
   */
  public _digestOf(image: string): string | undefined {
    const images = asObject(this.content.images) ?? {};
    return Object.hasOwn(images, image) && typeof images[image] === 'string' ? images[image] : undefined;
  }

  /**
   * Other revisions of a source that it knows.
   * @internal
   */
  public _othersOf(uri: string): string[] {
    const [place] = uri.split('@');
    return Object.keys(asObject(this.content.sources) ?? {}).filter(known => known !== uri && known.split('@')[0] === place);
  }

  /**
   * The command that adds what is missing.
   * @internal
   */
  public _commandFor(what: string): string {
    return `${COMMAND} ${this.path === 'matrixinfer.lock.json' ? '' : `--file ${this.path} `}${what}`;
  }
}

/** What is known of a source. */
interface LockedSource {
  readonly commit?: string;
  readonly digest?: string;
  readonly bytes?: number;
  readonly files?: { readonly [path: string]: { readonly bytes?: number } };
}

function contentOf(path: string): JsonObject {
  const command = path === 'matrixinfer.lock.json' ? COMMAND : `${COMMAND} --file ${show(path)}`;
  const refuse = (why: string) => new Error(`the lock ${show(path)} cannot be read: ${why}; write it with: ${command}`);
  let content: Json;
  try {
    content = JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (error) {
    throw refuse((error as NodeJS.ErrnoException).code ?? messageOf(error));
  }
  const lock = asObject(content);
  if (lock?.version !== 1) throw refuse(`got version ${JSON.stringify(lock?.version) ?? 'none'}, allowed is 1`);
  for (const member of ['sources', 'images']) {
    if (lock[member] !== undefined && asObject(lock[member]) === undefined) throw refuse(`its ${member} are no map`);
  }
  return lock;
}
