import { refuseUnknownMembers } from '../ground/input/constants';

/** What the Prometheus operator scrapes by. */
export enum MonitorKind {
  /** The Pods themselves. */
  POD = 'PodMonitor',

  /** The Pods behind the ports of the Service. */
  SERVICE = 'ServiceMonitor',
}
refuseUnknownMembers(MonitorKind, 'MonitorKind');
