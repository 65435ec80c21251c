import type * as kplus from 'cdk8s-plus-27';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedLabel, checkedObjectName } from '../ground/names';
import { namespaceOf } from '../ground/namespaces';

/**
 * A ServiceAccount as far as Pods name it: a `ServiceAccountRef`, or in TypeScript and JavaScript one that cdk8s-plus of any
 * Kubernetes version made or imported.
 */
export interface IServiceAccountRef {
  /** `metadata.name` of the ServiceAccount. */
  readonly name: string;
}

/** Where a ServiceAccount is, when it is known. */
export interface ServiceAccountRefOptions {
  /**
   * Namespace of the ServiceAccount. A Pod runs with one of its own namespace only: a reference that is known to live in another one
   * is an error at synth (`service-account-other-namespace`).
   *
   * @default - the namespace of the Pods
   */
  readonly namespace?: string;
}

/**
 * A ServiceAccount by its name, in every language and without cdk8s-plus.
 *
 * @example
 * const account = ServiceAccountRef.of('model-reader');
 */
export class ServiceAccountRef implements IServiceAccountRef {
  static { brand(this, 'ServiceAccountRef'); }

  /**
   * A ServiceAccount that exists in the cluster, or that something else makes.
   *
   * @param name `metadata.name` of the ServiceAccount.
   * @param options where it is.
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
