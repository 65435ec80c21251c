import { ApiObjectMetadata } from 'cdk8s';
import { DerivedObject } from './derived-object';
import { SampleObject } from './mould';
import { canonicalButShared } from './printing/canonical';
import { plainMetadata } from './printing/plain-metadata';
import { tryYamlText } from './printing/yaml-text';
import { OwnMetadata } from '../checks/object-facts';
import { checkDerivedObject, PrintedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { JsonObject } from '../ground/objects';
import { KubernetesVersion } from '../values/kubernetes-version';

/** An object as it would be under another name. */
export interface OtherIdentity {
  readonly metadata: ApiObjectMetadata;
  readonly own: OwnMetadata;
  /** The members that it has beside its identity. */
  readonly derived: JsonObject;
  readonly kubernetesVersion?: KubernetesVersion;
}

/** The same object under another name, judged and printed. */
export interface JudgedSample extends SampleObject {
  readonly remarks: readonly Remark[];
  readonly manifest: JsonObject;
}

/** How an object would be judged and printed under another name; `undefined` where only cdk8s can print it. */
export function sampleObject(object: DerivedObject, other: OtherIdentity): JudgedSample | undefined {
  const { derived, kubernetesVersion } = other;
  const { apiVersion, kind } = object;
  const metadata = plainMetadata(object, other.metadata);
  const parts = canonicalButShared(derived);
  if (!metadata || !parts) return undefined;
  const text = tryYamlText({ apiVersion, kind, metadata, ...parts });
  if (text === undefined) return undefined;
  const remarks = checkDerivedObject(printedAs(object, other, metadata), { derived, kubernetesVersion });
  return { metadata: JSON.stringify(metadata), text, remarks, manifest: { apiVersion, kind, metadata, ...derived } };
}

/** The object as the checks see it. */
function printedAs(object: DerivedObject, { metadata: { name, labels }, own, derived }: OtherIdentity, metadata: JsonObject): PrintedObject {
  const { apiVersion, kind, chart: { namespace } } = object;
  return {
    kind,
    metadata: { withoutEffect: [], toJson: () => metadata },
    derivedIdentity: { apiVersion, kind, metadata: { name, namespace, labels: { ...labels } } },
    own,
    isPatched: false,
    isResolved: false,
    jsonPatches: [],
    hasEmptyPatch: false,
    isClusterScoped: false,
    unpatched: () => ({ apiVersion, kind, metadata, ...derived }),
  };
}
