/** The files of a server's certificate, as they are mounted in its container. */
export interface TlsFiles {
  /** Path of the certificate with its chain, in PEM. */
  readonly certificate: string;

  /** Path of its private key, in PEM. */
  readonly privateKey: string;
}
