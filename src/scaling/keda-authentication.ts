import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedObjectName } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { SecretKey } from '../values/secret-key';

/**
 * The credentials with which KEDA asks for a metric. https://keda.sh/docs/2.21/concepts/authentication/
 *
 * @example
 * const authentication = KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token'));
 */
export class KedaAuthentication {
  static { brand(this, 'KedaAuthentication'); }

  /**
   * A TriggerAuthentication that is there.
   *
   * @param name its name, in the namespace of the policy.
   *
   * @example
   * const authentication = KedaAuthentication.existing('prometheus');
   */
  public static existing(name: string): KedaAuthentication {
    judged('KedaAuthentication.existing', [name], arguments);
    return new KedaAuthentication({ kind: 'TriggerAuthentication', name: checkedObjectName('name of a TriggerAuthentication', name) });
  }

  /**
   * A ClusterTriggerAuthentication that is there.
   *
   * @param name its name.
   *
   * @example
   * const authentication = KedaAuthentication.existingInCluster('prometheus');
   */
  public static existingInCluster(name: string): KedaAuthentication {
    judged('KedaAuthentication.existingInCluster', [name], arguments);
    return new KedaAuthentication({ kind: 'ClusterTriggerAuthentication', name: checkedObjectName('name of a ClusterTriggerAuthentication', name) });
  }

  /**
   * A bearer token for Prometheus. The policy makes a TriggerAuthentication that reads it.
   *
   * @param token the key of a Secret in the namespace of the policy.
   *
   * @example
   * const authentication = KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token'));
   */
  public static bearerToken(token: SecretKey): KedaAuthentication {
    judged('KedaAuthentication.bearerToken', [token], arguments);
    return new KedaAuthentication(undefined, token);
  }

  private constructor(
    private readonly reference: JsonObject | undefined,
    /** @internal */
    public readonly _token?: SecretKey,
  ) {}

  /**
   * The reference of a trigger.
   *
   * @param made name of the TriggerAuthentication that the policy makes.
   * @internal
   */
  public _reference(made: string): JsonObject {
    return { ...this.reference ?? { kind: 'TriggerAuthentication', name: made } };
  }

  /**
   * The `spec` of the TriggerAuthentication that is made; undefined where one is there.
   * @internal
   */
  public _spec(): JsonObject | undefined {
    return this._token && { secretTargetRef: [{ parameter: 'bearerToken', name: this._token.name, key: this._token.key }] };
  }
}
