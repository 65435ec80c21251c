import { rightsOf } from './containers';
import { RuntimePlan } from './runtime-plan';
import { compact, given, JsonObject } from '../ground/objects';
import { SeccompProfile, SecurityOptions } from '../profiles/runtime-options';

/** The documented group and volume group of MatrixInfer runtimes. */
const GROUP = 3000;
const FS_GROUP = 2000;

/** The user that all containers of the Pod run as; `undefined` for root. */
export function userOf(plan: RuntimePlan): number | undefined {
  const user = plan.settings.security?.runAsUser ?? plan.hardening.runAsUser;
  return user === 0 ? undefined : user;
}

/** The Pod's security context: Pod Security `restricted` wherever the image is known to work with it. */
export function podSecurity(plan: RuntimePlan): JsonObject {
  const security = plan.settings.security ?? {};
  const user = userOf(plan);
  return compact({
    runAsNonRoot: user !== undefined,
    runAsUser: user ?? 0,
    runAsGroup: security.runAsGroup ?? GROUP,
    fsGroup: security.fsGroup ?? FS_GROUP,
    fsGroupChangePolicy: 'OnRootMismatch',
    supplementalGroups: security.supplementalGroups,
    supplementalGroupsPolicy: security.supplementalGroupsPolicy,
    seccompProfile: { type: security.seccompProfile ?? SeccompProfile.RUNTIME_DEFAULT },
    sysctls: given(security.sysctls).map(([name, value]) => ({ name, value })),
  });
}

/** The server container's security context. */
export function containerSecurity(plan: RuntimePlan): JsonObject {
  const security = plan.settings.security ?? {};
  const readOnly = security.readOnlyRootFilesystem ?? plan.hardening.readOnlyRootFilesystem;
  return { ...rightsOf({ ...security, addCapabilities: capabilitiesOf(security) }), readOnlyRootFilesystem: readOnly };
}

/** The capabilities that the server is given, each once. */
export function capabilitiesOf({ addCapabilities = [], memoryLock }: SecurityOptions): string[] {
  return [...new Set([...addCapabilities, ...(memoryLock ? ['IPC_LOCK'] : [])])];
}
