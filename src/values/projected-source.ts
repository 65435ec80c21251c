import { Duration } from 'cdk8s';
import { ConfigMapVolumeOptions, KeyFilesOptions, ServiceAccountTokenOptions } from './pod-volume-files';
import { keyFiles } from './private/key-files';
import { FILE_FIELD } from '../ground/downward-fields';
import { wholeSeconds } from '../ground/durations';
import { invalid } from '../ground/errors';
import { filled, list, members, mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { KEY_PATH } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';
import { at, compact, itemsAt, JsonObject } from '../ground/objects';

/** Options of files from several sources. */
export interface ProjectedVolumeOptions {
  /**
   * Permissions of the files.
   *
   * @default - `0o644`, as Kubernetes has it
   */
  readonly mode?: number;
}

/**
 * One of several sources of the files on a volume (`PodVolume.projected`).
 *
 * @example
 * const identity = PodVolume.projected('identity', [
 *   ProjectedSource.serviceAccountToken('token', { audience: 'https://storage.example.com' }),
 *   ProjectedSource.configMap('storage', { items: { 'ca.crt': 'ca.crt' } }),
 * ]);
 */
export class ProjectedSource {
  static { brand(this, 'ProjectedSource'); }

  /**
   * Keys of a Secret.
   *
   * @param secretName `metadata.name` of the Secret, in the Pod's namespace.
   * @param items file name by key; at least one.
   * @param options permissions of single files, and whether it may be missing.
   */
  public static secret(secretName: string, items: { [key: string]: string }, options: KeyFilesOptions = {}): ProjectedSource {
    [secretName, items, options] = judged('ProjectedSource.secret', [secretName, items, options], arguments);
    return new ProjectedSource({
      secret: {
        name: checkedObjectName('Secret name', secretName),
        ...withoutMode(keyFiles(secretName, items, options), options),
      },
    });
  }

  /**
   * A ConfigMap.
   *
   * @param configMapName `metadata.name` of the ConfigMap, in the Pod's namespace.
   * @param options the keys that are wanted, permissions of single files, and whether it may be missing.
   */
  public static configMap(configMapName: string, options: ConfigMapVolumeOptions = {}): ProjectedSource {
    [configMapName, options] = judged('ProjectedSource.configMap', [configMapName, options], arguments);
    const files = withoutMode(keyFiles(configMapName, options.items, options), options);
    return new ProjectedSource({ configMap: { name: checkedObjectName('ConfigMap name', configMapName), ...files } });
  }

  /**
   * Fields of the Pod.
   *
   * @param files field by file name, for example `{ labels: 'metadata.labels' }`; at least one.
   */
  public static podFields(files: { [path: string]: string }): ProjectedSource {
    [files] = judged('ProjectedSource.podFields', [files], arguments);
    const items = Object.keys(files).sort().map(path => ({ path, fieldPath: files[path] }));
    mustBe(
      filled(list(members({ path: KEY_PATH, fieldPath: FILE_FIELD }))),
      items,
      'fields of the Pod as files',
      'use for example { labels: "metadata.labels" }',
    );
    return new ProjectedSource({ downwardAPI: { items: items.map(({ path, fieldPath }) => ({ path, fieldRef: { fieldPath } })) } });
  }

  /**
   * A token of the Pod's ServiceAccount, for services that trust the identities of the cluster.
   *
   * @param path file name.
   * @param options audience and lifetime of the token.
   */
  public static serviceAccountToken(path: string, options: ServiceAccountTokenOptions = {}): ProjectedSource {
    [path, options] = judged('ProjectedSource.serviceAccountToken', [path, options], arguments);
    mustBe(KEY_PATH, path, 'path of a token', 'use for example "token"');
    const expirationSeconds = wholeSeconds('expiration of a token', options.expiration ?? Duration.hours(1));
    if (expirationSeconds < 600) {
      throw invalid({ what: 'expiration of a token', got: `${expirationSeconds} s`, allowed: 'at least 10 minutes', fix: 'use for example Duration.hours(1)' });
    }
    return new ProjectedSource({ serviceAccountToken: compact({ path, audience: options.audience, expirationSeconds }) });
  }

  private readonly source: JsonObject;

  private constructor(source: JsonObject) {
    this.source = source;
  }

  /**
   * The paths that are known to be made of it.
   * @internal
   */
  public get _paths(): readonly string[] {
    const [content] = Object.values(this.source);
    const own = at(content, 'path');
    return [...(own === undefined ? [] : [String(own)]), ...itemsAt(content, 'items').map(item => String(at(item, 'path')))];
  }

  /** @internal */
  public _render(): JsonObject {
    return { ...this.source };
  }
}

/** One of several sources has no permissions for all its files: these are the volume's. */
function withoutMode(files: JsonObject, { mode }: KeyFilesOptions): JsonObject {
  if (mode === undefined) return files;
  throw invalid({
    what: 'mode of a projected source',
    got: `0o${mode.toString(8)}`,
    allowed: 'modes of single files',
    fix: 'give mode to the volume, or modes to the source',
  });
}
