/** The certificate with which the server itself speaks TLS, in a Secret of type `kubernetes.io/tls`, as cert-manager writes it. */
export interface TlsOptions {
  /** Name of the Secret, in the namespace of the model. */
  readonly secretName: string;

  /**
   * The key in the Secret with the certificate and its chain, in PEM.
   *
   * @default 'tls.crt'
   */
  readonly certificateKey?: string;

  /**
   * The key in the Secret with the private key, in PEM.
   *
   * @default 'tls.key'
   */
  readonly privateKeyKey?: string;
}
