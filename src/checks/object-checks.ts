import { CUSTOM_FIELDS } from './custom-fields';
import { optionOf } from './field-options';
import { typeProblems, TypeProblems } from './kubernetes-types';
import { Remark } from './remark';
import { judgeBy } from './rules';
import { CONTENT } from './spec-fields';
import { GIVEN } from './volume-fields';
import { show } from '../ground/errors';
import { FieldProblem, isObject, list, members, pattern, required, text } from '../ground/fields';
import { ANNOTATIONS, COUNT, DNS_LABEL, DNS_SUBDOMAIN, LABELS, QUALIFIED_NAME } from '../ground/kubernetes-fields';
import { DNS_1035_LABEL, MAX_LABEL } from '../ground/name-patterns';
import { at, JsonObject } from '../ground/objects';
import { ResourceSchema } from '../ground/resource-schema';
import { KubernetesVersion } from '../values/kubernetes-version';
import { trySchemaOf, validateResource } from './custom-resources/validate';

const DNS_1035 = pattern('a DNS-1035 label of at most 63 characters', DNS_1035_LABEL, MAX_LABEL);

/** A finalizer has a domain, but for those of Kubernetes. */
const FINALIZER = text('a name with a domain, for example example.com/keep', value => (
  QUALIFIED_NAME(value).length === 0 && (value.includes('/') || ['kubernetes', 'orphan', 'foregroundDeletion'].includes(value))
));

const OWNER = members({ apiVersion: GIVEN, kind: GIVEN, name: GIVEN, uid: GIVEN });

const FIELDS = {
  namespace: DNS_LABEL,
  labels: LABELS,
  annotations: ANNOTATIONS,
  finalizers: list(FINALIZER),
  ownerReferences: list(OWNER),
  generation: COUNT,
  generateName: pattern('the beginning of a name: lower-case letters, digits and "-"', /^([a-z0-9][-a-z0-9]*)?$/, 253),
};
const METADATA = members({ name: required(DNS_SUBDOMAIN, 'a name'), ...FIELDS });
const SERVICE_METADATA = members({ name: required(DNS_1035, 'a name'), ...FIELDS });

/** The clusters that an object is for. */
export interface Clusters {
  /** Whether the object is patched: its types are judged then. */
  readonly isPatched: boolean;
  /** The lowest version, where somebody said one. */
  readonly version?: KubernetesVersion;
}

/** The reasons for which the API server would refuse an object: one that is printed. */
export function checkObject(manifest: JsonObject, clusters: Clusters): Remark[] {
  const schema = CONTENT[String(manifest.kind)] ? undefined : trySchemaOf(manifest);
  return schema ? checkResource(manifest, schema) : checkFields(manifest, clusters);
}

/** A custom resource is judged by the CRD that the library installs. */
function checkResource(manifest: JsonObject, schema: ResourceSchema): Remark[] {
  const rule = schema.kind === 'Model' ? 'model-schema' : 'object-schema';
  return validateResource(manifest, schema).map(({ message, fix }): Remark => ({
    rule,
    what: rule === 'model-schema' ? message : `the ${schema.kind} is refused: ${message}`,
    fix,
  }));
}

function checkFields(manifest: JsonObject, { isPatched, version }: Clusters): Remark[] {
  const kind = String(manifest.kind);
  const types = isPatched ? typeProblems(kind, manifest, KubernetesVersion._orAssumed(version)) : metadataTypes(manifest);
  const found = [
    ...(kind === 'Service' ? SERVICE_METADATA : METADATA)(manifest.metadata).map(problem => ({ ...problem, path: `.metadata${problem.path}` })),
    ...CONTENT[kind]?.(manifest) ?? [],
    ...(isPatched ? CUSTOM_FIELDS[kind]?.(manifest) ?? [] : []),
  ];
  const paths = new Set(found.map(({ path }) => inDots(path)));
  return [
    ...[...found, ...types.wrong.filter(({ path }) => !paths.has(inDots(path)))].map(problem => refusal(kind, problem, isPatched)),
    ...types.young.map(({ path, since }): Remark => ({
      rule: version === undefined ? 'kubernetes-version-unsaid' : 'kubernetes-too-old',
      what: `a patch of the ${kind} gives ${path.slice(1)}, which Kubernetes has from 1.${since} on, and ${KubernetesVersion._orAssumed(version)._words}`,
      fix: `give kubernetesVersion 1.${since} or newer when all clusters are that new, or remove it from the patch`,
    })),
    ...(kind === 'Deployment' || kind === 'Job' ? judgeBy('volume-undefined', { pod: at(manifest, 'spec', 'template', 'spec') }) : []),
  ];
}

/** A path in one spelling: `requests["storage"]` is `requests.storage`. */
function inDots(path: string): string {
  return path.replace(/\["([^"\]]*)"\]/g, '.$1');
}

/** Members of the metadata of nearly every object, which are judged anyway. */
const USUAL = new Set(['name', 'namespace', 'labels', 'annotations']);

/** Anybody can add to the metadata of an object, without a patch. */
function metadataTypes({ metadata }: JsonObject): TypeProblems {
  if (Object.keys(isObject(metadata) ? metadata : {}).every(member => USUAL.has(member))) return { wrong: [], young: [] };
  const { wrong } = typeProblems('ObjectMeta', metadata, KubernetesVersion.V1_37);
  return { wrong: wrong.map(problem => ({ ...problem, path: `.metadata${problem.path}` })), young: [] };
}

function refusal(kind: string, { path, got, allowed }: FieldProblem, isPatched: boolean): Remark {
  const source = optionOf(kind, path);
  const others = path.startsWith('.metadata')
    ? `the labels and annotations that are given for the ${kind}`
    : 'it where it comes from: the model, its profile, the engine or the source';
  return {
    rule: 'object-schema',
    what: `the ${kind} has ${got === 'nothing' ? got : show(got)} ${path === '' ? 'in its place' : `at ${path.slice(1)}`}, allowed is ${allowed}`,
    fix: isPatched ? `correct the patch that puts it there${source === undefined ? '' : `, or ${source}`}` : `correct ${source ?? others}`,
  };
}
