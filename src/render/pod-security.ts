import { confinement, containerConfinement } from './confinement';
import { rightsOf } from './containers';
import { RuntimePlan } from './runtime-plan';
import { compact, given, JsonObject } from '../ground/objects';
import { FsGroupChangePolicy } from '../profiles/pod-confinement-options';
import { SecurityOptions } from '../profiles/runtime-options';
import { SeccompProfile } from '../values/kernel-profiles';

/** The documented group and volume group of MatrixInfer runtimes. */
const GROUP = 3000;
const FS_GROUP = 2000;

/** Whether the cluster gives the Pod a user of its namespace, because nobody named one. */
export function isAssigned({ settings: { cluster, security } }: RuntimePlan): boolean {
  return (cluster?.assignsUsers ?? false) && security?.runAsUser === undefined;
}

/** The user that all containers of the Pod run as; `undefined` for root, and for one that the cluster assigns. */
export function userOf(plan: RuntimePlan): number | undefined {
  if (isAssigned(plan)) return undefined;
  const user = plan.settings.security?.runAsUser ?? plan.hardening.runAsUser;
  return user === 0 ? undefined : user;
}

/** The user in words, for messages. */
export function userInWords(plan: RuntimePlan): string {
  return isAssigned(plan) ? 'a user that the cluster assigns' : `user ${userOf(plan)}`;
}

/** Whether the containers run as root. */
export function runsAsRoot(plan: RuntimePlan): boolean {
  return userOf(plan) === undefined && !isAssigned(plan);
}

/** The Pod's security context: Pod Security `restricted` wherever the image is known to work with it. Ids that a cluster assigns are left out. */
export function podSecurity(plan: RuntimePlan): JsonObject {
  const security = plan.settings.security ?? {};
  const assignsUsers = plan.settings.cluster?.assignsUsers ?? false;
  const fsGroup = security.fsGroup ?? (assignsUsers ? undefined : FS_GROUP);
  return compact({
    runAsNonRoot: !runsAsRoot(plan),
    runAsUser: isAssigned(plan) ? undefined : userOf(plan) ?? 0,
    runAsGroup: security.runAsGroup ?? (assignsUsers ? 0 : GROUP),
    fsGroup,
    fsGroupChangePolicy: security.fsGroupChangePolicy ?? FsGroupChangePolicy.ON_ROOT_MISMATCH,
    supplementalGroups: security.supplementalGroups,
    supplementalGroupsPolicy: security.supplementalGroupsPolicy,
    ...confinement({ ...security, seccompProfile: security.seccompProfile ?? SeccompProfile.RUNTIME_DEFAULT }),
    seLinuxChangePolicy: security.seLinuxChangePolicy,
    sysctls: given(security.sysctls).map(([name, value]) => ({ name, value })),
  });
}

/** The server container's security context. */
export function containerSecurity(plan: RuntimePlan): JsonObject {
  const security = plan.settings.security ?? {};
  const readOnly = security.readOnlyRootFilesystem ?? plan.hardening.readOnlyRootFilesystem;
  const rights = rightsOf({ ...security, addCapabilities: capabilitiesOf(security) });
  return { ...rights, readOnlyRootFilesystem: readOnly, ...containerConfinement(security.server) };
}

/** The capabilities that the server is given, each once. */
export function capabilitiesOf({ addCapabilities = [], memoryLock }: SecurityOptions): string[] {
  return [...new Set([...addCapabilities, ...(memoryLock ? ['IPC_LOCK'] : [])])];
}
