import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run saw of one engine; report/table.ts makes a line of it. */
export interface Seen {
  readonly engine: string;
  readonly image: string;
  readonly server: string;
  readonly secondsToReady?: number;
  readonly drain?: string;
  readonly missingModel?: string;
  readonly badFlag?: string;
}

/** Where runs leave what they saw. */
export const RECORDS = join(__dirname, '..', '..', '..', 'test-reports', 'serving');

/** Adds to what was seen of an engine. */
export function record(seen: Seen): void {
  mkdirSync(RECORDS, { recursive: true });
  const file = join(RECORDS, `${seen.engine.replaceAll(' ', '-')}.json`);
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Seen : {};
  writeFileSync(file, `${JSON.stringify({ ...before, ...seen }, undefined, 2)}\n`);
}
