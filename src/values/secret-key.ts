import type * as kplus from 'cdk8s-plus-27';
import { credentialsIn } from '../ground/credentials';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DATA_KEY } from '../ground/kubernetes-fields';
import { checkedLabel, checkedObjectName } from '../ground/names';
import { namespaceOf } from '../ground/namespaces';
import { keysOf } from './private/keys-of-secret';

/** The namespace of a Secret. */
export interface SecretKeyOptions {
  /**
   * Namespace of the Secret. A Pod can read only Secrets of its own namespace: a key of a Secret that is known to be in another one is an error at
   * synth (`secret-other-namespace`).
   *
   * @default - the namespace of the Pod that uses it
   */
  readonly namespace?: string;
}

/**
 * One key of a Kubernetes Secret. It is the only way to give a credential to this library: no property takes a token as a string.
 *
 * @example
 * const token = SecretKey.of('hf', 'token');
 */
export class SecretKey {
  static { brand(this, 'SecretKey'); }

  /**
   * A key of a Secret that exists in the cluster.
   *
   * @param name `metadata.name` of the Secret.
   * @param key the key in its `data`.
   * @param options its namespace.
   */
  public static of(name: string, key: string, options: SecretKeyOptions = {}): SecretKey {
    [name, key, options] = judged('SecretKey.of', [name, key, options], arguments);
    return new SecretKey(name, key, options.namespace);
  }

  /**
   * A key of a Secret made with cdk8s-plus, or imported by it.
   *
   * @param secret a cdk8s-plus `Secret`, or the reference that `Secret.fromSecretName` gives.
   * @param key the key in its `data`.
   */
  public static from(secret: kplus.ISecret, key: string): SecretKey {
    judged('SecretKey.from', [secret, key], arguments);
    return new SecretKey(secret.name, key, namespaceOf(secret), secret);
  }

  /** `metadata.name` of the Secret. */
  public readonly name: string;

  /** The key in the Secret's `data`. */
  public readonly key: string;

  /** Namespace of the Secret, where it is known. */
  public readonly namespace?: string;

  private constructor(name: string, key: string, namespace?: string, private readonly made?: object) {
    this.name = checkedObjectName('Secret name', name);
    mustBe(DATA_KEY, key, 'Secret key', FIX);
    for (const text of [name, key]) refuseCredential(text);
    this.key = key;
    if (namespace !== undefined) this.namespace = checkedLabel('namespace of a Secret', namespace);
  }

  /**
   * The keys that the Secret has, where it is made in the app and has some.
   * @internal
   */
  public get _known(): readonly string[] | undefined {
    return this.made && keysOf(this.made);
  }
}

const FIX = 'give the name of a key of the Secret, never the credential itself';

/** Many tokens could be the key of a Secret, as far as Kubernetes is asked. */
function refuseCredential(text: string): void {
  const [credential] = credentialsIn(text);
  if (credential?.certain) {
    throw invalid({
      what: 'reference to a Secret',
      got: text,
      allowed: `names of a Secret and of a key in it, and this is ${credential.is}`,
      fix: `${FIX}, and revoke the credential when it was shared already`,
    });
  }
}
