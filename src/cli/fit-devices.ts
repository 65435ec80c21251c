import { ACCELERATORS, AcceleratorRow } from '../facts/accelerators';
import { migMebibytes, migProfile } from '../facts/mig-profiles';
import { PlannedDevice } from '../fit/plan-request';
import { meaning, nearest } from '../ground/spelling';

/** Devices that are asked about, and how many of them. */
export interface AskedDevices {
  readonly devices: readonly PlannedDevice[];
  /** The fewest that serve the model when not said. */
  readonly count?: number;
}

/** Devices whose constants are known. */
const KNOWN = ACCELERATORS.filter(({ resource, mebibytes }) => mebibytes !== undefined && /^(nvidia|amd)\.com\//.test(resource));

const deviceOf = ({ name, mebibytes, resource, mostPerNode }: AcceleratorRow): PlannedDevice => (
  { name, bytes: mebibytes! * 1024 ** 2, resource, most: mostPerNode }
);

/** All devices that are known. */
export const allDevices = (): AskedDevices => ({ devices: KNOWN.map(deviceOf) });

/** The devices that words of the command name, each once. */
export function askedDevices(words: readonly string[]): AskedDevices[] {
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key);
  return words.map((word) => {
    const { devices, count } = namedDevices(word.trim());
    return { devices: devices.filter(({ name }) => isNew(`${name}:${count}`)), count };
  });
}

/** Those of one word: `h100`, `NVIDIA H100`, `l4:2`; slices: `h100-mig-1g.10gb`, or `mig-1g.10gb` of all. Throws on others. */
function namedDevices(word: string): AskedDevices {
  const [, name, said] = /^(.*?)(?::([^:]*))?$/s.exec(word)!;
  const [, ofDevice, profile] = /^(?:nvidia\.com\/)?(.*?)[-_ ]?\bmig[-_ ](\S+)$/is.exec(name) ?? [];
  const count = said === undefined ? undefined : wholeCount(said);
  if (profile === undefined) return { devices: rowsNamed(name).map(deviceOf), count };
  if ((count ?? 1) > 1) throw new Error(`--gpu got ${count} slices, and one server cannot span several; use a larger profile, or whole GPUs`);
  return { devices: slicesOf(ofDevice === '' ? KNOWN : rowsNamed(ofDevice), profile.toLowerCase()), count: 1 };
}

function wholeCount(said: string): number {
  if (/^[1-9]\d{0,3}$/.test(said)) return Number(said);
  throw new Error(`--gpu needs a number of devices from 1 to 9999, got ${JSON.stringify(said)}; use for example h100:2`);
}

/** The socket of NVIDIA's boards, which the names here leave out: all of theirs that have such boards are meant by them. */
const SOCKET = /[-_ ]sxm\d?\b/i;

function rowsNamed(name: string): readonly AcceleratorRow[] {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(name.replace(SOCKET, ''));
  const exact = KNOWN.filter(row => [row.name, row.name.replace(/^\w+ /, '')].some(one => plain(one) === wanted));
  const found = exact.length > 0 || wanted === '' ? exact : KNOWN.filter(row => plain(row.name).includes(wanted));
  if (found.length === 0) {
    throw new Error(
      `unknown GPU ${JSON.stringify(name)}${meaning(nearGpu(name))}: known are ${KNOWN.map(row => row.name).join(', ')}, and slices such as h100-mig-1g.10gb`,
    );
  }
  return found;
}

/** The GPU that is nearest to a mistaken name, which mostly leaves its maker out. */
function nearGpu(name: string): string | undefined {
  const short = new Map(KNOWN.map(row => [row.name.replace(/^\w+ /, ''), row.name]));
  const near = nearest(name.replace(/^(nvidia|amd)[-_ ]/i, ''), [...short.keys()]);
  return near === undefined ? undefined : short.get(near);
}

function slicesOf(rows: readonly AcceleratorRow[], name: string): readonly PlannedDevice[] {
  const profile = migProfile(name);
  const found = profile === undefined ? [] : rows.filter(({ mig = '' }) => mig.split(' ').includes(profile.plain));
  if (found.length > 0) {
    return found.map(({ name: device, mebibytes, resource, mig }) => ({
      name: `${device} MIG ${name}`,
      bytes: migMebibytes(profile!, mebibytes, mig!) * 1024 ** 2,
      resource,
      most: 1,
    }));
  }
  throw new Error(`unknown MIG profile ${JSON.stringify(name)}: known are `
    + `${rows.filter(({ mig }) => mig !== undefined).map(row => `${row.mig} of ${row.name}`).join('; ') || `none of ${rows.map(row => row.name).join(', ')}`}`);
}
