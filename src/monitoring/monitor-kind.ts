import { refuseUnknownMembers } from '../ground/input/constants';

/** The kind of object by which the Prometheus operator scrapes. */
export enum MonitorKind {
  /** The Pods themselves. */
  POD = 'PodMonitor',

  /** The Pods behind the ports of the Service. */
  SERVICE = 'ServiceMonitor',
}
refuseUnknownMembers(MonitorKind, 'MonitorKind');
