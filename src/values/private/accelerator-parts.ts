import { Size } from 'cdk8s';
import { acceleratorRow, ACCELERATORS } from '../../facts/accelerators';
import { migMebibytes, migProfile } from '../../facts/mig-profiles';
import { bytesOf, MIB } from '../../ground/bytes';
import { invalid } from '../../ground/errors';
import { AcceleratorProps, SharedAcceleratorProps, SharingStrategy, SliceNaming, SliceOptions } from '../accelerator-props';
import { CpuArchitecture } from '../cpu-architecture';

/** All that is known of an accelerator, with the facts that only devices of the library and their parts have. */
export interface AcceleratorTraits extends AcceleratorProps {
  /** The part of a device that it is; a whole one when not said. */
  readonly part?: 'MIG slice' | 'partition' | 'time-sliced share' | 'MPS share';
  /** The name of that part by its maker: `1g.10gb`, `cpx_nps4`. */
  readonly profile?: string;
  /** Memory that a server really has of it, where that is less than its name says. */
  readonly usableMebibytes?: number;
  /** MIG profiles of the device, with spaces between them; `*` for any. */
  readonly migProfiles?: string;
  /** Compute dies of the device. */
  readonly dies?: number;
  /** Pods that share the device. */
  readonly sharedBy?: number;
  /** Chips of a topology, all of which one Pod has. */
  readonly chips?: number;
  /** Value of Karpenter's label for the memory of the whole device, where its name for the device is that of several. */
  readonly karpenterMemory?: string;
  /** Node labels of GKE besides that of the device. */
  readonly gkeLabels?: { readonly [key: string]: string };
}

/** A row of the table as an accelerator. */
export function traitsOfRow(name: string): AcceleratorTraits {
  const {
    resource, mebibytes, mostPerNode, gke, karpenter, product, cores, architecture, mig = resource === 'nvidia.com/gpu'
      ? ''
      : undefined, dies,
  } = acceleratorRow(name);
  return {
    name,
    resource,
    memory: mebibytes === undefined ? undefined : Size.mebibytes(mebibytes),
    mostPerNode,
    gkeName: gke,
    karpenterName: karpenter,
    karpenterMemory: karpenter !== undefined && ACCELERATORS.filter(row => row.karpenter === karpenter).length > 1 ? String(mebibytes) : undefined,
    productLabel: product,
    cores,
    architecture: architecture && CpuArchitecture.ARM64,
    migProfiles: mig,
    dies,
  };
}

/** Labels, taint and nodes: those of the whole device. */
function ofDevice(device: AcceleratorTraits): Pick<AcceleratorTraits, 'taint' | 'gkeName' | 'karpenterName' | 'karpenterMemory' | 'productLabel'
  | 'architecture'> {
  const { taint, gkeName, karpenterName, karpenterMemory, productLabel, architecture } = device;
  return { taint, gkeName, karpenterName, karpenterMemory, productLabel, architecture };
}

/** A MIG slice of a GPU; throws on a profile that the GPU does not have. */
export function migTraits(device: AcceleratorTraits, profile: string, { naming = SliceNaming.BY_PROFILE }: SliceOptions): AcceleratorTraits {
  const { migProfiles, part } = device;
  const named = migProfile(profile);
  const known = migProfiles ?? '*';
  if (named === undefined || device.resource !== 'nvidia.com/gpu' || part !== undefined || known === '') {
    throw invalid({
      what: `MIG profile of ${device.name}`,
      got: profile,
      allowed: '<compute>g.<memory>gb of an nvidia.com/gpu that can be divided',
      fix: 'use for example "1g.10gb" on an H100',
    });
  }
  if (known !== '*' && !known.split(' ').includes(named.plain)) {
    throw invalid({
      what: `MIG profile of ${device.name}`,
      got: profile,
      allowed: `${known.split(' ').join(', ')}, each also with an attribute such as +me`,
      fix: 'use one of these; for a slice of another GPU use Accelerator.of with its resource',
    });
  }
  const asDevice = naming === SliceNaming.AS_DEVICE;
  return {
    ...ofDevice(device),
    name: `${device.name} MIG ${profile}`,
    resource: asDevice ? device.resource : `nvidia.com/mig-${profile.replace('+', '.')}`,
    memory: Size.gibibytes(named.gigabytes),
    usableMebibytes: migMebibytes(named, device.memory && bytesOf(device.memory) / 1024 ** 2, known),
    productLabel: asDevice && device.productLabel !== undefined ? `${device.productLabel}-MIG-${profile.replace('+', '.')}` : device.productLabel,
    part: 'MIG slice',
    profile,
    gkeLabels: asDevice ? { 'cloud.google.com/gke-gpu-partition-size': profile } : undefined,
  };
}

/** Into how many devices each compute partition mode divides one; CPX is one for each die. */
const COMPUTE_PARTITIONS: { readonly [mode: string]: number } = { spx: 1, dpx: 2, tpx: 3, qpx: 4 };

