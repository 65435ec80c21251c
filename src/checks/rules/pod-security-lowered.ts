import { isObject } from '../../ground/fields';
import { Json } from '../../ground/objects';
import { runsAsRoot } from '../../render/pod-security';
import { Severity } from '../../values/finding';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { loweredBySettings } from '../lowered-security';
import { unrestricted } from '../pod-security-standard';
import { RuntimeRule, Said } from '../rule';

/** Kinds of volumes that are mounted without a claim, and that it forbids. */
const UNCLAIMED: { readonly [kind: string]: string } = { nfs: 'NFS is mounted by the Pod itself', hostPath: 'a path of the node is mounted' };

/** The settings that give up Pod Security `restricted`. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the Pod is refused in namespaces that enforce Pod Security restricted',
  pitfall: 10,
  saidBy: ['patch-checks'],
  topic: 'security',
  check({ plan, volumes }) {
    const { engine, hardening, settings: { security } } = plan;
    const added = (security?.addCapabilities ?? []).filter(capability => capability !== 'NET_BIND_SERVICE');
    return [
      ...(!runsAsRoot(plan) ? [] : [{
        what: security?.runAsUser === 0 ? 'security.runAsUser is 0' : `the image of ${engine.name} is not known to run without root (${hardening.source})`,
        fix: 'set security.runAsUser to a number above 0 when the image works with it, or acknowledge the finding',
      }]),
      ...(added.length === 0 ? [] : [{ what: `security.addCapabilities has ${added.join(', ')}`, fix: 'remove it, or acknowledge the finding' }]),
      ...Object.entries(UNCLAIMED).flatMap(([kind, what]) => {
        const names = volumes.filter(({ _kind }) => _kind === kind).map(({ name }) => JSON.stringify(name));
        return names.length === 0 ? [] : [{
          what: `${what}: ${names.join(', ')}`,
          fix: 'mount it by a claim (PodVolume.existingClaim), or acknowledge the finding',
        }];
      }),
      ...loweredBySettings(plan),
    ];
  },
};

/** Where patches were given, and for which clusters. */
export interface PatchContext {
  readonly by: string;
  readonly kubernetesVersion?: KubernetesVersion;
}

/** The same of patches: the controls that a Pod template gives up with them. */
export function loweredByPatch(before: Json, after: Json, { by, kubernetesVersion }: PatchContext): Said[] {
  if (!isObject(before) || !isObject(after)) return [];
  const known = new Set(unrestricted(before, kubernetesVersion));
  const lowered = unrestricted(after, kubernetesVersion).filter(what => !known.has(what));
  return lowered.length === 0 ? [] : [{ what: `${by} give the Pod ${lowered.join(', ')}`, fix: 'remove the patch, or acknowledge the finding' }];
}
