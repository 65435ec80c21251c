/** The kinds of authentication that a dialect may hold, with their values: one of them, or none. */
export interface AuthenticationWay {
  readonly jwt?: JwtWay;
  readonly apiKey?: ApiKeyWay;
}

/** JSON Web Tokens of an issuer. */
interface JwtWay {
  readonly issuer: string;
  readonly audience?: string;
  readonly jwksUri?: string;
}

/** Keys of a Secret, in a header. */
interface ApiKeyWay {
  readonly secretName: string;
  readonly header: string;
}
