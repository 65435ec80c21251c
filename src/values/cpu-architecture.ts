import { refuseUnknownMembers } from '../ground/input/constants';

/** The CPU architecture of a node, as Kubernetes labels it (`kubernetes.io/arch`). */
export enum CpuArchitecture {
  /** 64-bit x86. */
  AMD64 = 'amd64',

  /** 64-bit Arm: Graviton, Axion, Cobalt, and the Grace of GH200, GB200 and GB300. */
  ARM64 = 'arm64',
}

refuseUnknownMembers(CpuArchitecture, 'CpuArchitecture');
