import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/** The lowest Kubernetes minor version that this library renders for. */
const LOWEST = 30;

/**
 * The lowest Kubernetes version of the clusters that the manifests go to. No manifest needs a newer version; a setting that does is an error
 * (`kubernetes-too-old`).
 *
 * @example
 * const version = KubernetesVersion.of('1.34');
 */
export class KubernetesVersion {
  static { brand(this, 'KubernetesVersion'); }

  /** Kubernetes 1.30, the default and the lowest. */
  public static readonly V1_30 = new KubernetesVersion(30);

  /** Kubernetes 1.31. */
  public static readonly V1_31 = new KubernetesVersion(31);

  /** Kubernetes 1.32. */
  public static readonly V1_32 = new KubernetesVersion(32);

  /** Kubernetes 1.33: image volumes can be mounted with a sub path, still behind a feature gate. */
  public static readonly V1_33 = new KubernetesVersion(33);

  /** Kubernetes 1.34: the first with Dynamic Resource Allocation switched on (KEP-4381). */
  public static readonly V1_34 = new KubernetesVersion(34);

  /** Kubernetes 1.35: the first with image volumes switched on (KEP-4639). */
  public static readonly V1_35 = new KubernetesVersion(35);

  /** Kubernetes 1.36. */
  public static readonly V1_36 = new KubernetesVersion(36);

  /** Kubernetes 1.37. */
  public static readonly V1_37 = new KubernetesVersion(37);

  /**
   * The version that was given, or the one that is assumed.
   *
   * @internal
   */
  public static _orAssumed(given: KubernetesVersion | undefined): KubernetesVersion {
    return given ?? KubernetesVersion._ASSUMED;
  }

  /**
   * A version from 1.30 on, also one that has no constant here.
   *
   * @param version `1.MINOR`, for example `1.31`; a leading `v` and a patch version (`v1.31.4`) are ignored. Any other text, and a version below
   * 1.30, is an error.
   */
  public static of(version: string): KubernetesVersion {
    judged('KubernetesVersion.of', [version], arguments);
    const minor = /^v?1\.(\d{1,3})(\.\d+)?$/.exec(version)?.[1];
    if (minor === undefined || Number(minor) < LOWEST) {
      throw invalid({
        what: 'Kubernetes version',
        got: version,
        allowed: `1.${LOWEST} or newer, written 1.MINOR`,
        fix: 'give the lowest version of your clusters',
      });
    }
    return new KubernetesVersion(Number(minor));
  }

  /** The version when none is given. It is an object of its own, so that messages do not claim that somebody gave it. */
  private static readonly _ASSUMED = new KubernetesVersion(LOWEST);

  /** The minor version: 30 for 1.30. */
  public readonly minor: number;

  private constructor(minor: number) {
    this.minor = minor;
  }

  /**
   * Whether this version is the other one or newer.
   *
   * @param other the version to compare with.
   */
  public isAtLeast(other: KubernetesVersion): boolean {
    judged('KubernetesVersion#isAtLeast', [other], arguments);
    return this.minor >= other.minor;
  }

  /**
   * Its description in messages: `kubernetesVersion is 1.31`.
   *
   * @internal
   */
  public get _words(): string {
    return this === KubernetesVersion._ASSUMED ? `kubernetesVersion is not given, which stands for ${this}` : `kubernetesVersion is ${this}`;
  }

  /** The version as `1.MINOR`. */
  public toString(): string {
    return `1.${this.minor}`;
  }
}
