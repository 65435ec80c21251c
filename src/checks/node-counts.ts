import { Said } from './rule';

/** A kind of accelerator, and the most of it that a known node has. */
export interface CountedDevice {
  readonly name: string;
  readonly mostPerNode?: number;
}

/** More accelerators than any known node has; undefined where they are not, and where nobody knows. */
export function beyondNodes({ name, mostPerNode: most }: CountedDevice, count: number): Said | undefined {
  if (most === undefined || count <= most) return undefined;
  return {
    what: `one replica asks for ${count} × ${name}, known nodes have at most ${most}`,
    fix: 'use fewer accelerators per replica, as a replica runs on one node; where your nodes have more, acknowledge this',
  };
}

/** A number of accelerators that no known node has; undefined where one has it. */
export function oddCount({ name, mostPerNode: most }: CountedDevice, count: number): Said | undefined {
  if (most === undefined || count > most || Number.isInteger(Math.log2(count)) || count === most) return undefined;
  const [fewer, more] = [2 ** Math.floor(Math.log2(count)), Math.min(most, 2 ** Math.ceil(Math.log2(count)))];
  return {
    what: `one replica asks for ${count} × ${name}, and no known node has ${count}: it takes one with ${more}`,
    fix: `use ${fewer} or ${more}, or acknowledge the finding where your nodes have ${count} and the model can be divided by it`,
  };
}

/** What is wanted of a server at once. */
export interface WantedTokens {
  readonly concurrency: number;
  readonly maxModelLen: number;
}

/** At least three times as many accelerators as serve what is wanted; undefined where they are fewer. */
export function oversized({ name }: CountedDevice, count: number, fewest: number | undefined, wanted: WantedTokens): Said | undefined {
  if (fewest === undefined || fewest * 3 > count) return undefined;
  return {
    what: `${count} × ${name} serve ${wanted.concurrency} × ${wanted.maxModelLen} tokens, and ${fewest} would`,
    fix: `use ${fewest}, or give a higher footprint.concurrency where you want one, or acknowledge the finding where it is for speed`,
  };
}