/** The compute partition modes of a device with so many dies. */
export function partitionModes(dies: number): string[] {
  return [...Object.keys(COMPUTE_PARTITIONS).filter(mode => dies % COMPUTE_PARTITIONS[mode] === 0), 'cpx'];
}

/** A partition of an AMD device; throws on a mode that the device does not have. */
export function partitionTraits(device: AcceleratorTraits, profile: string, { naming = SliceNaming.BY_PROFILE }: SliceOptions): AcceleratorTraits {
  const { dies, part } = device;
  const [, compute = '', memory = ''] = /^([a-z]+)_nps([1248])$/.exec(profile) ?? [];
  const parts = compute === 'cpx' ? dies ?? 0 : COMPUTE_PARTITIONS[compute] ?? 0;
  if (dies === undefined || part !== undefined || parts === 0 || dies % parts !== 0 || Number(memory) > parts) {
    const modes = dies === undefined ? [] : partitionModes(dies);
    throw invalid({
      what: `partition of ${device.name}`,
      got: profile,
      allowed: modes.length === 0
        ? 'none: it is no AMD device that can be divided'
        : `<compute>_<memory> with ${modes.join(', ')}, and nps1, nps2, nps4 or nps8 up to as many`,
      fix: 'use for example Accelerator.AMD_MI300X.partition("cpx_nps4")',
    });
  }
  return {
    ...ofDevice(device),
    name: `${device.name} ${profile}`,
    resource: naming === SliceNaming.AS_DEVICE ? device.resource : `amd.com/${profile}`,
    memory: device.memory && Size.mebibytes(Math.floor(bytesOf(device.memory) / MIB / parts)),
    mostPerNode: device.mostPerNode && device.mostPerNode * parts,
    part: 'partition',
    profile,
  };
}

/** A share of a device, or of a slice of one. */
export function sharedTraits(device: AcceleratorTraits, props: SharedAcceleratorProps): AcceleratorTraits {
  const { replicas, strategy = SharingStrategy.TIME_SLICING, resource } = props;
  const what = `replicas of a shared ${device.name}`;
  if (!Number.isSafeInteger(replicas) || replicas < 2) {
    throw invalid({ what, got: replicas, allowed: 'a whole number from 2 on', fix: 'give the number of Pods that the device plugin lets share one device' });
  }
  const isMps = strategy === SharingStrategy.MPS;
  const name = resource ?? `${device.resource}.shared`;
  const keepsName = name === device.resource;
  return {
    ...ofDevice(device),
    name: `1/${replicas} ${device.name}`,
    resource: name,
    memory: device.memory && Size.mebibytes(Math.floor(bytesOf(device.memory) / MIB / replicas)),
    usableMebibytes: device.usableMebibytes && Math.floor(device.usableMebibytes / replicas),
    productLabel: keepsName && device.productLabel !== undefined ? `${device.productLabel}-SHARED` : device.productLabel,
    part: isMps ? 'MPS share' : 'time-sliced share',
    profile: device.profile,
    sharedBy: replicas,
    gkeLabels: keepsName ? {
      ...device.gkeLabels,
      'cloud.google.com/gke-gpu-sharing-strategy': isMps ? 'mps' : 'time-sharing',
      'cloud.google.com/gke-max-shared-clients-per-gpu': String(replicas),
    } : undefined,
  };
}

/** The chips of a TPU slice that one Pod has; throws on a topology of more than one node. */
export function topologyTraits(device: AcceleratorTraits, topology: string): AcceleratorTraits {
  const sides = /^[1-9]\d*(x[1-9]\d*){1,2}$/.test(topology) ? topology.split('x').map(Number) : [];
  const chips = sides.reduce((product, side) => product * side, sides.length === 0 ? 0 : 1);
  const most = device.mostPerNode ?? Infinity;
  if (device.resource !== 'google.com/tpu' || chips === 0) {
    throw invalid({
      what: `topology of ${device.name}`,
      got: topology,
      allowed: '<x>x<y> or <x>x<y>x<z> of a google.com/tpu',
      fix: 'use for example Accelerator.GOOGLE_TPU_V6E.topology("2x4")',
    });
  }
  if (chips > most) {
    throw invalid({
      what: `topology of ${device.name}`,
      got: topology,
      allowed: `one node's: at most ${most} chips, and this one has ${chips}`,
      fix: 'use a topology of one node, as a replica is one Pod; for a model over several nodes take an operator that makes groups of Pods',
    });
  }
  const { memory, mostPerNode, cores } = device;
  return {
    ...ofDevice(device),
    name: `${device.name} ${topology}`,
    resource: device.resource,
    memory,
    mostPerNode,
    cores,
    chips,
    gkeLabels: { 'cloud.google.com/gke-tpu-topology': topology },
  };
}
