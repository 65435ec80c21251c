import type * as kplus from 'cdk8s-plus-27';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedLabel, checkedObjectName } from '../ground/names';
import { namespaceOf } from '../ground/namespaces';

/** A ServiceAccount that Pods can name: a `ServiceAccountRef`, or in TypeScript and JavaScript one that cdk8s-plus of any minor made or imported. */
export interface IServiceAccountRef {
  /** `metadata.name` of the ServiceAccount. */
  readonly name: string;
}

/** The namespace of a ServiceAccount. */
export interface ServiceAccountRefOptions {
  /**
   * Namespace of the ServiceAccount. A Pod can run only with a ServiceAccount of its own namespace: one that is known to be in another namespace is
   * an error at synth (`service-account-other-namespace`).
   *
   * @default - the namespace of the Pods
   */
  readonly namespace?: string;
}

/**
 * A reference to a ServiceAccount by its name, in every language and without cdk8s-plus.
 *
 * @example
 * const account = ServiceAccountRef.of('model-reader');
 */
export class ServiceAccountRef implements IServiceAccountRef {
  static { brand(this, 'ServiceAccountRef'); }

  /**
   * A ServiceAccount that exists in the cluster, or that another app makes.
   *
   * @param name `metadata.name` of the ServiceAccount.
   * @param options its namespace.
   */
  public static of(name: string, options: ServiceAccountRefOptions = {}): ServiceAccountRef {
    [name, options] = judged('ServiceAccountRef.of', [name, options], arguments);
    return new ServiceAccountRef(name, options.namespace);
  }

  /**
   * A ServiceAccount made with cdk8s-plus, or imported by it.
   *
   * @param account a cdk8s-plus `ServiceAccount`, or the reference that `ServiceAccount.fromServiceAccountName` gives.
   */
  public static from(account: kplus.IServiceAccount): ServiceAccountRef {
    judged('ServiceAccountRef.from', [account], arguments);
    return new ServiceAccountRef(account.name, namespaceOf(account));
  }

  /** `metadata.name` of the ServiceAccount. */
  public readonly name: string;

  /** Namespace of the ServiceAccount, where it is known. */
  public readonly namespace?: string;

  private constructor(name: string, namespace?: string) {
    this.name = checkedObjectName('ServiceAccount name', name);
    if (namespace !== undefined) this.namespace = checkedLabel('namespace of a ServiceAccount', namespace);
  }
}
