import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { checkedObjectName } from '../ground/names';
import { JsonObject } from '../ground/objects';
import { SecretKey } from '../values/secret-key';

/** The way in which KEDA sends its credentials to Prometheus. https://keda.sh/docs/2.21/scalers/prometheus/#authentication-parameters */
export enum KedaAuthenticationMode {
  /** A token, `bearerToken` of the authentication. */
  BEARER = 'bearer',

  /** A user, `username` and `password`. */
  BASIC = 'basic',

  /** OAuth 2.0: `oauthTokenURI`, `clientID` and `clientSecret`. */
  OAUTH = 'oauth',

  /** A certificate of the client, `cert` and `key`. */
  TLS = 'tls',

  /** A key, `apiKey`. */
  API_KEY = 'apiKey',

  /** A header, `customAuthHeader` and `customAuthValue`. */
  CUSTOM = 'custom',
}
refuseUnknownMembers(KedaAuthenticationMode, 'KedaAuthenticationMode');

/** Facts about an existing authentication. */
export interface ExistingKedaAuthenticationOptions {
  /**
   * The modes in which KEDA sends its credentials to Prometheus; it sends only credentials that a mode names. Give an empty list (`[]`) for a pod
   * identity, and where the Secret itself has an entry `authModes`. KEDA takes only one of `BEARER`, `BASIC` and `OAUTH`.
   *
   * @default - none: KEDA sends no credentials (`authentication-mode-unsaid`)
   */
  readonly modes?: KedaAuthenticationMode[];
}

/** Modes of which KEDA takes one: https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/authentication/authentication_types.go */
const EXCLUSIVE: readonly KedaAuthenticationMode[] = [KedaAuthenticationMode.BEARER, KedaAuthenticationMode.BASIC, KedaAuthenticationMode.OAUTH];

/**
 * The credentials with which KEDA reads a metric. https://keda.sh/docs/2.21/concepts/authentication/
 *
 * @example
 * const authentication = KedaAuthentication.bearerToken(SecretKey.of('prometheus', 'token'));
 */
export class KedaAuthentication {
  static { brand(this, 'KedaAuthentication'); }

  /**
   * An existing TriggerAuthentication.
   *
   * @param name its name, in the namespace of the policy.
   * @param options which of its credentials Prometheus is shown.
   *
   * @example
   * const authentication = KedaAuthentication.existing('prometheus', { modes: [KedaAuthenticationMode.BASIC] });
   */
  public static existing(name: string, options: ExistingKedaAuthenticationOptions = {}): KedaAuthentication {
    [name, options] = judged('KedaAuthentication.existing', [name, options], arguments);
    return new KedaAuthentication({ kind: 'TriggerAuthentication', name: checkedObjectName('name of a TriggerAuthentication', name) }, checkedModes(options));
  }

  /**
   * An existing ClusterTriggerAuthentication.
   *
   * @param name its name.
   * @param options which of its credentials Prometheus is shown.
   *
   * @example
   * const authentication = KedaAuthentication.existingInCluster('prometheus', { modes: [KedaAuthenticationMode.BEARER] });
   */
  public static existingInCluster(name: string, options: ExistingKedaAuthenticationOptions = {}): KedaAuthentication {
    [name, options] = judged('KedaAuthentication.existingInCluster', [name, options], arguments);
    return new KedaAuthentication({
      kind: 'ClusterTriggerAuthentication',
      name: checkedObjectName('name of a ClusterTriggerAuthentication', name),
    }, checkedModes(options));
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
    return new KedaAuthentication(undefined, [KedaAuthenticationMode.BEARER], token);
  }

  private constructor(
    private readonly reference: JsonObject | undefined,
    /**
     * The credentials that Prometheus is shown; undefined where nobody said it.
     * @internal
     */
    public readonly _modes: readonly KedaAuthenticationMode[] | undefined,
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

/** Returns the modes in the order of their enum, or throws on two that KEDA refuses together. */
function checkedModes({ modes }: ExistingKedaAuthenticationOptions): KedaAuthenticationMode[] | undefined {
  const exclusive = EXCLUSIVE.filter(mode => modes?.includes(mode));
  if (exclusive.length > 1) {
    throw invalid({
      what: 'modes of an authentication',
      got: exclusive.join(' and '),
      allowed: `one of ${EXCLUSIVE.join(', ')}`,
      fix: 'name the one that Prometheus asks for',
    });
  }
  return modes && Object.values(KedaAuthenticationMode).filter(mode => modes.includes(mode));
}
