import { Remark } from './ledger';
import { checkObject, JudgedObject } from './object-checks';
import { checkTemplatePatches, sorted } from './pod-checks';
import { DerivedObject } from '../../private/derived-object';
import { at, Json, JsonObject } from '../../private/objects';

/** What the API server would refuse an object for, and what the user's patches of the object itself contradict. */
export function checkDerivedObject(object: DerivedObject, judged: JudgedObject): Remark[] {
  if (!object.isPatched) return checkObject({ ...judged, metadata: printedMetadata(object, judged.metadata) });
  const printed = patched(object);
  if ('rule' in printed) return [printed];
  const [metadata, spec] = ['metadata', 'spec'].map(member => at(printed.manifest, member) as JsonObject);
  return [...contradictions(object, judged, printed.manifest), ...checkObject({ ...judged, metadata, spec })];
}

/** Metadata as it is printed: with the labels of the chart, and what was added after the object was made. */
export function printedMetadata<Metadata extends object>(object: DerivedObject, given: Metadata): Metadata {
  try {
    return object.metadata.toJson() as Metadata;
  } catch {
    return given; // there is no app, or cdk8s cannot print it, which is its own error at synth
  }
}

/** An object with its patches, or why they do not apply. */
export function patched(object: DerivedObject): { readonly manifest: JsonObject } | Remark {
  try {
    return { manifest: object.toJson() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { rule: 'patch-failed', what: `a patch of the ${object.kind} does not apply: ${reason}`, fix: 'look at the path: it begins at the object, for example /spec/template/spec/hostNetwork' };
  }
}

function contradictions(object: DerivedObject, { kind, spec }: JudgedObject, after: JsonObject): Remark[] {
  const values: [string, Json, Json][] = [
    ['metadata.name', object.name, at(after, 'metadata', 'name')],
    ['spec.selector', spec.selector, at(after, 'spec', 'selector')],
    ...(kind === 'Service' ? [['spec.ports', spec.ports, at(after, 'spec', 'ports')] as [string, Json, Json]] : []),
  ];
  return [
    ...values.filter(([, before, now]) => sorted(before) !== sorted(now)).map(([path, before, now]): Remark => ({
      rule: 'patch-contradicts-derived',
      what: `a patch changes ${path} of the ${kind} from ${sorted(before)} to ${sorted(now)}`,
      fix: 'say it where the derived value comes from: the name of the model, or the port of the engine',
    })),
    ...(kind === 'Deployment' ? checkTemplatePatches(spec.template as JsonObject, at(after, 'spec', 'template') as JsonObject, 'patches of the Deployment') : []),
  ];
}
