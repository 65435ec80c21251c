import { credentialsIn, isLiteral } from '../../ground/credentials';

/**
 * The parameters of KEDA's scalers that are credentials: those of the tag `order=authParams` that are no names, addresses or certificates.
 * https://github.com/kedacore/keda/tree/main/pkg/scalers, `keda:"name=…"`; KEDA publishes them in schema/generated/scalers-schema.json
 */
const CREDENTIALS = new Set(`
  password sentinelPassword keyPassword activeDirectoryClientPassword
  key apiKey appKey accessKey secretKey queryKey clientKey tlsClientKey keytab awsAccessKeyID awsSecretAccessKey
  token apiToken authToken bearerToken accessToken personalAccessToken awsSessionToken
  clientSecret appCredentialSecret customAuthValue credentials GoogleApplicationCredentials
`.trim().toLowerCase().split(/\s+/));

/** Parameters of such a name that are none: `key` of the object that `kubernetes-resource` reads. */
const OTHERS: { readonly [type: string]: string | undefined } = { 'kubernetes-resource': 'key' };

/** Scalers that hand their metadata to a program of somebody, whose names may say anything. */
const OF_OTHERS = new Set(['external', 'external-push', 'external-mock']);

/** Parameters that are an address, or a text of the like, in which a credential may stand. */
const ADDRESS = /(connection(string)?|hosts?|ur[il]|address(es)?|endpoints?|servers?)$/i;

/** Whether a credential stands in a parameter of a trigger. */
export function holdsCredential(type: string, name: string, value: string): boolean {
  const found = credentialsIn(value);
  if (found.some(({ certain }) => certain)) return true;
  if (OF_OTHERS.has(type) || OTHERS[type] === name) return false;
  return CREDENTIALS.has(name.toLowerCase()) ? isLiteral(value) : found.length > 0 && ADDRESS.test(name);
}
