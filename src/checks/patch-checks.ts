import { JsonPatch } from 'cdk8s';
import { Change } from './facts';
import { checkObject } from './object-checks';
import { changedContent, changedIdentity, changedLabels, OwnMetadata, takenNames } from './object-facts';
import { applyPatches } from './patch-operations';
import { reasonOf } from './patch-results';
import { Remark } from './remark';
import { judgeBy, remarks } from './rules';
import { idleAddition, idlePatch } from './rules/patch-without-effect';
import { loweredByPatch } from './rules/pod-security-lowered';
import { checkSecrets } from './secrets';
import { checkTexts } from './text-checks';
import { withoutAbsent } from '../ground/absent';
import { show } from '../ground/errors';
import { isObject } from '../ground/fields';
import { at, Json, JsonObject } from '../ground/objects';
import { KubernetesVersion } from '../values/kubernetes-version';

/** An object of the library, as it will be printed. */
export interface PrintedObject {
  readonly kind: string;
  readonly metadata: { readonly withoutEffect: readonly string[]; toJson(): unknown };
  /** Its identity and labels as the library gave them. */
  readonly derivedIdentity: JsonObject;
  /** Labels and annotations that the library writes on it. */
  readonly own: OwnMetadata;
  /** Whether a user has patched it, or resolvers of the app can have changed it. */
  readonly isPatched: boolean;
  /** Whether the app has resolvers of its own. */
  readonly isResolved: boolean;
  /** The patches, in their order. */
  readonly jsonPatches: readonly JsonPatch[];
  /** Whether somebody patched it with nothing. */
  readonly hasEmptyPatch: boolean;
  /** Whether it has no namespace, whatever its chart says. */
  readonly isClusterScoped: boolean;
  /** The object before those patches. */
  unpatched(): unknown;
}

/** The facts that are known of an object besides itself. */
export interface Derivation {
  /** The members that it has beside its identity, before any patch of the user's. */
  readonly derived: JsonObject;
  /** The same, after the patches that the library applies itself: those of `pod.patches`. */
  readonly rendered?: JsonObject;
  /** The lowest version of the clusters, where somebody said one. */
  readonly kubernetesVersion?: KubernetesVersion;
}

/**
 * Everything that has to be said of one object as it will be printed, whatever changed it: patches of its own, `pod.patches`, what was
 * added to its metadata, labels of its chart. Every object that the library makes passes through here, and only here.
 */
export function checkDerivedObject(object: PrintedObject, derivation: Derivation): Remark[] {
  const found = checkPrinted(object, derivation);
  const isPatched = object.jsonPatches.length > 0 || (derivation.rendered ?? derivation.derived) !== derivation.derived;
  return isPatched || !object.isPatched ? found : found.map(ofResolver);
}

/** What is said of a patch, of a resolver of the app. */
function ofResolver(remark: Remark): Remark {
  const inWords = (text: string) => text.replace(/\ba patch\b/g, 'a resolver of the app').replace(/\bthe patch\b/g, 'that of the resolver');
  return {
    ...remark,
    what: inWords(remark.what.replace(/^a patch of (.*) does not apply/, '$1 cannot be resolved')),
    fix: remark.rule === 'patch-failed' ? 'look at the resolvers that the App was made with' : inWords(remark.fix),
  };
}

function checkPrinted(object: PrintedObject, derivation: Derivation): Remark[] {
  const { derived, rendered = derived, kubernetesVersion } = derivation;
  const before: JsonObject = { ...object.derivedIdentity, ...derived };
  const printed = printedManifest(object, { ...before, ...rendered });
  if ('rule' in printed) return [printed];
  const after = printed.manifest;
  const kind = object.kind;
  const by = [...(rendered === derived ? [] : ['pod.patches']), ...(object.isPatched ? [`patches of the ${kind}`] : [])].join(' and ');
  return [
    ...(object.isPatched ? changedIdentity(before, after).map(change => contradiction(kind, change)) : []),
    ...ownNames(kind, changedLabels(before, after), takenNames(object.own, after)),
    ...(by === '' ? [] : contentOfPatches(before, after, { by, object, kubernetesVersion })),
    ...checkObject(after, { isPatched: by !== '', version: kubernetesVersion }),
    ...(object.isPatched ? judgeBy('patch-member-unknown', { kind, manifest: after }) : []),
    ...checkTexts(after),
    ...judgeBy('object-without-content', after),
    ...printed.idle,
    ...remarks('patch-without-effect', object.metadata.withoutEffect.map(member => idleAddition(kind, member))),
    ...(object.hasEmptyPatch ? remarks('patch-without-effect', [idlePatch(`the ${kind}`, 'no operation was given')]) : []),
  ];
}

