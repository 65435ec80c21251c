import { isWithin } from '../../ground/paths';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Devices of the node that are mounted as paths. The container runtime lets a container open only those that it was given. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a device that is mounted as a path can be seen, and only a privileged container can open it',
  topic: 'devices',
  check({ plan, others, volumes }) {
    const devices = volumes.filter(({ _hostPath: path }) => path !== undefined && isWithin(path, '/dev') && !isWithin(path, '/dev/shm'));
    if (devices.length === 0) return NOT_APPLICABLE;
    const containers = [
      { who: 'the server', mounts: plan.mounts, privileged: plan.settings.security?.privileged, given: plan.compute.acceleratorCount > 0 },
      ...others.map(({ name, mounts = [], security, otherResources = {} }) => (
        { who: name, mounts, privileged: security?.privileged, given: Object.keys(otherResources).some(key => key.includes('/')) }
      )),
    ];
    return devices.flatMap(({ name, _hostPath }) => containers
      .filter(({ mounts, privileged, given }) => !privileged && !given && mounts.some(({ volume }) => volume === name))
      .map(({ who }) => ({
        what: `${who} mounts ${_hostPath} of the node (the volume ${JSON.stringify(name)}), and no device plugin gives it a device`,
        fix: 'ask for the device by the resource of its plugin (Compute.gpu, otherResources), or make the container privileged; acknowledge the '
          + 'finding where the runtime opens it',
      })));
  },
};
