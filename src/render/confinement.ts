import { compact, JsonObject } from '../ground/objects';
import { ConfinementOptions, ContainerConfinementOptions } from '../values/confinement-options';

/** Members of a security context that Pods and containers have alike; nothing but what was asked for. */
export function confinement({ seccompProfile, appArmorProfile, seLinux }: ConfinementOptions): JsonObject {
  return compact({
    seccompProfile: seccompProfile?._render(),
    appArmorProfile: appArmorProfile?._render(),
    seLinuxOptions: { ...seLinux },
  });
}

/** The same of one container. */
export function containerConfinement(options: ContainerConfinementOptions = {}): JsonObject {
  return compact({ ...confinement(options), procMount: options.procMount });
}