/** Who patched an object, and which. */
interface PatchedBy {
  readonly by: string;
  readonly object: PrintedObject;
  readonly kubernetesVersion?: KubernetesVersion;
}

/** What patches and resolvers changed of the content of an object. */
function contentOfPatches(before: JsonObject, after: JsonObject, { by, object, kubernetesVersion }: PatchedBy): Remark[] {
  const { kind } = object;
  return [
    ...changedContent(kind, before, after).filter(change => !isResolvedText(object, change)).map(change => contradiction(kind, change)),
    ...remarks('pod-security-lowered', loweredByPatch(at(before, 'spec', 'template'), at(after, 'spec', 'template'), { by, kubernetesVersion })),
  ];
}

/**
 * Whether a text may have been changed by resolvers: what they are for is to put another in place of one that its user gave. Names and labels are no
 * such texts.
 */
function isResolvedText({ isResolved }: PrintedObject, { path, from }: Change): boolean {
  return isResolved && typeof from === 'string' && !/labels|selector/i.test(path);
}

/** An object as it is printed, and the remarks about patches of it that have no effect. */
interface Printed {
  readonly manifest: JsonObject;
  readonly idle: readonly Remark[];
}

/** An object as it is printed, or why its patches do not apply. */
function printedManifest(object: PrintedObject, unpatched: JsonObject): Printed | Remark {
  if (object.isPatched) return patched(object);
  return { manifest: { ...unpatched, metadata: printedMetadata(object, unpatched.metadata as JsonObject) }, idle: [] };
}

/** Metadata as it is printed: with the labels of the chart, and the metadata that were added after the object was made. */
function printedMetadata(object: PrintedObject, given: JsonObject): JsonObject {
  try {
    const metadata = object.metadata.toJson() as JsonObject;
    return object.isClusterScoped ? { ...metadata, namespace: undefined } : metadata;
  } catch {
    return given; // there is no app, or cdk8s cannot print it, which is its own error at synth
  }
}

function patched(object: PrintedObject): Printed | Remark {
  const failed = (reason: string, fix = 'look at the path: it begins at the object, for example /spec/template/spec/hostNetwork'): Remark => ({
    rule: 'patch-failed',
    what: `a patch of the ${object.kind} does not apply: ${reason}`,
    fix,
  });
  try {
    const { document, failure, fix, idle } = applyPatches(object.unpatched() as Json, object.jsonPatches);
    if (failure !== undefined) return failed(failure, fix);
    const manifest = withoutAbsent(document) as Json;
    return isObject(manifest) ? {
      manifest,
      idle: remarks('patch-without-effect', idle.map(one => idlePatch(`the ${object.kind}`, one))),
    } : failed('nothing of the object is left');
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/** Whether a patch does not apply: its result cannot be judged. */
export function hasFailed(found: readonly Remark[]): boolean {
  return found.some(({ rule }) => rule === 'patch-failed');
}

function contradiction(kind: string, { path, name, from, to, readBy, fix }: Change): Remark {
  const where = `${path.slice(1)} of the ${kind}`;
  const was = typeof from === 'object' ? '' : `, derived is ${shown(from, name)}`;
  const what = to === undefined ? `a patch removes ${where}${was}` : `a patch changes ${where} from ${shown(from, name)} to ${shown(to, name)}`;
  return { rule: 'patch-contradicts-derived', what: `${what}; ${readBy}`, fix };
}

function ownNames(kind: string, changed: readonly Change[], taken: readonly Change[]): Remark[] {
  const known = new Set(changed.map(({ path }) => path));
  return [...changed, ...taken.filter(({ path }) => !known.has(path))].map(change => ownName(kind, change));
}

function ownName(kind: string, { path, name = 'label', from, to }: Change): Remark {
  const given = from === undefined ? '' : ` (${String(from)})`;
  const what = `the ${name} ${path.slice(2, -2)} of the ${kind} is the library's own${given}, and is printed as ${shown(to)}`;
  return { rule: 'user-labels-overwrite', what, fix: 'use a label of your own domain, and leave this one as it is' };
}

/** Words and numbers as they are; of larger values, only their type; of a credential, nothing. */
function shown(value: Json, name: string = ''): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  return checkSecrets([{ where: '', name, value: String(value) }]).length > 0 ? 'a credential' : show(value);
}
