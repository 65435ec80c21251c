import { checkConfinement } from './checked-confinement';
import { checkContainerPort } from './checked-service';
import { checkedSize } from '../../ground/bytes';
import { invalid } from '../../ground/errors';
import { checkOtherResource } from '../../ground/resources';
import { ExtraContainer } from '../../values/extra-container';
import { PodContainer } from '../pod-containers';
import { PodOptions } from '../runtime-options';

/** Throws on a container of the user's that is wrong in itself. */
export function checkContainers({ initContainers = [], sidecars = [], containers = [], lifecycle }: PodOptions): void {
  for (const container of initContainers) checkContainer(container, `the init container ${container.name}`);
  for (const sidecar of sidecars) checkLongRunning(sidecar, `the sidecar ${sidecar.name}`);
  for (const container of containers) checkLongRunning(container, `the container ${container.name}`);
  if (lifecycle?.preStop?._sleeps) {
    throw invalid({
      what: 'preStop of the server',
      got: 'a sleep',
      allowed: 'a command or an HTTP request',
      fix: 'give the time in timing.preStopDelay, which the grace period includes',
    });
  }
}

function checkContainer({ memory, memoryLimit, ephemeralStorage, otherResources, security = {} }: ExtraContainer, who: string): void {
  checkConfinement(`security of ${who}`, security);
  for (const [name, size] of Object.entries({ memory, memoryLimit, ephemeralStorage })) if (size) checkedSize(`${name} of ${who}`, size);
  for (const [key, amount] of Object.entries(otherResources ?? {})) checkOtherResource(key, amount);
}

function checkLongRunning(container: PodContainer, who: string): void {
  checkContainer(container, who);
  const { startupProbe, readinessProbe, livenessProbe, ports = [] } = container;
  ports.forEach((port, index) => { checkContainerPort(port, `ports[${index}] of ${who}`); });
  const asking = Object.entries({ startupProbe, readinessProbe, livenessProbe }).find(([, probe]) => probe?._asksPort);
  if (asking === undefined || ports.length > 0) return;
  throw invalid({
    what: `ports of ${who}`,
    got: '[]',
    allowed: `at least one: its ${asking[0]} asks the first`,
    fix: 'give the container ports, or use ServerProbe.exec()',
  });
}
