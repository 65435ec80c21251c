import { AuthenticationWay } from './private/authentication-way';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedObjectName } from '../ground/names';
import { given } from '../ground/objects';

/** JSON Web Tokens that are asked for. */
export interface JwtAuthenticationProps {
  /** Who signs them, as in their `iss`. */
  readonly issuer: string;

  /**
   * For whom they have to be, as in their `aud`.
   *
   * @default - anybody
   */
  readonly audience?: string;

  /**
   * The HTTPS address of the issuer's keys. Envoy Gateway needs it; Istio finds it by OpenID Connect Discovery when it is left out. It is not recorded.
   *
   * @default - none is known
   */
  readonly jwksUri?: string;
}

/** Keys that are asked for. */
export interface ApiKeyAuthenticationProps {
  /** Name of the Secret with the keys, in the namespace of the server: each entry is a client and its key. */
  readonly secretName: string;

  /**
   * The header in which clients send their key.
   *
   * @default 'x-api-key'
   */
  readonly header?: string;
}

/**
 * Who may call a server. A gateway asks, where its dialect can; the Service alone lets everybody in.
 *
 * @example
 * const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models', jwksUri: 'https://auth.example.com/keys' });
 */
export class ServerAuthentication {
  static { brand(this, 'ServerAuthentication'); }

  /**
   * JSON Web Tokens of an issuer, in the header `Authorization`.
   *
   * @param props the issuer, and for whom its tokens have to be.
   *
   * @example
   * const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models' });
   */
  public static jwt(props: JwtAuthenticationProps): ServerAuthentication {
    [props] = judged('ServerAuthentication.jwt', [props], arguments);
    const { issuer, audience, jwksUri } = props;
    if (issuer === '') throw invalid({ what: 'issuer', got: issuer, allowed: 'the `iss` of the tokens', fix: 'give for example "https://auth.example.com"' });
    if (audience === '') throw invalid({ what: 'audience', got: audience, allowed: 'the `aud` of the tokens', fix: 'leave it out where tokens for anybody are fine' });
    if (jwksUri !== undefined && !/^https:\/\/[^\s/?#@]\S*$/.test(jwksUri)) {
      const allowed = 'an address that begins with https://, without a user';
      throw invalid({ what: 'jwksUri', got: jwksUri, allowed, fix: 'look at jwks_uri in <issuer>/.well-known/openid-configuration' });
    }
    return new ServerAuthentication('jwt', audience === undefined ? { issuer } : { issuer, audience }, { jwt: props });
  }

  /**
   * Keys of a Secret, in a header.
   *
   * @param props the Secret, and the header.
   *
   * @example
   * const authentication = ServerAuthentication.apiKey({ secretName: 'clients' });
   */
  public static apiKey(props: ApiKeyAuthenticationProps): ServerAuthentication {
    [props] = judged('ServerAuthentication.apiKey', [props], arguments);
    const { secretName, header = 'x-api-key' } = props;
    checkedObjectName('secretName', secretName);
    return new ServerAuthentication('api-key', { secretName, header }, { apiKey: { secretName, header } });
  }

  /**
   * Any other kind, which is only recorded: nothing that the library makes holds it, and a server that is not `registerOnly` refuses it.
   *
   * @param type the kind of authentication: lower-case letters, digits and dashes.
   * @param config its values, which everybody may read: never a credential.
   *
   * @example
   * const authentication = ServerAuthentication.of('oauth2', { tokenUrl: 'https://auth.example.com/token' });
   */
  public static of(type: string, config: { [key: string]: string } = {}): ServerAuthentication {
    [type, config] = judged('ServerAuthentication.of', [type, config], arguments);
    return new ServerAuthentication(type, Object.fromEntries(given(config)), {});
  }

  /** The kind of authentication, as it is recorded. */
  public readonly type: string;

  /** Its values, as they are recorded. A copy. */
  public get config(): { [key: string]: string } {
    return { ...this.recorded };
  }

  /** @internal */
  public readonly _way: AuthenticationWay;

  private constructor(type: string, private readonly recorded: { readonly [key: string]: string }, way: AuthenticationWay) {
    this.type = type;
    this._way = way;
  }
}
