/** Slices that NVIDIA's Multi-Instance GPU makes of a GPU, by their names: `1g.10gb`, and behind it with media engines, with all, without, with graphics. */
const PROFILE = /^([1-7]g\.([1-9][0-9]*)gb)([+-][a-z.]+)?$/;

/** A profile as its name says it. */
export interface MigProfile {
  /** Without what stands behind it: `1g.10gb`. */
  readonly plain: string;
  /** Memory by its name. */
  readonly gigabytes: number;
}

/** Reads the name of a profile; undefined for a text that is none. */
export function migProfile(name: string): MigProfile | undefined {
  const [, plain, gigabytes] = PROFILE.exec(name) ?? [];
  return plain === undefined ? undefined : { plain, gigabytes: Number(gigabytes) };
}

/**
 * Memory of a slice in MiB, on the safe side. It has less than its name says: as many eighths of the GPU (fourths, of one with four slices), without what
 * the driver keeps of each. `nvidia-smi mig -lgip` and GPU feature discovery say 4.75 GiB of 1g.5gb of an A100, 9.5 of its 1g.10gb, 5.75 of 1g.6gb of an
 * A30, 10.75 of 1g.12gb of an H100 NVL, 16 of 1g.18gb of an H200, 20.5 of 1g.23gb of a B200. https://docs.nvidia.com/datacenter/tesla/mig-user-guide
 *
 * @param mebibytes memory of the GPU, where it is known.
 * @param profiles all that it can be divided into, with spaces between them; `*` for any.
 */
export function migMebibytes({ gigabytes }: MigProfile, mebibytes: number | undefined, profiles: string): number {
  const known = profiles.split(' ').map(profile => [parseInt(profile, 10), migProfile(profile)?.gigabytes ?? 0] as const);
  const [compute, whole] = known.reduce((most, one) => (one[1] > most[1] ? one : most));
  if (mebibytes === undefined || whole === 0) return Math.floor(gigabytes * 1024 * 0.88);
  const slices = compute === 7 ? 8 : compute;
  const taken = Math.round(slices * gigabytes / whole);
  const share = taken === slices ? 0.97 : whole <= 80 ? 0.95 : 0.9; // names above 80 are parts of GB, and rounded up
  return Math.floor(mebibytes * taken / slices * share);
}
