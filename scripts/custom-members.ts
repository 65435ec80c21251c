/**
 * Writes src/checks/custom-members.generated.ts: which members the custom resources of others that this library makes can have. It reads the CRDs in
 * the Go modules of their makers (needs Go), of Gateway API those of the experimental channel, which has all members of the standard one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { GoModule, moduleFolder } from './lib/go-module';

/** A module, the kinds that are read of it, and the files that they are in. */
interface Source extends GoModule {
  /** A file for each kind, or one for all. */
  readonly files: { readonly [kind: string]: string };
}

const operator = (plural: string) => `example/prometheus-operator-crd/monitoring.coreos.com_${plural}.yaml`;
const google = (plural: string) => `charts/operator/crds/monitoring.googleapis.com_${plural}.yaml`;
const gateway = (plural: string) => `config/crd/experimental/gateway.networking.k8s.io_${plural}.yaml`;
const envoy = (plural: string) => `charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_${plural}.yaml`;
const gke = (plural: string) => `config/crd/networking.gke.io_${plural}.yaml`;

const SOURCES: readonly Source[] = [
  {
    module: 'sigs.k8s.io/gateway-api',
    version: '1.6.3',
    files: { HTTPRoute: gateway('httproutes'), ReferenceGrant: gateway('referencegrants'), BackendTLSPolicy: gateway('backendtlspolicies') },
  },
  {
    module: 'sigs.k8s.io/gateway-api-inference-extension',
    version: '1.6.0',
    files: { InferencePool: 'config/crd/bases/inference.networking.k8s.io_inferencepools.yaml' },
  },
  {
    module: 'github.com/envoyproxy/gateway',
    version: '1.9.1',
    files: { BackendTrafficPolicy: envoy('backendtrafficpolicies'), SecurityPolicy: envoy('securitypolicies') },
  },
  {
    module: 'github.com/GoogleCloudPlatform/gke-gateway-api',
    version: '1.3.0',
    files: { HealthCheckPolicy: gke('healthcheckpolicies'), GCPBackendPolicy: gke('gcpbackendpolicies') },
  },
  { module: 'istio.io/api', version: '1.29.2', files: { DestinationRule: 'kubernetes/customresourcedefinitions.gen.yaml' } },
  { module: 'github.com/kedacore/keda/v2', version: '2.21.0', files: { ScaledObject: 'config/crd/bases/keda.sh_scaledobjects.yaml' } },
  { module: 'github.com/kedacore/http-add-on', version: '0.15.0', files: { InterceptorRoute: 'config/crd/bases/http.keda.sh_interceptorroutes.yaml' } },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.85.0',
    files: { PodMonitor: operator('podmonitors'), ServiceMonitor: operator('servicemonitors'), PrometheusRule: operator('prometheusrules') },
  },
  {
    module: 'github.com/GoogleCloudPlatform/prometheus-engine',
    version: '0.17.2',
    files: { PodMonitoring: google('podmonitorings'), Rules: google('rules') },
  },
];

/** A part of an OpenAPI schema. */
interface Schema {
  readonly 'properties'?: { readonly [name: string]: Schema };
  readonly 'items'?: Schema;
  readonly 'additionalProperties'?: Schema | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** A version of a CRD. */
interface Version {
  readonly schema: { readonly openAPIV3Schema: Schema };
}

/** A CRD, as far as it is read. */
interface Definition {
  readonly kind: string;
  readonly spec: { readonly names: { readonly kind: string }; readonly versions: readonly Version[] };
}

/** The schemas of a kind, one for each version of it; lines of a Helm template around them are no part of them. */
function schemasOf(path: string, kind: string): Schema[] {
  const documents = parseAllDocuments(readFileSync(path, 'utf8').replace(/^\{\{.*\}\}$/gm, '')).map(document => document.toJS() as Definition | null);
  const found = documents.filter(one => one?.kind === 'CustomResourceDefinition' && one.spec.names.kind === kind);
  return found.flatMap(one => one!.spec.versions.map(({ schema }) => schema.openAPIV3Schema));
}

/** The members of all versions, as text: "{…}" are those of a struct or of those in a list, "%{…}" those of the values of a map. Nothing where all is open. */
function membersOf(schemas: readonly Schema[]): string {
  if (schemas.some(schema => schema['x-kubernetes-preserve-unknown-fields'])) return '';
  const items = schemas.flatMap(({ items: item }) => item ?? []);
  if (items.length > 0) return membersOf(items);
  const values = schemas.flatMap(({ additionalProperties: value }) => (typeof value === 'object' ? [value] : []));
  if (values.length > 0) return membersOf(values) === '' ? '' : `%${membersOf(values)}`;
  const names = [...new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)))].sort();
  if (names.length === 0) return '';
  return `{${names.map(name => `${name}${membersOf(schemas.flatMap(({ properties = {} }) => properties[name] ?? []))}`).join(' ')}}`;
}

const rows = SOURCES.flatMap(source => Object.entries(source.files).map(([kind, file]) => {
  const schemas = schemasOf(join(moduleFolder(source), file), kind).flatMap(({ properties = {} }) => properties.spec ?? []);
  if (schemas.length === 0) throw new Error(`there is no ${kind} in ${file} of ${source.module}`);
  return [kind, membersOf(schemas)] as const;
})).sort(([one], [other]) => (one < other ? -1 : 1));

writeFileSync(join(__dirname, '..', 'src', 'checks', 'custom-members.generated.ts'), [
  '// Generated by scripts/custom-members.ts from the CRDs in the Go modules '
    + `${SOURCES.map(({ module, version }) => `${module} ${version}`).join(', ')}. Do not edit.`,
  '/* eslint-disable */',
  '',
  '/** Members of the `spec` of each kind: "{…}" are those of a struct or of each struct of a list, "%{…}" those of each value of a map; what has '
    + 'none here is open. */',
  'export const CUSTOM_MEMBERS: { readonly [kind: string]: string } = {',
  ...rows.map(([kind, members]) => `  ${kind}: '${members}',`),
  '};',
  '',
].join('\n'));
