import { at, itemsAt, Json, JsonObject } from '../ground/objects';

/** A kind that writes Secrets: the names of those that an object of it writes. */
type Filler = (manifest: JsonObject) => readonly Json[];

const own: Filler = manifest => [at(manifest, 'metadata', 'name')];
const destination: Filler = manifest => [at(manifest, 'spec', 'destination', 'name')];

/** Kinds of operators that create a Secret, or add keys to one that is there. */
const FILLERS: { readonly [kind: string]: Filler } = {
  /** https://external-secrets.io/latest/api/externalsecret/ */
  ExternalSecret: manifest => [at(manifest, 'spec', 'target', 'name') ?? at(manifest, 'metadata', 'name')],
  ClusterExternalSecret: ({ spec }) => [at(spec, 'externalSecretSpec', 'target', 'name') ?? at(spec, 'externalSecretName')],
  /** https://github.com/bitnami-labs/sealed-secrets */
  SealedSecret: manifest => [at(manifest, 'spec', 'template', 'metadata', 'name') ?? at(manifest, 'metadata', 'name')],
  /** https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret */
  SecretProviderClass: ({ spec }) => itemsAt(spec, 'secretObjects').map(secret => at(secret, 'secretName')),
  /** https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso/api-reference */
  VaultStaticSecret: destination,
  VaultDynamicSecret: destination,
  VaultPKISecret: destination,
  HCPVaultSecretsApp: destination,
  /** https://github.com/1Password/onepassword-operator */
  OnePasswordItem: own,
  /** https://infisical.com/docs/integrations/platforms/kubernetes/infisical-secret-crd */
  InfisicalSecret: ({ spec }) => [
    at(spec, 'managedSecretReference', 'secretName'), ...itemsAt(spec, 'managedKubeSecretReferences').map(one => at(one, 'secretName')),
  ],
  /** https://cert-manager.io/docs/reference/api-docs/ */
  Certificate: ({ spec }) => [at(spec, 'secretName')],
};

/** The names of the Secrets that an object lets an operator write: their keys are not those of the app alone. */
export function filledSecrets(manifest: JsonObject): string[] {
  const kind = String(manifest.kind);
  return Object.hasOwn(FILLERS, kind) ? FILLERS[kind](manifest).filter(name => typeof name === 'string') : [];
}
