import { Range } from './engines/engine-memory';

/** One line of the account of a device. */
export interface MemoryRow {
  readonly what: string;
  readonly bytes: number;
  /** How far off it may be, in bytes, in either direction. */
  readonly uncertainty: number;
  /** Where the number is from. */
  readonly source: string;
  /** Whether it counts against the share of the device that the server takes. */
  readonly inside: boolean;
  /** Whether it is there before the server looks how much there is: its share is of the rest. */
  readonly before?: boolean;
  /** What the server computes with while it profiles: it is free again when it serves. */
  readonly profiled?: boolean;
  /** Whether the server keeps it free when it sizes its cache: it is there for what is computed later. */
  readonly spare?: boolean;
}

/** A number that lies between two others: the uncertainty reaches the farther of them. */
export function between(what: string, { least, likely, most }: Range, source: string, inside: boolean): MemoryRow {
  return { what, bytes: likely, uncertainty: Math.max(likely - least, most - likely), source, inside };
}
