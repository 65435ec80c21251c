import { AuthenticationWay } from './private/authentication-way';
import { credentialsIn, HIDDEN } from '../ground/credentials';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_1123_LABEL, MAX_LABEL } from '../ground/name-patterns';
import { checkedObjectName } from '../ground/names';
import { compact, given, JsonObject } from '../ground/objects';

/** The options of authentication by JSON Web Tokens. */
export interface JwtAuthenticationProps {
  /** Issuer of the tokens, as in their claim `iss`. */
  readonly issuer: string;

  /**
   * Audience of the tokens, as in their claim `aud`.
   *
   * @default - any audience
   */
  readonly audience?: string;

  /**
   * The HTTPS address of the issuer's keys. Envoy Gateway needs it; Istio finds it by OpenID Connect Discovery when it is left out. The resource does
   * not record it.
   *
   * @default - none is known
   */
  readonly jwksUri?: string;
}

/** The options of authentication by API keys. */
export interface ApiKeyAuthenticationProps {
  /** Name of the Secret with the keys, in the namespace of the server: each entry has a client as its name, and the client's key as its value. */
  readonly secretName: string;

  /**
   * The header in which clients send their key.
   *
   * @default 'x-api-key'
   */
  readonly header?: string;
}

/** Authentication exactly as a document has it. */
export interface RecordedAuthenticationOptions {
  /**
   * Whether callers have to authenticate.
   *
   * @default - not recorded, which the API reads as off
   */
  readonly enabled?: boolean;

  /**
   * The kind of authentication: lower-case letters, digits and dashes.
   *
   * @default - not recorded
   */
  readonly type?: string;

  /**
   * The values of the kind. Everybody may read them: never give a credential.
   *
   * @default - none
   */
  readonly config?: { [key: string]: string };
}

/**
 * The authentication of callers of a server. A Gateway enforces it, where its dialect can; the Service alone lets everybody in.
 *
 * @example
 * const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models', jwksUri: 'https://auth.example.com/keys' });
 */
export class ServerAuthentication {
  static { brand(this, 'ServerAuthentication'); }

  /**
   * JSON Web Tokens of an issuer, in the header `Authorization`.
   *
   * @param props the issuer, and the audience of its tokens.
   *
   * @example
   * const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models' });
   */
  public static jwt(props: JwtAuthenticationProps): ServerAuthentication {
    [props] = judged('ServerAuthentication.jwt', [props], arguments);
    const { issuer, audience, jwksUri } = props;
    if (issuer === '') throw invalid({ what: 'issuer', got: issuer, allowed: 'the `iss` of the tokens', fix: 'give for example "https://auth.example.com"' });
    if (audience === '') {
      throw invalid({ what: 'audience', got: audience, allowed: 'the `aud` of the tokens', fix: 'leave it out where tokens for anybody are fine' });
    }
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
   * Any other kind, which is only recorded: no object of the library enforces it, so a server without `registerOnly` refuses it.
   *
   * @param type the kind of authentication: lower-case letters, digits and dashes.
   * @param config its values, which everybody may read: never a credential.
   *
   * @example
   * const authentication = ServerAuthentication.of('oauth2', { tokenUrl: 'https://auth.example.com/token' });
   */
  public static of(type: string, config: { [key: string]: string } = {}): ServerAuthentication {
    [type, config] = judged('ServerAuthentication.of', [type, config], arguments);
    return new ServerAuthentication(checkedType(type), Object.fromEntries(given(config)), {});
  }

  /**
   * Authentication exactly as a document has it, mostly to record that it is off. When it is on, it is the same as with `of`.
   *
   * @param options the fields of the document; with none the block stays empty, which the API reads as off.
   *
   * @example
   * const authentication = ServerAuthentication.recorded({ enabled: false, type: 'jwt', config: { issuer: 'https://auth.example.com' } });
   */
  public static recorded(options: RecordedAuthenticationOptions = {}): ServerAuthentication {
    [options] = judged('ServerAuthentication.recorded', [options], arguments);
    const { enabled, type, config } = options;
    return new ServerAuthentication(type === undefined ? undefined : checkedType(type), Object.fromEntries(given(config)), {}, { enabled });
  }

  /** The kind of authentication, as it is recorded; `undefined` where a document names none. */
  public readonly type?: string;

  /** Whether callers have to authenticate. */
  public readonly isEnabled: boolean;

  /** Its values, as they are recorded. A copy. */
  public get config(): { [key: string]: string } {
    return { ...this.values };
  }

  /** @internal */
  public readonly _way: AuthenticationWay;

  private constructor(
    type: string | undefined,
    private readonly values: { readonly [key: string]: string },
    way: AuthenticationWay,
    private readonly said: { readonly enabled?: boolean } = { enabled: true },
  ) {
    this.type = type;
    this.isEnabled = said.enabled ?? false;
    this._way = way;
  }

  /**
   * As a ModelServer records it.
   * @internal
   */
  public _record(): JsonObject {
    return compact({ enabled: this.said.enabled, type: this.type, config: this.config });
  }
}

/** The words that the API takes for a kind. A text that is none may be a credential, and is not repeated. */
function checkedType(type: string): string {
  if (type.length <= MAX_LABEL && DNS_1123_LABEL.test(type) && !credentialsIn(type).some(({ certain }) => certain)) return type;
  const allowed = `a word of at most ${MAX_LABEL} lower-case letters, digits and "-"`;
  const got = /^[A-Za-z_-]{1,40}\d?$/.test(type) ? type : HIDDEN;
  throw invalid({ what: 'type of the authentication', got, allowed, fix: 'use for example "jwt"; a credential belongs into a Secret' });
}
