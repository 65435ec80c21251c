import { at, itemsAt, Json, JsonObject } from '../../private/objects';

/** Kinds of volumes that Pod Security `restricted` allows. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

/** What Pod Security `restricted` refuses a Pod template for, in words; empty when it admits it. */
export function unrestricted(template: JsonObject): string[] {
  const pod = at(template, 'spec');
  const containers = [...objects(pod, 'containers'), ...objects(pod, 'initContainers')];
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter(member => at(pod, member) === true),
    ...objects(pod, 'volumes').flatMap(volume => Object.keys(volume).filter(kind => kind !== 'name' && !VOLUMES.includes(kind)).map(kind => `a ${kind} volume`)),
    ...containers.flatMap(container => containerProblems(container, pod).map(problem => `${problem} in ${String(container.name)}`)),
  ];
}

function containerProblems(container: JsonObject, pod: Json): string[] {
  const of = (...path: string[]) => at(container, 'securityContext', ...path);
  const inherited = (...path: string[]) => of(...path) ?? at(pod, 'securityContext', ...path);
  const added = of('capabilities', 'add');
  const dropped = of('capabilities', 'drop');
  return [
    ...(of('privileged') === true ? ['privileged'] : []),
    ...(of('allowPrivilegeEscalation') === false ? [] : ['privilege escalation']),
    ...(Array.isArray(dropped) && dropped.includes('ALL') ? [] : ['capabilities that are not dropped']),
    ...(Array.isArray(added) && added.some(capability => capability !== 'NET_BIND_SERVICE') ? ['more capabilities'] : []),
    ...(inherited('runAsNonRoot') === true && inherited('runAsUser') !== 0 ? [] : ['root']),
    ...(['RuntimeDefault', 'Localhost'].includes(String(inherited('seccompProfile', 'type'))) ? [] : ['no seccomp profile']),
    ...(objects(container, 'ports').some(port => Boolean(port.hostPort)) ? ['a port of the host'] : []),
  ];
}

function objects(value: Json, member: string): JsonObject[] {
  return itemsAt(value, member) as JsonObject[];
}
