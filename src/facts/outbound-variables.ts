/**
 * The variables by which programs are told the certificates that they trust: a PEM file.
 * `SSL_CERT_FILE`: OpenSSL, Python's ssl and httpx, Go (https://pkg.go.dev/crypto/x509) and so rclone, hf-xet and other programs in Rust.
 * `REQUESTS_CA_BUNDLE`: Python's requests (https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification).
 * `CURL_CA_BUNDLE`: curl (https://curl.se/docs/sslcerts.html). `GIT_SSL_CAINFO`: git, and git LFS (https://git-scm.com/docs/git).
 * `AWS_CA_BUNDLE`: clients of AWS. `NODE_EXTRA_CA_CERTS`: Node.js.
 */
export const CA_VARIABLES: readonly string[] = [
  'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS',
];

/** The variable that every Java VM reads its options from. https://docs.oracle.com/en/java/javase/21/docs/specs/jvmti.html#tooloptions */
export const JAVA_OPTIONS = 'JAVA_TOOL_OPTIONS';

/** Whether a variable tells programs of a proxy, or of hosts that are called without it. */
export function isProxyVariable(name: string): boolean {
  return /^(https?|no)_proxy$/i.test(name);
}
